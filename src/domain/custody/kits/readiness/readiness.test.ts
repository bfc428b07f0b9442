import { describe, expect, it } from "vitest";
import { type DrillResult, drillValidSeconds, judgeDrill } from "./judge-drills.ts";
import { type CopiesQuestion, judgeKitCopies, type KitCopy } from "./judge-kit-copies.ts";
import { judgeLiveness, type ShareSeen } from "./judge-liveness.ts";

const day = 86_400;
const now = 1_795_230_000;
const copy = (vault: "P" | "S", place: string, extra: Partial<KitCopy> = {}): KitCopy => ({
  kitId: vault === "P" ? "aa" : "bb",
  vault,
  medium: "paper",
  place,
  made: now - 400 * day,
  reRead: now - 10 * day,
  ...extra,
});
const good: CopiesQuestion = {
  kits: { P: "aa", S: "bb" },
  copies: [copy("P", "safe-b"), copy("S", "safe-z"), copy("P", "db", { medium: "database" })],
  places: [
    { place: "safe-b", isOnServers: false, openableAloneBy: ["ann"] },
    { place: "safe-z", isOnServers: false, openableAloneBy: [] },
  ],
  now,
};
const judged = (change: Partial<CopiesQuestion>) => judgeKitCopies({ ...good, ...change });
const [paperP, paperS, database] = [copy("P", "safe-b"), copy("S", "safe-z"), copy("P", "x", { medium: "database" })];

describe("the copies of the kits", () => {
  it("are green with one of each outside the servers, re-read, in safes of their own", () => {
    expect(judgeKitCopies(good)).toEqual({ status: "green", reasons: [] });
  });

  it.each([
    ["there are none", [paperS]],
    ["all are in the database", [database, paperS]],
    ["all are of an older kit", [{ ...paperP, kitId: "old" }, paperS]],
  ])("are red when %s", (_, copies) => {
    expect(judged({ copies })).toEqual({ status: "red", reasons: [{ kind: "none-outside", vault: "P" }] });
  });

  it("are red when the place is on the servers", () => {
    const places = good.places.map((place) => (place.place === "safe-b" ? { ...place, isOnServers: true } : place));
    expect(judged({ places })).toMatchObject({ status: "red", reasons: [{ kind: "none-outside", vault: "P" }] });
  });

  it.each([
    [179, "green"],
    [180, "red"],
    [4000, "red"],
  ])("last re-read %d days ago are %s", (days, status) => {
    const copies = [copy("P", "safe-b", { made: 0, reRead: now - days * day }), paperS];
    expect(judged({ copies }).status).toBe(status);
  });

  it("that were made 180 days ago and never re-read are red, also when the database copy was read", () => {
    const never = copy("P", "safe-b", { made: now - 180 * day, reRead: null });
    expect(judged({ copies: [never, database, paperS] })).toMatchObject({
      reasons: [{ kind: "not-re-read", vault: "P", sinceDays: 180 }],
    });
    const young = copy("P", "safe-b", { made: now - day, reRead: null });
    expect(judged({ copies: [young, paperS] }).status).toBe("green");
  });

  it("of both kits where one person gets at them alone are red, old kits too", () => {
    const old = copy("S", "safe-b", { kitId: "old" });
    expect(judged({ copies: [...good.copies, old] })).toEqual({
      status: "red",
      reasons: [{ kind: "both-in-one-place", place: "safe-b", openedBy: ["ann"] }],
    });
    const shared = copy("P", "safe-z");
    expect(judged({ copies: [...good.copies, shared] }).status).toBe("green");
  });

  it("in a place that nobody declared, or re-read in the future, are not counted on", () => {
    expect(judged({ copies: [...good.copies, copy("P", "attic")] })).toEqual({
      status: "unknown",
      reasons: [{ kind: "place-undeclared", place: "attic" }],
    });
    expect(judged({ copies: [copy("P", "attic"), paperS] }).status).toBe("red");
    const future = copy("P", "safe-b", { reRead: now + 2 * day });
    expect(judged({ copies: [future, paperS] }).status).toBe("red");
    expect(judged({ copies: [future, paperP, paperS] }).status).toBe("unknown");
  });
});

