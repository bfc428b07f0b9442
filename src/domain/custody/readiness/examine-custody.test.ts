import { describe, expect, it } from "vitest";
import { now, passkey, person, roster, rule } from "../../../../test/custody/people.ts";
import type { CustodyFacts } from "./custody-facts.ts";
import { examineCustody } from "./examine-custody.ts";

const day = 86_400;
const doorSpki = Buffer.alloc(32, 1).toString("base64url");
const custodians = ["ann", "bob", "cid", "dora"].map((id) =>
  person(id, {
    roles: ["approver", "custodian"],
    doorSpki,
    credentials: [passkey(id)],
    ...(id < "c" ? { recipientS: undefined } : { recipientP: undefined }),
  }),
);
const rita = person("rita", { roles: ["requester"] });
const base = roster({ persons: [...custodians, rita] });
const people = custodians.map(({ id }) => id);
const groups = [{ name: "security", members: people }];
const share = (split: string, index: number) => ({ split, index });

const healthy: CustodyFacts = {
  now,
  since: now - 10 * day,
  roster: { ...base, groups },
  policy: { rules: [rule()], solo: false },
  accounts: [{ account: "aws:123456789012", flags: [], isProven: true }],
  kits: { P: { kitId: "aa", madeAt: now - 9 * day }, S: { kitId: "bb", madeAt: now - 9 * day } },
  kitLacking: { P: [], S: [] },
  copies: (["P", "S"] as const).flatMap((vault) =>
    [1, 2].map((at) => ({
      kitId: vault === "P" ? "aa" : "bb",
      vault,
      medium: "paper" as const,
      place: `safe ${vault}${at}`,
      made: now - 9 * day,
      reRead: null,
    })),
  ),
  drills: (["kit P", "kit S", "sign-in", "restore"] as const).map((of) => ({
    kind: of === "sign-in" || of === "restore" ? of : ("kit" as const),
    vault: of === "kit P" ? ("P" as const) : of === "kit S" ? ("S" as const) : null,
    at: now - day,
    outcome: "passed" as const,
    proof: "1c5a0a4c-0f4b-4f0e-9f39-d9d4a0f0a111",
    expires: null,
    skewSeconds: 0,
  })),
  lastSeen: new Map(people.map((id) => [id, now - day])),
  clock: { state: "known", skewMs: 12 },
  hosts: { gate: "a", broker: "b" },
  offHostWitnesses: 1,
  noticeRoutes: 2,
  places: ["safe P1", "safe P2", "safe S1", "safe S2"].map((place) => ({
    place,
    isOnServers: false,
    openableAloneBy: [],
  })),
  dependencies: [],
  holdings: {
    splits: [
      { id: "p", side: "P", kind: "kit", threshold: 2, total: 2 },
      { id: "s", side: "S", kind: "kit", threshold: 2, total: 2 },
    ],
    persons: [
      { person: "ann", shares: [share("p", 1)] },
      { person: "bob", shares: [share("p", 2)] },
      { person: "cid", shares: [share("s", 1)] },
      { person: "dora", shares: [share("s", 2)] },
    ],
    places: [],
  },
};

/** What is not well, as `id level`. */
function said(change: Partial<CustodyFacts>): readonly string[] {
  return examineCustody({ ...healthy, ...change })
    .filter(({ level }) => level !== "ok")
    .map(({ id, level }) => `${id} ${level}`);
}

