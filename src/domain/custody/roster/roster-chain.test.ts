import { describe, expect, it } from "vitest";
import {
  cliKey,
  decision,
  nonceOf,
  now,
  person,
  readOf,
  recipientOf,
  roster,
  signedBy,
  spkiOf,
  verified,
} from "../../../../test/custody/people.ts";
import type { RosterDocument, RosterPerson } from "../documents/roster-document.ts";
import { checkRoster } from "./check-roster.ts";
import {
  acceptRoster,
  foundingView,
  type ChainOutcome,
  type RosterChain,
  rosterView,
  settleRosterChain,
  startRosterChain,
  vetoRoster,
} from "./roster-chain.ts";
import { mayApprove, personOf } from "./roster-view.ts";
import { verifySigned } from "./verify-signed.ts";

const genesis = roster();
const people = Object.fromEntries(["jane", "omar", "ana", "carl", "eve"].map((id) => [id, person(id)]));
const {
  jane = person("jane"),
  omar = person("omar"),
  ana = person("ana"),
  carl = person("carl"),
  eve = person("eve"),
} = people;

function started(document = genesis): RosterChain {
  return taken(start(document));
}

function start(document: RosterDocument, by: readonly RosterPerson[] = document.persons, at = now): ChainOutcome {
  const read = readOf(document);
  return startRosterChain(
    read,
    read.hash,
    by.map((each) => verified(each, decision(each, read.hash))),
    at,
  );
}

function taken(outcome: ChainOutcome): RosterChain {
  if (outcome.status === "refused") throw new Error(`${outcome.row.code}: ${outcome.detail}`);
  return outcome.chain;
}

const said = (outcome: ChainOutcome): string => (outcome.status === "refused" ? outcome.row.code : "taken");

/** The next version of the genesis roster. */
function next(change: Partial<RosterDocument> = {}): RosterDocument {
  const document = roster({ version: 2, previous: readOf(genesis).hash, nonce: nonceOf("second"), ...change });
  return document;
}

function accept(
  document: RosterDocument,
  by: readonly RosterPerson[] = [omar, ana],
  at = now,
  change: object = {},
): ChainOutcome {
  const read = readOf(document);
  const decisions = by.map((each) => verified(each, decision(each, read.hash, { at, ...change })));
  return acceptRoster(started(), read, decisions, at);
}

const withEve = next({ persons: [jane, omar, ana, carl, eve] });
const withoutCarl = next({ persons: [jane, omar, ana] });

describe("the first roster", () => {
  it("is taken by its typed hash with every founder's approval, and all are active at once", () => {
    const view = rosterView(started(), now);
    for (const each of genesis.persons) {
      const [key] = each.credentials;
      expect(key !== undefined && mayApprove(view, each, key, now)).toBe(true);
    }
  });

  it("is refused without one of them, with another hash, stale, or as a second version", () => {
    expect(said(start(genesis, [jane, omar, ana]))).toBe("CUSTODY_QUORUM_MISSING");
    expect(said(start(genesis, []))).toBe("CUSTODY_QUORUM_MISSING");
    expect(said(startRosterChain(readOf(genesis), readOf(withEve).hash, [], now))).toBe("CUSTODY_CHAIN_BROKEN");
    expect(said(start(genesis, genesis.persons, now + 121))).toBe("CUSTODY_QUORUM_MISSING");
    expect(said(start(withEve))).toBe("CUSTODY_CHAIN_BROKEN");
  });
});

