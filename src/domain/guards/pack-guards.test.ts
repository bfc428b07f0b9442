import { describe, expect, it } from "vitest";
import type { Guard } from "./guard.ts";
import { packGuards } from "./pack-guards.ts";
import { proveDocument } from "./prove-guard.ts";
import { guardsFor } from "./guards-for.ts";
import { minified } from "./size.ts";

const base: Guard = {
  id: "P1",
  name: "one",
  title: "one",
  kind: "scp",
  document: { Version: "2012-10-17", Statement: [] },
  mustDeny: [],
  mustKeep: [],
  warnings: [],
};

/** A guard whose one statement takes about as many bytes. */
function guard(id: Guard["id"], bytes: number): Guard {
  const Statement = [{ Sid: id, Effect: "Deny", Action: "a:B", Resource: "x".repeat(bytes) }];
  return { ...base, id, name: id.toLowerCase(), document: { Version: "2012-10-17", Statement } };
}

const idsOf = (found: ReturnType<typeof packGuards>) => found?.map(({ guards }) => guards.map(({ id }) => id));

describe("guards that share a target", () => {
  const small = [guard("P1", 100), guard("P2", 100), guard("P3", 100), guard("P5", 100)];

  it("keep a document each where there is room", () => {
    expect(idsOf(packGuards(small, 4, "all"))).toEqual([["P1"], ["P2"], ["P3"], ["P5"]]);
    expect(packGuards(small, 4, "all")?.map(({ name }) => name)).toEqual(["p1", "p2", "p3", "p5"]);
  });

  it("go into one document where there is less room than guards, if it takes them all", () => {
    for (const room of [1, 2, 3]) {
      expect(idsOf(packGuards(small, room, "all"))).toEqual([["P1", "P2", "P3", "P5"]]);
      expect(packGuards(small, room, "all")?.[0]?.name).toBe("all");
    }
  });

  it("go into as few documents as AWS's 5,120 bytes allow, in whatever order they fit", () => {
    const large = [guard("P1", 1800), guard("P2", 3000), guard("P3", 1800), guard("P5", 2900)];
    // First fit in this order would need three: 1800 + 3000, then 1800 + 2900.
    expect(idsOf(packGuards(large, 2, "all"))).toEqual([
      ["P1", "P2"],
      ["P3", "P5"],
    ]);
    const awkward = [guard("P1", 2600), guard("P2", 2200), guard("P3", 2200), guard("P5", 2600)];
    const found = packGuards(awkward, 2, "all");
    expect(found?.length).toBe(2);
    for (const document of found ?? []) expect(Buffer.byteLength(minified(document))).toBeLessThanOrEqual(5120);
  });

  it("do not fit where there is no room, or not enough of it", () => {
    expect(packGuards(small, 0, "all")).toBeNull();
    expect(packGuards([guard("P1", 4000), guard("P2", 4000), guard("P3", 4000)], 2, "all")).toBeNull();
    expect(packGuards([], 0, "all")).toEqual([]);
  });

  it("still do what each must do, together", () => {
    const site = {
      partition: "aws",
      member: "222233334444",
      management: "111122223333",
      contactWriters: ["arn:aws:iam::*:role/ContactDesk"],
      emailWriters: [],
      rootAdmins: ["arn:aws:iam::111122223333:role/RootDesk"],
      emailDomains: ["corp.example"],
      recoveryPrincipals: [],
      networks: [],
      stricterRoot: false,
    };
    const scps = guardsFor(site, []).filter(({ kind, id }) => kind === "scp" && id !== "P4");
    const [shared] = packGuards(scps, 1, "all") ?? [];
    if (shared === undefined) throw new Error("they do not fit");
    const probes = proveDocument(shared);
    expect(probes.length).toBe(scps.flatMap(({ mustDeny, mustKeep }) => [...mustDeny, ...mustKeep]).length);
    expect(probes.filter(({ holds }) => !holds)).toEqual([]);
  });
});