const drill = (extra: Partial<DrillResult> = {}): DrillResult => ({
  kind: "kit",
  vault: "P",
  at: now - 10 * day,
  outcome: "passed",
  proof: "log index 12",
  expires: null,
  skewSeconds: 1,
  ...extra,
});
const asked = { kind: "kit", vault: "P", since: now - 300 * day, now } as const;

describe("a drill", () => {
  it("proves something until it expires, half a year for a kit", () => {
    expect(judgeDrill([drill()], asked)).toEqual({ status: "proven", until: now + 170 * day });
    expect(judgeDrill([drill({ at: now - 180 * day })], asked)).toEqual({ status: "expired", since: now });
    expect(judgeDrill([drill({ expires: now - day })], asked)).toEqual({ status: "expired", since: now - day });
    expect(drillValidSeconds.share).toBe(92 * day);
  });

  it("that failed ends the proof of an earlier one", () => {
    const failed = drill({ at: now - 5 * day, outcome: "failed" });
    expect(judgeDrill([drill(), failed], asked)).toEqual({ status: "failed", at: now - 5 * day });
    expect(judgeDrill([failed, drill({ at: now - day })], asked).status).toBe("proven");
    expect(judgeDrill([drill(), { ...failed, at: drill().at }], asked).status).toBe("failed");
  });

  it("without proof is none; of a sign-in only an event of CloudTrail is one", () => {
    expect(judgeDrill([drill({ proof: " " })], asked).status).toBe("unproven");
    const signIn = { ...asked, kind: "sign-in", vault: null } as const;
    const held = (proof: string) => [drill({ kind: "sign-in", vault: null, proof })];
    expect(judgeDrill(held("it worked"), signIn).status).toBe("unproven");
    expect(judgeDrill(held("3f2b1c9e-58a1-4f1f-9a5b-0123456789ab"), signIn).status).toBe("proven");
  });

  it("of another vault, another kind, before the kit was made or in the future proves nothing", () => {
    const others = [
      drill({ vault: "S" }),
      drill({ kind: "share" }),
      drill({ at: now - 301 * day }),
      drill({ at: now + 1 }),
    ];
    expect(judgeDrill(others, asked)).toEqual({ status: "never" });
  });

  it("never held is due for 180 days, then it was never held", () => {
    const young = { ...asked, since: now - 179 * day };
    expect(judgeDrill([], young)).toEqual({ status: "due", by: now + day });
    expect(judgeDrill([], { ...asked, since: now - 180 * day })).toEqual({ status: "never" });
  });
});

const manifest = {
  splitId: "ESIzRFVmd4g",
  vault: "S",
  t: 2,
  n: 5,
  commits: ["c1", "c2", "c3", "c4", "c5"],
  holders: ["ann", "bob", "cid", "dora", "eve"],
  kcv: "",
} as const;
const seenBy = (count: number, at = now - day): ShareSeen[] =>
  manifest.holders.slice(0, count).map((person, each) => ({
    person,
    splitId: manifest.splitId,
    commit: manifest.commits[each] ?? "",
    at,
  }));
const liveness = (seen: ReturnType<typeof seenBy>) => {
  const { commits, holders, ...rest } = manifest;
  return judgeLiveness({ ...rest, commits: [...commits], holders: [...holders] }, seen, now);
};

describe("holders of shares", () => {
  it.each([
    [5, "green"],
    [4, "green"],
    [3, "alarm"],
    [2, "red"],
    [0, "red"],
  ])("of whom %d of 5 are live, with 2 needed, are %s", (count, status) => {
    const verdict = liveness(seenBy(count));
    expect(verdict.status).toBe(status);
    expect(verdict.live).toHaveLength(count);
    expect(verdict.silent).toHaveLength(5 - count);
  });

  it("are live for a quarter, and not by a report from the future or of an older split", () => {
    expect(liveness(seenBy(5, now - 92 * day)).live).toEqual([]);
    expect(liveness(seenBy(5, now + 1)).live).toEqual([]);
    expect(liveness(seenBy(5).map((each) => ({ ...each, splitId: "older" }))).live).toEqual([]);
  });

  it("who show another's share are named and not live", () => {
    const [ann] = seenBy(1);
    if (ann === undefined) throw new Error("a report");
    const verdict = liveness([{ ...ann, person: "bob" }]);
    expect(verdict).toMatchObject({ live: [], wrong: ["bob"] });
  });
});
