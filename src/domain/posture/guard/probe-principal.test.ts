import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { arnIsAmong } from "../read/arn-is-among.ts";
import { anyPrincipal, principalsIn } from "./probe-principal.ts";

const site = { partition: "aws", account: "111122223333" };
const own = "arn:aws:iam::111122223333:";
const arnsOf = (pattern: string, kind: "role" | "user") => principalsIn(pattern, kind, site)?.map((each) => each.arn);

describe("principals that stand for a pattern", () => {
  it("are the named one when the pattern is a name", () => {
    expect(arnsOf(`${own}role/Writer`, "role")).toEqual([`${own}role/Writer`]);
    expect(arnsOf("arn:*:iam::111122223333:role/team/Writer", "role")?.[0]).toBe(`${own}role/team/Writer`);
  });
  it("carry a name nobody writes where the pattern has a star", () => {
    expect(arnsOf("arn:aws:iam::*:role/Con*", "role")).toContain(`${own}role/Conzq7-unnamed-x9`);
    expect(arnsOf("*Writer", "role")).toEqual([`${own}role/zq7-unnamed-x9Writer`]);
  });
  it("cover each way in which a star can meet the kind", () => {
    const arns = arnsOf("arn:aws:iam::*:*/Writer", "user");
    expect(arns).toContain(`${own}user/Writer`);
    expect(arns).toContain(`${own}user/zq7-unnamed-x9/Writer`);
    expect(arnsOf("arn:aws:iam::*:ro?e/Keeper", "role")).toContain(`${own}role/Keeper`);
  });
  it("do not exist for another account, another kind, or service-linked roles", () => {
    expect(arnsOf("arn:aws:iam::444455556666:role/Writer", "role")).toEqual([]);
    expect(arnsOf(`${own}role/Writer`, "user")).toEqual([]);
    expect(arnsOf(`${own}role/aws-service-role/*`, "role")).toEqual([]);
  });
  it("ignore letter case, as some operators do", () => {
    expect(arnsOf("ARN:aws:iam::111122223333:ROLE/Writer", "role")).toEqual([`${own}role/Writer`]);
  });
  it("are not guessed for policy variables", () => {
    expect(arnsOf("arn:aws:iam::*:role/${aws:PrincipalTag/team}", "role")).toBeUndefined();
  });
  it("stay out of the way of a name that no pattern means", () => {
    expect(anyPrincipal("root", site).arn).toBe(`${own}root`);
    expect(anyPrincipal("user", site).arn).toMatch(/:user\/zq7/);
  });
  it("exist whenever any principal of the account matches the pattern", () => {
    const piece = fc.constantFrom("*", "?", "a", "b", "/", "role/", ":", "arn:aws:iam::", "111122223333", "*:");
    const name = fc
      .array(fc.constantFrom("a", "b", "/"), { minLength: 1, maxLength: 4 })
      .map((parts) => parts.join(""));
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), name, (parts, last) => {
        const pattern = parts.join("");
        if (!arnIsAmong(`${own}role/${last}`, [pattern])) return;
        expect(arnsOf(pattern, "role")?.length).toBeGreaterThan(0);
      }),
      { numRuns: 5000 },
    );
  });
});
