import { describe, expect, it } from "vitest";
import {
  brokerCheckpoint,
  cliKey,
  decision,
  nonceOf,
  now,
  person,
  policy,
  readOf,
  recipientOf,
  roster,
  rule,
  verified,
  verifiedDocument,
  viewOf,
} from "../../../../test/custody/people.ts";
import { admitSeed, type SeedArrival, type SeedDocument } from "./admit-seed.ts";

const otto = person("otto", { roles: ["operator-s"] });
const people = ["jane", "omar", "ana"].map((id) => person(id));
const view = viewOf(roster({ persons: [otto, ...people] }));
const bootKey = recipientOf("boot");
const plain: SeedArrival = { bootKey, seedBytes: 40, newest: null, twin: null, isGrantLive: false };

function seed(change: Partial<SeedDocument> = {}): SeedDocument {
  return {
    type: "rw.enrol/v1",
    deployment: "acme",
    account: "aws:123456789012",
    nonce: nonceOf("seed"),
    at: now,
    version: 1,
    origin: "new-device",
    seed: "c2VhbGVk",
    bootKey,
    operator: { person: "otto", cred: cliKey("otto").credId, via: "cli", authTime: now },
    brokerCheckpoint,
    ...change,
  };
}

function said(document: SeedDocument, arrival: Partial<SeedArrival> = {}, quorum = false): string {
  const words = quorum
    ? people.map((each) => verified(each, decision(each, readOf(document).hash, { group: "" })))
    : [];
  const rules = { view, policy: policy([rule()]) };
  const verdict = admitSeed(verifiedDocument(otto, document), { ...plain, ...arrival }, words, rules, now);
  return verdict.status === "refused" ? verdict.row.code : ["admitted", ...verdict.flags].join(" ");
}

const second = seed({ type: "rw.replace/v1", version: 2 });
const older = { version: 1, isProven: false, isRetired: false };

describe("a seed that arrives", () => {
  it("is taken as the first of its account", () => {
    expect(said(seed())).toBe("admitted");
    expect(said(seed({ origin: "import" }))).toBe("admitted copies-elsewhere");
  });

  it.each<readonly [string, SeedDocument, Partial<SeedArrival>, string]>([
    ["to the key of an earlier boot", seed({ bootKey: recipientOf("old") }), {}, "CUSTODY_OTHER_BOOT"],
    ["too short to be one", seed(), { seedBytes: 9 }, "CUSTODY_SEED_UNFIT"],
    ["too long to be one", seed(), { seedBytes: 257 }, "CUSTODY_SEED_UNFIT"],
    ["that another account has", seed(), { twin: { account: "aws:1", version: 3 } }, "CUSTODY_SEED_TWICE"],
    ["that skips a version", seed({ version: 2 }), {}, "CUSTODY_ITEM_VERSION"],
    ["enrolled over one that is there", seed({ version: 2 }), { newest: older }, "CUSTODY_ITEM_VERSION"],
    ["that replaces nothing", seed({ type: "rw.replace/v1" }), {}, "CUSTODY_ITEM_VERSION"],
    ["under a live grant", second, { newest: older, isGrantLive: true }, "CUSTODY_GRANT_LIVE"],
    ["in place of a proven one", second, { newest: { ...older, isProven: true } }, "CUSTODY_QUORUM_MISSING"],
  ])("%s is refused", (_what, document, arrival, code) => {
    expect(said(document, arrival)).toBe(code);
  });

  it("takes the place of one that was never proven, of a proven one with a quorum, of a retired one by enrolling", () => {
    expect(said(second, { newest: older })).toBe("admitted");
    expect(said(second, { newest: { ...older, isProven: true } }, true)).toBe("admitted");
    expect(said(seed({ version: 2 }), { newest: { version: 1, isProven: true, isRetired: true } })).toBe("admitted");
  });

  it("is refused for an account that no rule is for", () => {
    const rules = { view, policy: policy([rule({ accounts: ["aws:000000000001"] })]) };
    const verdict = admitSeed(verifiedDocument(otto, seed()), plain, [], rules, now);
    expect(verdict).toMatchObject({ status: "refused", row: { code: "CUSTODY_NO_RULE" } });
  });
});
