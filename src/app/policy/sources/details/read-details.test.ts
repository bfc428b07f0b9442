import { describe, expect, it } from "vitest";
import { CodedError, positionText } from "../../../../domain/core/coded-error.ts";
import type { PolicySource } from "../policy-source.ts";
import { readSource } from "../read-source.ts";

const one = "111111111111";
const two = "222222222222";
const iam = (account: string, rest: string): string => `arn:aws:iam::${account}:${rest}`;
const allow = (action: string): object => ({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: action, Resource: "*" }],
});
const trust = { Statement: [{ Effect: "Allow", Principal: { AWS: one }, Action: "sts:AssumeRole" }] };
const inline = (name: string, document: unknown): object => ({ PolicyName: name, PolicyDocument: document });
const user = (account: string, name: string, more: object = {}): object => ({
  UserName: name,
  UserId: `AIDA${name}`,
  Arn: iam(account, `user/${name}`),
  ...more,
});
const role = (account: string, name: string, more: object = {}): object => ({
  RoleName: name,
  RoleId: `AROA${name}`,
  Arn: iam(account, `role/${name}`),
  AssumeRolePolicyDocument: trust,
  ...more,
});
const group = (account: string, name: string, more: object = {}): object => ({
  GroupName: name,
  GroupId: `AGPA${name}`,
  Arn: iam(account, `group/${name}`),
  ...more,
});
const managed = (arn: string, document: unknown, more: object = {}): object => ({
  PolicyName: arn.split("/").at(-1),
  Arn: arn,
  PolicyVersionList: [
    { Document: allow("iam:*"), VersionId: "v1", IsDefaultVersion: false },
    { Document: document, VersionId: "v2", IsDefaultVersion: true },
  ],
  ...more,
});
const attached = (arn: string): object => ({ PolicyName: arn.split("/").at(-1), PolicyArn: arn });
const details = (more: object): object => ({
  UserDetailList: [],
  GroupDetailList: [],
  RoleDetailList: [],
  Policies: [],
  ...more,
});
const memberNote =
  "Whether an account is its organization's management account is not in the file: it is judged as a member account.";

async function read(value: unknown): Promise<PolicySource> {
  return await readSource(JSON.stringify(value, null, 2), "d.json", {});
}

async function refusal(value: unknown): Promise<string> {
  const error: unknown = await read(value).catch((thrown: unknown) => thrown);
  if (!(error instanceof CodedError)) throw new Error("read");
  return `${error.row.code} ${error.detail ?? ""} ${positionText(error.position)}`;
}

/** ARN → names of its identity documents, or what is unknown. */
function identities({ principals }: PolicySource): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    principals.map(({ principal: { arn, identity } }) => [
      arn,
      "unknown" in identity ? identity.unknown : identity.map(({ name }) => name),
    ]),
  );
}

