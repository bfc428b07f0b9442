import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { AuthorizationDetails } from "../../domain/snapshot/authorization-details.ts";
import { CodedError } from "../../domain/core/coded-error.ts";
import { iamErrors } from "../../domain/iam/language/errors.ts";
import { principalsOf } from "./principals-of.ts";
import { DocumentShelf } from "./reach/document-shelf.ts";

const account = "333333333333";
const arn = (rest: string) => `arn:aws:iam::${account}:${rest}`;
const doc = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "s3:*", Resource: "*" }] };
const trust = { Statement: { Effect: "Allow", Principal: "*", Action: "sts:AssumeRole" } };

function shelf(documents: Readonly<Record<string, unknown>> = {}, reads: string[] = []) {
  return new DocumentShelf(async (sha256) => {
    reads.push(sha256);
    if (documents[sha256] === undefined) throw new CodedError(iamErrors.IAM_JSON_SYNTAX, { detail: sha256 });
    return documents[sha256];
  });
}

const details = (more: Partial<AuthorizationDetails>): AuthorizationDetails => ({
  UserDetailList: [],
  GroupDetailList: [],
  RoleDetailList: [],
  Policies: [],
  ...more,
});
const read = async (given: AuthorizationDetails, documents = shelf()) =>
  await principalsOf(given, documents, { account, isManagement: false });
const user = { UserName: "ann", UserId: "A", Arn: arn("user/div/ann") };

describe("principals", () => {
  it("carry own, attached and group documents, by name", async () => {
    const [ann] = await read(
      details({
        UserDetailList: [
          {
            ...user,
            UserPolicyList: [{ PolicyName: "own", PolicyDocument: doc }],
            GroupList: ["devs"],
            AttachedManagedPolicies: [{ PolicyName: "m", PolicyArn: arn("policy/m") }],
            Tags: [{ Key: "team", Value: "a" }],
          },
        ],
        GroupDetailList: [
          {
            GroupName: "devs",
            GroupId: "G",
            Arn: arn("group/devs"),
            GroupPolicyList: [{ PolicyName: "g", PolicyDocument: doc }],
          },
        ],
        Policies: [
          {
            PolicyName: "m",
            Arn: arn("policy/m"),
            PolicyVersionList: [{ Document: doc, VersionId: "v1", IsDefaultVersion: true }],
          },
        ],
      }),
    );
    expect(Array.isArray(ann?.identity) && ann.identity.map(({ name }) => name)).toEqual([
      "inline g of group devs",
      "inline own of ann",
      arn("policy/m"),
    ]);
    expect(ann).toMatchObject({ kind: "user", name: "ann", tags: { team: "a" } });
    expect(ann?.boundary).toBe(undefined);
  });

  it("tell roles, service-linked roles and those of Identity Center apart", async () => {
    const role = (path: string, name: string) => ({
      RoleName: name,
      RoleId: "R",
      Arn: arn(`role${path}${name}`),
      AssumeRolePolicyDocument: trust,
    });
    const roles = await read(
      details({
        RoleDetailList: [
          role("/", "AWSReservedSSO_fake"),
          role("/aws-reserved/sso.amazonaws.com/eu-west-1/", "AWSReservedSSO_a"),
          role("/aws-service-role/x/", "Linked"),
        ],
      }),
    );
    expect(roles.map(({ name, kind, isSso }) => [name, kind, isSso])).toEqual([
      ["AWSReservedSSO_fake", "role", false],
      ["AWSReservedSSO_a", "role", true],
      ["Linked", "service-linked-role", false],
    ]);
  });

  it.each<[string, Partial<AuthorizationDetails["UserDetailList"][number]>]>([
    [
      "an attached policy that is not there",
      { AttachedManagedPolicies: [{ PolicyName: "m", PolicyArn: arn("policy/m") }] },
    ],
    ["a group that is not there", { GroupList: ["devs"] }],
    ["a document that is lost", { UserPolicyList: [{ PolicyName: "own", PolicyDocument: { sha256: "lost" } }] }],
    ["a document that is none", { UserPolicyList: [{ PolicyName: "own", PolicyDocument: { Statement: "?" } }] }],
  ])("are unknown as a whole with %s", async (_name, more) => {
    const [ann] = await read(details({ UserDetailList: [{ ...user, ...more }] }));
    expect(ann?.identity).toHaveProperty("unknown");
  });

  it("have an unknown boundary when its document is missing", async () => {
    const boundary = { PermissionsBoundary: { PermissionsBoundaryArn: arn("policy/b") } };
    expect((await read(details({ UserDetailList: [{ ...user, ...boundary }] })))[0]?.boundary).toEqual({
      unknown: `document of ${arn("policy/b")}`,
    });
  });

  it("of another account are passed over", async () => {
    expect(await read(details({ UserDetailList: [{ ...user, Arn: "arn:aws:iam::999999999999:user/x" }] }))).toEqual([]);
  });
});

describe("the document shelf", () => {
  it("reads and parses a document once, by hash or by text", async () => {
    const reads: string[] = [];
    const documents = shelf({ abc: doc }, reads);
    const one = await documents.read({ sha256: "abc" }, "identity", "one");
    const two = await documents.read({ sha256: "abc" }, "identity", "two");
    expect(reads).toEqual(["abc"]);
    expect("policy" in one && "policy" in two && one.policy === two.policy).toBe(true);
    const three = await documents.read({ ...doc }, "identity", "three");
    const four = await documents.read({ ...doc }, "identity", "four");
    expect("policy" in three && "policy" in four && three.policy === four.policy).toBe(true);
  });

  it("turns any JSON into a document or an unknown", async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), fc.constantFrom("identity" as const, "trust" as const), async (value, kind) => {
        const found = await shelf().read(value, kind, "x");
        expect("policy" in found || "unknown" in found).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});
