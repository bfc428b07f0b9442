import { describe, expect, it } from "vitest";
import {
  cliKey,
  decision,
  hashName,
  nonceOf,
  person,
  policy,
  readOf,
  roster,
  rule,
  signedBy,
  spkiOf,
} from "../../../../../test/custody/people.ts";
import { brokerSigned, forgedCheckpoint, type StandInLog } from "../../../../../test/custody/client/stand-in-broker.ts";
import { codeOf } from "../../../../../test/custody/client/code-of.ts";
import { type StandIn, standIn } from "../../../../../test/custody/client/stand-in.ts";
import { toSignedWire } from "../../../../domain/custody/protocol/signed-wire.ts";
import { shownBrokerWord } from "./broker-word.ts";
import { visit } from "./visit.ts";

/** A second roster in which ana is gone; only taking away, so it is in force at once. */
function removal(stand: StandIn) {
  const { persons, groups } = stand.roster;
  return roster({
    ...stand.roster,
    version: 2,
    previous: hashName(stand.roster),
    nonce: nonceOf("second"),
    at: stand.roster.at + 100,
    persons: persons.filter(({ id }) => id !== "ana"),
    groups: groups.map(({ name, members }) => ({ name, members: members.filter((id) => id !== "ana") })),
  });
}

describe("a visit", () => {
  it("verifies roster, release policy and the broker's status, and remembers both logs", async () => {
    const stand = await standIn();
    stand.gateLog.append("auth.signed_in");
    const seen = await stand.enter("jane");
    expect(seen.view.hash).toBe(hashName(stand.roster));
    expect(seen.policy.version).toBe(1);
    expect(seen.isRehearsal).toBe(false);
    const { pins } = stand.people.jane.kept;
    expect(pins.roster).toEqual({ hash: hashName(stand.roster), version: 1 });
    expect(pins.checkpoints.broker?.size).toBe(1);
    expect(pins.checkpoints.gate?.size).toBe(1);
  });

  it("takes a founder's own signature under the first roster for a pin, but no other key's", async () => {
    const stand = await standIn();
    expect(await codeOf(visit(stand.deps("jane"), null))).toBe("nothing");
    // A gate's own first roster, in which jane has a second key that the gate holds.
    const { persons } = stand.roster;
    const twoKeys = persons.map((each) =>
      each.id === "jane" ? { ...each, credentials: [...each.credentials, cliKey("gate")] } : each,
    );
    const rogue = roster({ ...stand.roster, persons: twoKeys });
    const version = stand.version(rogue, ["omar", "ana"]);
    const forged = decision({ ...person("jane"), credentials: [cliKey("gate")] }, hashName(rogue), {
      at: rogue.at + 5,
    });
    stand.rosters[0] = { ...version, approvals: [...version.approvals, toSignedWire(signedBy("gate", forged))] };
    const other = stand.deps("omar");
    const fresh = {
      ...other,
      self: { ...stand.deps("jane").self, pins: () => ({ v: 1, checkpoints: {}, passwords: {} }) as const },
    };
    expect(await codeOf(visit(fresh, null))).toBe("CLIENT_NO_PIN");
  });

  it("asks an identity that founded nothing once which roster is the first, and then needs nobody's word", async () => {
    const stand = await standIn();
    const founder = stand.deps("jane");
    const deps = { ...founder, self: { ...founder.self, person: { ...founder.self.person, spki: spkiOf("later") } } };
    expect(await codeOf(visit(deps, null))).toBe("CLIENT_NO_PIN");
    expect(await codeOf(visit(deps, hashName(stand.roster)))).toBe("nothing");
    expect(await codeOf(visit(deps, null))).toBe("nothing");
    expect(await codeOf(visit(deps, hashName(policy([]))))).toBe("CLIENT_ROSTER_OTHER");
  });

  it("follows a roster that only takes away, and refuses to be led back behind it", async () => {
    const stand = await standIn();
    await stand.enter("jane");
    stand.rosters.push(stand.version(removal(stand), ["jane", "omar"]));
    const seen = await visit(stand.deps("jane"), null);
    expect(seen.view.version).toBe(2);
    expect(seen.view.persons.map(({ id }) => id)).toEqual(["jane", "omar"]);
    stand.rosters.pop();
    expect(await codeOf(visit(stand.deps("jane"), null))).toBe("CLIENT_ROSTER_OLDER");
  });

  it("refuses a broker that is under an older roster than was seen, with the whole chain shown", async () => {
    const stand = await standIn();
    const second = stand.version(removal(stand), ["jane", "omar"]);
    stand.rosters.push(second);
    await stand.enter("jane");
    stand.rosters[1] = { ...second, state: "older" };
    expect(await codeOf(visit(stand.deps("jane"), null))).toBe("CLIENT_ROSTER_OLDER");
  });

  it.each([
    ["too few", ["jane"], "CUSTODY_QUORUM_MISSING"],
    ["nobody", [], "CUSTODY_QUORUM_MISSING"],
  ] as const)("refuses a roster that %s signed", async (_who, signers, code) => {
    const stand = await standIn();
    stand.rosters.push(stand.version(removal(stand), signers));
    expect(await codeOf(stand.enter("jane"))).toBe(code);
  });

  it("refuses the first roster of somebody else", async () => {
    const stand = await standIn();
    await stand.enter("jane");
    const own = roster({ ...stand.roster, nonce: nonceOf("rogue") });
    stand.rosters[0] = stand.version(own, ["jane", "omar", "ana"]);
    expect(await codeOf(visit(stand.deps("jane"), null))).toBe("CLIENT_ROSTER_OTHER");
  });

  it("refuses a release policy that no quorum signed, and an older one than was seen", async () => {
    const stand = await standIn();
    const [first] = stand.policies;
    const second = policy([rule({ maxCodes: 10 })], {
      version: 2,
      previous: readOf(policy([rule({ breakSeal: { allowed: false, delay: 1800 } })], { at: stand.roster.at })).hash,
      at: stand.roster.at + 50,
    });
    stand.policies.push(stand.version(second, ["jane"]));
    expect(await codeOf(stand.enter("jane"))).toBe("CUSTODY_QUORUM_MISSING");
    stand.policies[1] = stand.version(second, ["jane", "omar"]);
    expect((await stand.enter("jane")).policy.version).toBe(2);
    stand.policies.splice(0, 2, ...(first === undefined ? [] : [first]));
    expect(await codeOf(visit(stand.deps("jane"), null))).toBe("CLIENT_ROSTER_OLDER");
  });

  it("refuses a status that another key signed, or that was changed", async () => {
    const stand = await standIn();
    const resigned = (key: string) => {
      stand.lies.status = (shown) =>
        shown.broker?.status !== "done"
          ? shown
          : {
              ...shown,
              broker: {
                ...shown.broker,
                signed: brokerSigned(shownBrokerWord("rw.status/v1", shown.broker.signed).document, key),
              },
            };
    };
    resigned("jane");
    expect(await codeOf(stand.enter("jane"))).toBe("CLIENT_BROKER_UNPROVEN");
    resigned("broker");
    expect(await codeOf(stand.enter("jane"))).toBe("nothing");
  });

  it.each([
    [119, "nothing"],
    [-119, "nothing"],
    [125, "CLIENT_CLOCKS_DIFFER"],
    [-125, "CLIENT_CLOCKS_DIFFER"],
  ])("with a clock that is %i s off: %s", async (seconds, code) => {
    const stand = await standIn();
    const deps = stand.deps("jane");
    await stand.enter("jane");
    const skewed = { ...deps, nowMs: () => deps.nowMs() + seconds * 1000 };
    expect(await codeOf(visit(skewed, null))).toBe(code);
  });

  it("says that the broker is away when the gate alone answers, and refuses the gate of another deployment", async () => {
    const stand = await standIn();
    stand.lies.status = (shown) => ({ ...shown, broker: null, brokerError: "BROKER_CLIENT_AWAY" });
    expect(await codeOf(stand.enter("jane"))).toBe("CLIENT_BROKER_AWAY");
    stand.lies.status = (shown) => ({ ...shown, deployment: "other" });
    expect(await codeOf(stand.enter("jane"))).toBe("CUSTODY_OTHER_DEPLOYMENT");
  });

  it.each([
    ["grows", (log: StandInLog) => void log.append("more"), "nothing"],
    ["was cut", (log: StandInLog) => void log.entries.pop(), "CLIENT_LOG_CHANGED"],
    ["was emptied", (log: StandInLog) => void (log.entries = []), "CLIENT_LOG_CHANGED"],
    ["was changed", (log: StandInLog) => void log.entries.splice(0, 1, new Uint8Array([1])), "CLIENT_LOG_CHANGED"],
    [
      "was changed and grew",
      (log: StandInLog) => void log.entries.splice(0, 1, new Uint8Array([1]), new Uint8Array([2])),
      "CLIENT_LOG_CHANGED",
    ],
  ])("with a log that %s: %s", async (_what, change, code) => {
    for (const log of ["brokerLog", "gateLog"] as const) {
      const stand = await standIn();
      stand[log].append("one");
      stand[log].append("two");
      await stand.enter("jane");
      const before = stand.people.jane.kept.pins;
      change(stand[log]);
      expect([log, await codeOf(visit(stand.deps("jane"), null))]).toEqual([log, code]);
      // What was seen stays as evidence.
      if (code !== "nothing") expect(stand.people.jane.kept.pins).toEqual(before);
    }
  });

  it("does not take a size that the log's key has not signed", async () => {
    const stand = await standIn();
    stand.lies.status = (shown) => {
      if (shown.broker?.status !== "done") return shown;
      const { document } = shownBrokerWord("rw.status/v1", shown.broker.signed);
      const brokerCheckpoint = forgedCheckpoint(document.brokerCheckpoint, 99);
      return { ...shown, broker: { ...shown.broker, signed: brokerSigned({ ...document, brokerCheckpoint }) } };
    };
    expect(await codeOf(stand.enter("jane"))).toBe("CLIENT_LOG_CHANGED");
    expect(stand.people.jane.kept.pins.checkpoints).toEqual({});
  });
});