describe("the doctor of custody", () => {
  it("has nothing to say where all is well, and says what is", () => {
    expect(said({})).toEqual([]);
    expect(examineCustody(healthy).length).toBeGreaterThan(10);
  });

  it.each<readonly [string, Partial<CustodyFacts>, readonly string[]]>([
    [
      "no kit",
      {
        roster: { ...healthy.roster, kitRecipients: { P: base.kitRecipients.P } },
        kits: { P: { kitId: "aa", madeAt: now } },
      },
      ["kit-missing red", "kit-undrilled warn", "kit-places red", "kit-copies red"],
    ],
    [
      "a kit whose manifest nobody gave",
      { kits: { P: { kitId: "aa", madeAt: now - 9 * day } } },
      ["kit-undrilled unknown", "kit-places red", "kit-copies red"],
    ],
    ["a kit that was never opened", { drills: healthy.drills.slice(1) }, ["kit-undrilled warn"]],
    [
      "a kit never opened in half a year",
      {
        since: now - 10 * day,
        drills: healthy.drills.slice(1),
        kits: { ...healthy.kits, P: { kitId: "aa", madeAt: now - 181 * day } },
      },
      ["kit-undrilled red"],
    ],
    [
      "a failed drill",
      { drills: [...healthy.drills, { ...(healthy.drills[0] ?? never()), at: now, outcome: "failed" as const }] },
      ["kit-undrilled red"],
    ],
    ["items that the kit has no copy of", { kitLacking: { P: [], S: ["aws:111122223333"] } }, ["kit-items red"]],
    ["one place for a kit", { copies: healthy.copies.slice(1) }, ["kit-places red"]],
    [
      "copies unread for 180 days",
      { copies: healthy.copies.map((copy) => ({ ...copy, made: now - 181 * day })) },
      ["kit-copies red", "kit-copies red"],
    ],
    [
      "undeclared places",
      { places: null },
      Array.from({ length: 2 }, () => "kit-copies red").concat(Array(4).fill("kit-copies unknown")),
    ],
    [
      "a custodian unseen for 91 days",
      { lastSeen: new Map([...healthy.lastSeen, ["ann", now - 91 * day]]) },
      ["custodian-unseen warn"],
    ],
    [
      "a custodian without a key for the door",
      {
        roster: {
          ...healthy.roster,
          persons: base.persons.map((each) => ({ ...each, ...(each.id === "ann" ? { doorSpki: undefined } : {}) })),
        },
      },
      ["custodian-doorless warn"],
    ],
    [
      "two approvers",
      { roster: { ...healthy.roster, groups: [{ name: "security", members: ["ann", "bob"] }] } },
      ["quorum-margin red"],
    ],
    [
      "three approvers",
      { roster: { ...healthy.roster, groups: [{ name: "security", members: ["ann", "bob", "cid"] }] } },
      ["quorum-margin warn"],
    ],
    [
      "approvals from key files alone",
      {
        roster: {
          ...healthy.roster,
          persons: [...custodians.map((each) => ({ ...each, credentials: person(each.id).credentials })), rita],
        },
      },
      ["cli-approvals warn"],
    ],
    ["many codes", { policy: { rules: [rule({ maxCodes: 4 })], solo: false } }, ["many-codes warn"]],
    ["a slow clock", { clock: { state: "known", skewMs: -2001 } }, ["clock-skew warn"]],
    ["a wrong clock", { clock: { state: "wrong", skewMs: 60_000 } }, ["clock-skew red"]],
    ["no time source", { clock: { state: "unknown", skewMs: 0 } }, ["clock-skew unknown"]],
    ["both vaults on one host", { hosts: { gate: "a", broker: "a" } }, ["one-host warn"]],
    ["no witness elsewhere", { offHostWitnesses: 0 }, ["no-witness red"]],
    ["one notification route", { noticeRoutes: 1 }, ["notice-routes red"]],
    ["a seed never proven", { accounts: [{ account: "aws:1", flags: [], isProven: false }] }, ["never-proven warn"]],
    [
      "imports",
      { accounts: [{ account: "aws:1", flags: ["copies-elsewhere", "one-factor:short"], isProven: true }] },
      ["one-factor red", "copies-elsewhere warn"],
    ],
    ["one person alone", { policy: { rules: [rule()], solo: true } }, ["solo warn"]],
    ["a rehearsal", { roster: { ...healthy.roster, separation: "none" } }, ["rehearsal warn"]],
    [
      "a server in the locked organization",
      {
        dependencies: [
          { thing: "root access", needs: ["gate"] },
          { thing: "gate", needs: ["root access"] },
        ],
      },
      ["dependency-loop red"],
    ],
    [
      "a person who holds shares of both vaults",
      {
        roster: { ...healthy.roster, persons: [...base.persons, person("eve", { roles: ["custodian"], doorSpki })] },
        lastSeen: new Map([...healthy.lastSeen, ["eve", now]]),
      },
      ["both-vaults warn"],
    ],
    [
      "sheets in one hand",
      {
        holdings: {
          ...(healthy.holdings ?? none()),
          persons: [{ person: "ann", shares: [share("p", 1), share("p", 2), share("s", 1), share("s", 2)] }],
        },
      },
      ["disjointness red", "disjointness red"],
    ],
  ])("finds %s", (_what, change, expected) => {
    expect([...said(change)].toSorted()).toEqual([...expected].toSorted());
  });

  it("calls unknown what nobody recorded or declared", () => {
    const dark = {
      clock: null,
      hosts: null,
      offHostWitnesses: null,
      noticeRoutes: null,
      dependencies: null,
      holdings: null,
    };
    expect(said(dark)).toEqual(
      ["clock-skew", "one-host", "no-witness", "notice-routes", "dependency-loop", "disjointness"].map(
        (id) => `${id} unknown`,
      ),
    );
  });

  it("tells the worst first, each with a next step", () => {
    const all = examineCustody({ ...healthy, noticeRoutes: 0, hosts: null, clock: { state: "known", skewMs: 5000 } });
    expect(all.slice(0, 3).map(({ level }) => level)).toEqual(["red", "warn", "unknown"]);
    for (const { level, next } of all) expect(next === "").toBe(level === "ok");
  });
});

function never(): never {
  throw new Error("no drill");
}

function none(): never {
  throw new Error("no holdings");
}
