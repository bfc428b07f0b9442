import { describe, expect, it } from "vitest";
import { anyPrincipal, principalIn } from "./probe-principal.ts";

const site = { partition: "aws", account: "111122223333" };
const own = "arn:aws:iam::111122223333:";
const arnOf = (pattern: string, kind: "role" | "user" | "root") => {
  const found = principalIn(pattern, kind, site);
  return found.status === "instance" ? found.caller.arn : found.status;
};

describe("principals that stand for a pattern", () => {
  it("are the named one when the pattern is a name", () => {
    expect(arnOf(`${own}role/Writer`, "role")).toBe(`${own}role/Writer`);
    expect(arnOf("arn:*:iam::*:role/team/Writer", "role")).toBe(`${own}role/team/Writer`);
  });
  it("carry a name nobody writes where the pattern has a star", () => {
    expect(arnOf("arn:aws:iam::*:role/Con*", "role")).toMatch(/:role\/Conzq7/);
    expect(arnOf("*Writer", "role")).toMatch(/^arn:aws:iam::111122223333:role\/.*Writer$/);
    expect(arnOf("arn:aws:iam::*:*/Writer", "user")).toMatch(/:user\/.*Writer$/);
  });
  it("do not exist for another account, another kind, or service-linked roles", () => {
    expect(arnOf("arn:aws:iam::444455556666:role/Writer", "role")).toBe("none");
    expect(arnOf(`${own}role/Writer`, "user")).toBe("none");
    expect(arnOf(`${own}role/aws-service-role/*`, "role")).toBe("none");
    expect(arnOf("arn:aws:iam::*:user/root", "root")).toBe("none");
  });
  it("are not guessed for policy variables", () => {
    expect(arnOf("arn:aws:iam::*:role/${aws:PrincipalTag/team}", "role")).toBe("unclear");
  });
  it("are root itself for patterns that cover it", () => {
    expect(arnOf("arn:*:iam::*:root", "root")).toBe(anyPrincipal("root", site).arn);
  });
});