describe("a later roster", () => {
  it("comes into force after 24 hours; its new approver counts after 72", () => {
    const chain = taken(accept(withEve));
    expect(personOf(rosterView(chain, now + 86_399), "eve")).toBeNull();
    const view = rosterView(chain, now + 86_400);
    expect(personOf(view, "eve")).not.toBeNull();
    const [key = cliKey("eve")] = eve.credentials;
    expect(mayApprove(view, eve, key, now + 72 * 3600 - 1)).toBe(false);
    expect(mayApprove(view, eve, key, now + 72 * 3600)).toBe(true);
    const [old = cliKey("omar")] = omar.credentials;
    expect(mayApprove(view, omar, old, now + 86_400)).toBe(true);
  });

  it("gives a known name with another key no faster way in", () => {
    const swapped = person("omar", { credentials: [cliKey("eve")] });
    const view = rosterView(taken(accept(next({ persons: [jane, swapped, ana, carl] }))), now + 86_400);
    expect(mayApprove(view, swapped, cliKey("eve"), now + 86_400)).toBe(false);
    expect(mayApprove(view, swapped, cliKey("omar"), now + 86_400)).toBe(false);
  });

  it("needs the quorum of the version before: fresh, timely, one voice for each human", () => {
    expect(said(accept(withEve, [omar]))).toBe("CUSTODY_QUORUM_MISSING");
    expect(said(accept(withEve, [omar, omar]))).toBe("CUSTODY_QUORUM_MISSING");
    expect(said(accept(withEve, [omar, eve]))).toBe("CUSTODY_QUORUM_MISSING");
    expect(said(accept(withEve, [omar, ana], now, { decision: "deny" }))).toBe("CUSTODY_QUORUM_MISSING");
    const read = readOf(withEve);
    const late = [
      verified(omar, decision(omar, read.hash)),
      verified(ana, decision(ana, read.hash, { at: now + 7 * 86_400 })),
    ];
    // Omar signed in time, Ana a week after the document's minute: too late for it.
    expect(said(acceptRoster(started(), read, late, now + 7 * 86_400))).toBe("CUSTODY_QUORUM_MISSING");
    const old = [omar, ana].map((each) => verified(each, decision(each, read.hash)));
    expect(said(acceptRoster(started(), read, old, now + 120))).toBe("taken");
    expect(said(acceptRoster(started(), read, old, now + 121))).toBe("CUSTODY_QUORUM_MISSING");
    const early = [omar, ana].map((each) => verified(each, decision(each, read.hash, { at: withEve.at - 1 })));
    expect(said(acceptRoster(started(), read, early, now))).toBe("CUSTODY_QUORUM_MISSING");
  });

  it("is decided on by approvers alone, and by none whose key is too new", () => {
    const silent = person("ana", { roles: ["custodian", "requester"] });
    const founding = roster({ persons: [jane, omar, silent, carl] });
    const chain = started(founding);
    const document = next({ previous: readOf(founding).hash, persons: [jane, omar, silent, carl, eve] });
    const read = readOf(document);
    const by = (...who: readonly RosterPerson[]) => who.map((each) => verified(each, decision(each, read.hash)));
    expect(said(acceptRoster(chain, read, by(omar, silent), now))).toBe("CUSTODY_QUORUM_MISSING");
    expect(said(acceptRoster(chain, read, by(omar, carl), now))).toBe("taken");
    const later = now + 86_400;
    const third = next({ version: 3, previous: read.hash, persons: [jane, omar, silent, carl], at: later });
    const words = (at: number) => [omar, eve].map((each) => verified(each, decision(each, readOf(third).hash, { at })));
    const second = taken(acceptRoster(chain, read, by(omar, carl), now));
    expect(said(acceptRoster(second, readOf(third), words(later), later))).toBe("CUSTODY_QUORUM_MISSING");
    expect(said(acceptRoster(second, readOf(third), words(now + 72 * 3600), now + 72 * 3600))).toBe("taken");
  });

  it("verifies the founders' signatures under the roster that they sign", () => {
    const read = readOf(genesis);
    const word = verifySigned(signedBy("omar", decision(omar, read.hash)), {
      view: foundingView(read, now),
      lastCounterOf: () => 0,
    });
    expect(word.status).toBe("verified");
  });

  it("counts a person's newest word", () => {
    const read = readOf(withEve);
    const words = [
      verified(omar, decision(omar, read.hash)),
      verified(ana, decision(ana, read.hash, { at: now - 5 })),
      verified(ana, decision(ana, read.hash, { decision: "deny" })),
    ];
    expect(said(acceptRoster(started(), read, words, now))).toBe("CUSTODY_QUORUM_MISSING");
    expect(said(acceptRoster(started(), read, words.slice(0, 2), now))).toBe("taken");
  });

  it.each<readonly [string, RosterDocument, string]>([
    ["with a gap in its number", { ...withEve, version: 3 }, "CUSTODY_CHAIN_BROKEN"],
    ["with another hash behind it", { ...withEve, previous: readOf(withEve).hash }, "CUSTODY_CHAIN_BROKEN"],
    ["of another deployment", { ...withEve, deployment: "other" }, "CUSTODY_OTHER_DEPLOYMENT"],
    ["that changes the separation", { ...withEve, separation: "none" }, "CUSTODY_ROSTER_UNFIT"],
  ])("%s is refused", (_what, document, code) => {
    expect(said(accept(document))).toBe(code);
  });

  it("that only takes away is in force at once", () => {
    const chain = taken(accept(withoutCarl));
    expect(chain.pending).toBeNull();
    expect(personOf(rosterView(chain, now), "carl")).toBeNull();
    const fewerRoles = next({ persons: [jane, omar, ana, person("carl", { roles: ["requester"] })] });
    expect(taken(accept(fewerRoles)).pending).toBeNull();
    const noIdentity = next({ persons: [jane, omar, ana, person("carl", { idp: [] })] });
    expect(taken(accept(noIdentity)).pending).toBeNull();
    const noKey = next({ persons: [jane, omar, ana, person("carl", { credentials: [] })] });
    expect(taken(accept(noKey)).pending).toBeNull();
  });

  it("that adds too takes away at once and adds later", () => {
    const mixed = next({ persons: [jane, omar, ana, eve] });
    const chain = taken(accept(mixed));
    const view = rosterView(chain, now);
    expect([personOf(view, "carl"), personOf(view, "eve")]).toEqual([null, null]);
    expect(view.groups).toEqual([{ name: "security", members: ["ana", "jane", "omar"] }]);
    expect(personOf(rosterView(chain, now + 86_400), "eve")).not.toBeNull();
  });

  it.each<readonly [string, Partial<RosterDocument>]>([
    ["a site", { sites: [...genesis.sites, { rpId: "spare.example", origin: "https://spare.example" }] }],
    ["the broker's key", { broker: { ...genesis.broker, spki: spkiOf("broker 2") } }],
    ["the quorum", { quorum: { all: [{ group: "security", min: 1 }] } }],
    ["a kit's recipient", { kitRecipients: { P: recipientOf("other kit") } }],
    ["a person's recipient", { persons: [jane, omar, ana, person("carl", { recipientP: recipientOf("other") })] }],
    [
      "a role",
      { persons: [jane, omar, ana, person("carl", { roles: ["approver", "custodian", "requester", "unsealer"] })] },
    ],
    [
      "an identity",
      {
        persons: [jane, omar, ana, person("carl", { idp: [...carl.idp, { iss: "https://other.example", sub: "c" }] })],
      },
    ],
    ["a key", { persons: [jane, omar, ana, person("carl", { credentials: [...carl.credentials, cliKey("more")] })] }],
    ["a group's member", { groups: [...genesis.groups, { name: "more", members: ["ana"] }] }],
  ])("that changes %s waits", (_what, change) => {
    expect(taken(accept(next(change))).pending).not.toBeNull();
  });

  it("can be vetoed while it waits, by any custodian whom it does not remove", () => {
    const mixed = next({ persons: [jane, omar, ana, eve] });
    const chain = taken(accept(mixed));
    const veto = (by: RosterPerson, at = now) =>
      said(vetoRoster(chain, verified(by, decision(by, readOf(mixed).hash, { decision: "veto" })), at));
    expect([veto(jane), veto(carl), veto(eve)]).toEqual(["taken", "CUSTODY_ROLE_MISSING", "CUSTODY_ROLE_MISSING"]);
    expect(veto(jane, now + 86_399)).toBe("taken");
    expect(veto(jane, now + 86_400)).toBe("CUSTODY_BAD_TRANSITION");
    const ended = taken(
      vetoRoster(chain, verified(jane, decision(jane, readOf(mixed).hash, { decision: "veto" })), now),
    );
    expect(settleRosterChain(ended, now + 10 ** 6)).toEqual(started());
  });

  it("waits for no second one beside it", () => {
    const read = readOf(withoutCarl);
    const decisions = [omar, ana].map((each) => verified(each, decision(each, read.hash)));
    expect(said(acceptRoster(taken(accept(withEve)), read, decisions, now))).toBe("CUSTODY_VERSION_PENDING");
  });
});

