import { describe, expect, it } from "vitest";
import { parsePolicy } from "../language/parse-policy.ts";
import { isNamedBy, trustNames } from "./trust-names.ts";

const trust = (...statements: readonly unknown[]) =>
  parsePolicy({ Version: "2012-10-17", Statement: statements }, "trust");
const allows = (Principal: unknown, Condition: unknown = {}) => ({
  Effect: "Allow",
  Action: "sts:AssumeRole",
  Principal,
  Condition,
});

describe("the names in a trust policy", () => {
  it("are sorted into accounts, principals, services and providers", () => {
    const names = trustNames(
      trust(
        allows({
          AWS: [
            "222222222222",
            "arn:aws:iam::333333333333:root",
            "arn:aws:iam::444444444444:role/path/ci",
            "arn:aws:sts::555555555555:assumed-role/ops/ann",
            "AIDAEXAMPLE",
          ],
          Service: "ec2.amazonaws.com",
        }),
        allows({ Federated: "accounts.google.com" }),
      ),
    );
    expect(names).toEqual({
      accounts: ["222222222222", "333333333333"],
      arns: ["arn:aws:iam::444444444444:role/path/ci", "arn:aws:iam::555555555555:role/*ops"],
      isEveryone: false,
      narrowed: [],
      hasOpenArn: false,
      services: ["ec2.amazonaws.com"],
      providers: ["accounts.google.com"],
    });
  });

  it("leave out whom a Deny names", () => {
    expect(trustNames(trust({ ...allows({ AWS: "222222222222" }), Effect: "Deny" })).accounts).toEqual([]);
  });

  it.each(["*", { AWS: "*" }])("are everybody for %j, narrowed by conditions on the caller", (principal) => {
    const bound = {
      StringEquals: { "AWS:PrincipalAccount": ["222222222222"] },
      ArnLike: { "aws:PrincipalArn": "arn:aws:iam::333333333333:role/*" },
    };
    expect(trustNames(trust(allows(principal, bound)))).toMatchObject({
      isEveryone: true,
      narrowed: ["222222222222", "333333333333"],
      hasOpenArn: false,
    });
    expect(
      trustNames(trust(allows(principal, { ArnLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/ci" } }))).hasOpenArn,
    ).toBe(true);
  });

  it("stand for a role with any path where a session was named", () => {
    const name = "arn:aws:iam::555555555555:role/*ops";
    expect(isNamedBy(name, "arn:aws:iam::555555555555:role/ops")).toBe(true);
    expect(isNamedBy(name, "arn:aws:iam::555555555555:role/a/b/ops")).toBe(true);
    expect(isNamedBy(name, "arn:aws:iam::555555555555:role/devops")).toBe(false);
    expect(isNamedBy(name, "arn:aws:iam::666666666666:role/ops")).toBe(false);
    expect(isNamedBy("arn:aws:iam::5:user/a", "arn:aws:iam::5:user/a")).toBe(true);
  });
});
