import { describe, expect, it } from "vitest";
import { parsePolicy } from "../language/parse-policy.ts";
import { dependsOnAccount } from "./depends-on-account.ts";
import { emailDomainsNamed } from "./email-domains.ts";

const layer = (more: object) => [
  {
    name: "p",
    policy: parsePolicy(
      { Version: "2012-10-17", Statement: { Effect: "Allow", Action: "sts:AssumeRoot", Resource: "*", ...more } },
      "identity",
    ),
  },
];
const constants = ["111111111111", "o-abc1234567"];

describe("whether an answer differs between members", () => {
  it.each<[string, object, boolean]>([
    ["everything", {}, false],
    ["every root", { Resource: "arn:aws:iam::*:root" }, false],
    ["management and its organization", { Resource: "arn:aws:account::111111111111:account/o-abc1234567/*" }, false],
    ["one root", { Resource: "arn:aws:iam::333333333333:root" }, true],
    ["roots that begin alike", { Resource: "arn:aws:iam::3*:root" }, true],
    ["all but one", { Resource: undefined, NotResource: "arn:aws:iam::333333333333:root" }, true],
    ["a variable", { Resource: "arn:aws:iam::${aws:PrincipalTag/target}:root" }, true],
    ["a key about the resource", { Condition: { StringEquals: { "AWS:ResourceAccount": "333333333333" } } }, true],
    ["a tag of the account", { Condition: { StringEquals: { "account:AccountResourceOrgTags/x": "y" } } }, true],
    ["a key about the caller", { Condition: { StringEquals: { "aws:PrincipalAccount": "333333333333" } } }, false],
  ])("%s", (_name, more, differs) => {
    expect(dependsOnAccount([layer(more)], "sts:AssumeRoot", constants)).toBe(differs);
  });

  it("looks at the statements of the action alone, and an unknown layer is the same for all", () => {
    expect(
      dependsOnAccount([layer({ Action: "s3:*", Resource: "arn:aws:s3:::b1" })], "sts:AssumeRoot", constants),
    ).toBe(false);
    expect(dependsOnAccount([{ unknown: "x" }, undefined], "sts:AssumeRoot", constants)).toBe(false);
  });
});

describe("mail domains in policies", () => {
  it("are those compared with the target domain, of the action alone", () => {
    const named = layer({
      Action: "account:*",
      Condition: { StringLike: { "Account:EmailTargetDomain": ["Corp.net", "*.corp.org"] } },
    });
    expect(emailDomainsNamed([named, undefined, { unknown: "x" }], "account:StartPrimaryEmailUpdate")).toEqual([
      "*.corp.org",
      "corp.net",
    ]);
    expect(emailDomainsNamed([named], "sts:AssumeRoot")).toEqual([]);
  });
});