describe("authorization details", () => {
  it("give the principals, and every document they carry by name", async () => {
    const limit = iam(one, "policy/limit");
    const source = await read(
      details({
        UserDetailList: [
          user(one, "alice", {
            UserPolicyList: [inline("own", allow("s3:*"))],
            GroupList: ["devs"],
            AttachedManagedPolicies: [attached(iam(one, "policy/m"))],
            PermissionsBoundary: { PermissionsBoundaryType: "Policy", PermissionsBoundaryArn: limit },
          }),
        ],
        GroupDetailList: [group(one, "devs", { GroupPolicyList: [inline("g", allow("ec2:*"))] })],
        RoleDetailList: [role(one, "deploy")],
        Policies: [managed(iam(one, "policy/m"), allow("sqs:*")), managed(limit, allow("*"))],
      }),
    );
    expect(source.documents.map(({ name, as }) => [name, as])).toEqual([
      ["inline own of alice", "identity"],
      ["inline g of group devs", "identity"],
      ["trust policy of deploy", "trust"],
      [iam(one, "policy/m"), "identity"],
      [limit, "boundary"],
    ]);
    expect(identities(source)).toEqual({
      [iam(one, "role/deploy")]: [],
      [iam(one, "user/alice")]: ["inline g of group devs", "inline own of alice", iam(one, "policy/m")],
    });
    const alice = source.principals.find(({ principal }) => principal.name === "alice")?.principal;
    expect(alice).toMatchObject({ account: one, kind: "user", boundary: [{ name: limit }], management: false });
    expect(source.errors).toEqual([]);
    expect(source.notModelled).toEqual([memberNote]);
    expect(source.documents[3]?.policy.statements[0]?.actions.patterns).toEqual(["sqs:*"]);
  });

  it("place a path of any document in the file", async () => {
    const value = details({
      UserDetailList: [user(one, "alice", { UserPolicyList: [inline("own", allow("s3:*"))] })],
      RoleDetailList: [role(one, "PolicyDocument", { RolePolicyList: [inline("x", allow("sns:*"))] })],
    });
    const text = JSON.stringify(value, null, 1);
    const lineOf = (part: string): number => text.split("\n").findIndex((line) => line.includes(part)) + 1;
    const { documents } = await readSource(text, "d.json", {});
    const places = documents.map(({ name, place }) => [name, place("Statement[0].Action").line]);
    expect(places).toEqual([
      ["inline own of alice", lineOf('"s3:*"')],
      ["trust policy of PolicyDocument", lineOf('"sts:AssumeRole"')],
      ["inline x of PolicyDocument", lineOf('"sns:*"')],
    ]);
  });

  it("may hold documents as URL-encoded text, as the IAM API gives them", async () => {
    const encoded = encodeURIComponent(JSON.stringify(allow("s3:*"), null, 1));
    const text = JSON.stringify(
      details({ UserDetailList: [user(one, "a", { UserPolicyList: [inline("p", encoded)] })] }),
    );
    const { documents, principals } = await readSource(text, "d.json", {});
    expect(documents[0]?.json).toEqual(allow("s3:*"));
    expect(documents[0]?.place("Statement[0].Action").column).toBe(text.indexOf("%22s3%3A") + 1);
    expect(principals[0]?.principal.identity).toEqual([{ name: "inline p of a", policy: documents[0]?.policy }]);
  });

  it("with a document that cannot be read make the layers unknown that it belongs to", async () => {
    const bad = { Statement: [{ Effect: "Allow", Acton: "*", Resource: "*" }] };
    const arn = iam(one, "policy/bad");
    const source = await read(
      details({
        UserDetailList: [
          user(one, "a", { UserPolicyList: [inline("p", bad)] }),
          user(one, "b", { UserPolicyList: [inline("p", '{"Statement": [], "Statement": []}')] }),
          user(one, "c", { AttachedManagedPolicies: [attached(arn)] }),
          user(one, "d", { UserPolicyList: [inline("p", "%7B%2")] }),
          user(one, "e", { UserPolicyList: [inline("p", allow("s3:*"))] }),
        ],
        Policies: [managed(arn, { Version: "2013" })],
      }),
    );
    expect(source.documents.map(({ name }) => name)).toEqual(["inline p of e"]);
    expect(source.errors.map(({ row, position }) => [row.code, position?.path])).toEqual([
      ["IAM_POLICY_ELEMENT", "Statement[0].Acton"],
      ["IAM_JSON_DUPLICATE_KEY", "Statement"],
      ["IAM_JSON_SYNTAX", undefined],
      ["IAM_POLICY_VALUE", "Version"],
    ]);
    expect(source.errors.every(({ position }) => (position?.line ?? 0) > 5)).toBe(true);
    for (const { principal } of source.principals) {
      expect("unknown" in principal.identity).toBe(principal.name !== "e");
    }
  });

  it("give the details of each account, in which a document that cannot be read cannot be read either", async () => {
    const twice = '{"Statement": [{"Effect": "Deny", "Effect": "Allow", "Action": "*", "Resource": "*"}]}';
    const encoded = encodeURIComponent(JSON.stringify(allow("s3:*")));
    const policies = [inline("p", twice), inline("q", encoded)];
    const { accounts } = await read(details({ UserDetailList: [user(one, "a", { UserPolicyList: policies })] }));
    const [first] = accounts?.accounts ?? [];
    const [bad, good] = first?.details.UserDetailList[0]?.UserPolicyList ?? [];
    expect(first?.account).toBe(one);
    expect(good?.PolicyDocument).toEqual(allow("s3:*"));
    const known = await accounts?.documents.read(bad?.PolicyDocument, "identity", "p");
    expect(known).toEqual({ unknown: expect.stringMatching(/^p \(A key stands twice in one JSON object/) });
  });

  it("with the same name on several carriers name each by its ARN, on its principal too", async () => {
    const source = await read(
      details({
        UserDetailList: [user(one, "x", { UserPolicyList: [inline("p", allow("s3:*"))] })],
        RoleDetailList: [role(one, "x", { RolePolicyList: [inline("p", allow("sqs:*"))] })],
      }),
    );
    expect(identities(source)).toEqual({
      [iam(one, "user/x")]: [`inline p of x (${iam(one, "user/x")})`],
      [iam(one, "role/x")]: [`inline p of x (${iam(one, "role/x")})`],
    });
    const byName = new Map(source.documents.map((each) => [each.name, each]));
    for (const { principal } of source.principals) {
      if ("unknown" in principal.identity) throw new Error("unknown");
      for (const { name, policy } of principal.identity) expect(byName.get(name)?.policy).toEqual(policy);
    }
  });
});

describe("several answers in one file", () => {
  const aws = "arn:aws:iam::aws:policy/ReadOnlyAccess";
  const page = (account: string, action: string, more: object = {}): object =>
    details({
      UserDetailList: [user(account, "alice", { GroupList: ["devs"], AttachedManagedPolicies: [attached(aws)] })],
      GroupDetailList: [group(account, "devs", { GroupPolicyList: [inline("g", allow(action))] })],
      Policies: [managed(aws, allow("s3:Get*"), { AttachmentCount: action.length })],
      ...more,
    });

  it("are sorted by account, each with its own groups", async () => {
    const source = await read([page(two, "ec2:*"), page(one, "sqs:*")]);
    expect(identities(source)).toEqual({
      [iam(one, "user/alice")]: [`inline g of group devs (${iam(one, "group/devs")})`, aws],
      [iam(two, "user/alice")]: [`inline g of group devs (${iam(two, "group/devs")})`, aws],
    });
    expect(source.documents.map(({ name }) => name)).toHaveLength(3);
    const actions = source.principals.map(({ principal: { identity } }) =>
      "unknown" in identity ? [] : identity.flatMap(({ policy }) => policy.statements[0]?.actions.patterns),
    );
    expect(actions).toEqual([
      ["sqs:*", "s3:Get*"],
      ["ec2:*", "s3:Get*"],
    ]);
  });

  it("may have two versions of a policy of AWS, each account its own", async () => {
    const newer = page(two, "ec2:*", { Policies: [managed(aws, allow("s3:List*"))] });
    const source = await read([page(one, "ec2:*"), newer]);
    const [first, second] = source.principals;
    expect(identities(source)[iam(two, "user/alice")]).toContain(`${aws} #2`);
    expect(JSON.stringify(first?.principal.identity)).toContain("s3:Get*");
    expect(JSON.stringify(second?.principal.identity)).toContain("s3:List*");
  });

  it("of one account are joined, and what stands in two of them counts once", async () => {
    const source = await read([page(one, "ec2:*", { IsTruncated: true }), page(one, "ec2:*")]);
    expect(Object.keys(identities(source))).toEqual([iam(one, "user/alice")]);
    expect(source.notModelled).toEqual([memberNote]);
  });

  it("that contradict each other are refused with the place", async () => {
    const other = details({ UserDetailList: [user(one, "alice")] });
    expect(await refusal([page(one, "ec2:*"), other])).toMatch(
      /^POLICY_SOURCE_SHAPE "arn:aws:iam::111111111111:user\/alice": stands twice in the file, and differs d\.json:\d+:7 \(at \[1\]\.UserDetailList\[0\]\)$/,
    );
    const changed = page(one, "ec2:*", { Policies: [managed(aws, allow("*"))] });
    expect(await refusal([page(one, "ec2:*"), changed])).toMatch(/ReadOnlyAccess": stands twice/);
  });
});

describe("details that are not whole", () => {
  it("say which lists they lack, and that AWS had more to tell", async () => {
    const source = await read({ RoleDetailList: [role(one, "r")], IsTruncated: true, Marker: "m" });
    expect(source.notModelled).toEqual([
      "The file has no UserDetailList: users are not judged.",
      "The file has no GroupDetailList: what users may do through groups is unknown.",
      "The file has no Policies: what managed policies allow is unknown.",
      "AWS had more to tell: the last page in the file says that others follow, and they are not in it.",
      memberNote,
    ]);
    expect(source.principals).toHaveLength(1);
  });

  it("leave unknown what a missing policy, group or snapshot document would say", async () => {
    const source = await read(
      details({
        UserDetailList: [
          user(one, "a", { AttachedManagedPolicies: [attached(iam(one, "policy/m"))] }),
          user(one, "b", { GroupList: ["gone"] }),
          user(one, "c", { UserPolicyList: [inline("p", { sha256: "ab" })] }),
        ],
      }),
    );
    expect(source.principals.map(({ principal }) => "unknown" in principal.identity)).toEqual([true, true, true]);
    expect(source.errors).toEqual([]);
    expect(source.notModelled[0]).toMatch(/kept elsewhere in a snapshot .*: inline p of c\.$/);
  });

  it.each([
    [{ UserDetailList: [{ UserName: 3 }] }, "POLICY_SOURCE_SHAPE", "d.json:4:19 (at UserDetailList[0].UserName)"],
    [{ UserDetailList: {} }, "POLICY_SOURCE_SHAPE", "d.json:2:21 (at UserDetailList)"],
    [{ UserDetailList: [user("XXXXXXXXXXXX", "a")] }, "no ARN of an account", "d.json:6:14 (at UserDetailList[0].Arn)"],
    [
      { UserDetailList: [user(one, "a", { UserPolicyList: [{ PolicyName: "p" }] })] },
      "POLICY_SOURCE_SHAPE",
      "UserPolicyList[0].PolicyDocument",
    ],
  ])("%j are refused with the place", async (value, what, place) => {
    const told = await refusal(value);
    expect(told).toContain(what);
    expect(told).toContain(place);
  });
});