describe("a roster in itself", () => {
  const code = (change: Partial<RosterDocument>) => checkRoster(roster(change))?.row.code ?? "fit";
  const others = [jane, omar, ana];

  it("is fit as it stands", () => {
    expect(code({})).toBe("fit");
    expect(code({ sites: [...genesis.sites, { rpId: "localhost", origin: "http://localhost:8080" }] })).toBe("fit");
    expect(code({ deployment: "rehearsal-acme", separation: "none" })).toBe("fit");
  });

  it.each<readonly [string, Partial<RosterDocument>]>([
    ["two people of one id", { persons: [...others, jane] }],
    [
      "two people with one key",
      { persons: [...others, person("carl", { credentials: [{ ...cliKey("jane"), credId: "Zm9v" }] })] },
    ],
    [
      "two people with one credential id",
      { persons: [...others, person("carl", { credentials: [{ ...cliKey("carl"), credId: cliKey("jane").credId }] })] },
    ],
    ["two people with one identity", { persons: [...others, person("carl", { idp: jane.idp })] }],
    ["a site at another origin", { sites: [{ rpId: "rootward.example", origin: "https://evil.example" }] }],
    ["a site without TLS", { sites: [{ rpId: "rootward.example", origin: "http://rootward.example" }] }],
    ["a group with a stranger", { groups: [{ name: "security", members: ["ana", "mallory"] }] }],
    ["two groups of one name", { groups: [...genesis.groups, ...genesis.groups] }],
    ["a quorum that nobody can meet", { quorum: { all: [{ group: "security", min: 5 }] } }],
    ["an empty quorum", { quorum: { all: [] } }],
    ["a quorum of an unknown group", { quorum: { all: [{ group: "ghosts", min: 1 }] } }],
    ["a requester with one recipient", { persons: [...others, { ...person("carl"), recipientS: undefined }] }],
    ["one operator for both vaults", { persons: [...others, person("carl", { roles: ["operator-p", "operator-s"] })] }],
    ["a rehearsal's name in earnest", { deployment: "rehearsal-acme" }],
    ["no separation in earnest", { separation: "none" }],
    ["the broker's key at a person", { broker: { ...genesis.broker, spki: spkiOf("jane") } }],
    ["one log key twice", { logKeys: { gate: genesis.logKeys.gate, broker: genesis.logKeys.gate } }],
    ["a log key that is none", { logKeys: { ...genesis.logKeys, gate: "gate" } }],
    ["more witnesses needed than known", { witnesses: { vkeys: [], min: 1 } }],
    [
      "a key that is none",
      { persons: [...others, person("carl", { credentials: [{ ...cliKey("carl"), spki: "AAAA" }] })] },
    ],
  ])("is unfit with %s", (_what, change) => {
    expect(code(change)).toBe("CUSTODY_ROSTER_UNFIT");
  });

  it.each<readonly [string, Partial<RosterDocument>]>([
    ["one person's two vaults", { persons: [...others, person("carl", { recipientS: recipientOf("carl P") })] }],
    ["two people's vaults", { persons: [...others, person("carl", { recipientS: recipientOf("jane P") })] }],
    ["a kit and a person", { kitRecipients: { P: recipientOf("jane S") } }],
    ["both kits", { kitRecipients: { P: recipientOf("kit"), S: recipientOf("kit") } }],
    ["two people of one vault", { persons: [...others, person("carl", { recipientP: recipientOf("jane P") })] }],
  ])("shares no key between %s", (_what, change) => {
    expect(code(change)).toBe("CUSTODY_WRONG_VAULT");
  });
});
