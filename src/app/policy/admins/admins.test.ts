import { describe, expect, it } from "vitest";
import { CodedError } from "../../../domain/core/coded-error.ts";
import { admins, adminsExit, type AdminsAnswer } from "./admins.ts";
import { modelsOfDetails } from "./models-of-details.ts";

const account = "111122223333";
const allow = (Action: unknown, Resource: unknown = "*"): object => ({
  Version: "2012-10-17",
  Statement: { Effect: "Allow", Action, Resource },
});
const user = (name: string, document: unknown, more: object = {}): object => ({
  UserName: name,
  UserId: `AIDA${name}`,
  Arn: `arn:aws:iam::${account}:user/${name}`,
  CreateDate: "2020-01-01T00:00:00Z",
  UserPolicyList: [{ PolicyName: "own", PolicyDocument: document }],
  ...more,
});
const details = (lists: object): string =>
  JSON.stringify({ UserDetailList: [], GroupDetailList: [], RoleDetailList: [], Policies: [], ...lists });

async function answer(text: string, since?: number): Promise<AdminsAnswer> {
  const { models, notModelled } = await modelsOfDetails(text, "details.json", Date.UTC(2026, 10, 1));
  return admins({
    models: models.map(({ model }) => model),
    unread: [],
    account: null,
    notModelled,
    since:
      since === undefined
        ? undefined
        : { instant: since, accounts: models.map((each) => ({ ...each, facts: undefined })) },
  });
}

describe("administrators from authorization details", () => {
  it("are told with how, and a request that passes", async () => {
    const found = await answer(details({ UserDetailList: [user("alice", allow("*")), user("bob", allow("s3:*"))] }));
    expect(found.admins).toHaveLength(1);
    const [alice] = found.admins;
    expect(alice).toMatchObject({
      arn: `arn:aws:iam::${account}:user/alice`,
      account,
      how: "direct",
      verdict: "certain",
      // Whether she has a key the details do not say.
      withoutMfa: "may",
      steps: [],
    });
    expect(alice?.why).toContain("whether arn:aws:iam::111122223333:user/alice has an active access key is not known");
    expect(alice?.witness?.action).toBe("iam:CreateUser");
    expect(adminsExit(found)).toBe(1);
  });

  it("by an escalation have steps, each with its call and request", async () => {
    const role = {
      RoleName: "adm",
      RoleId: "AROAADM",
      Arn: `arn:aws:iam::${account}:role/adm`,
      AssumeRolePolicyDocument: encodeURIComponent(
        JSON.stringify({
          Version: "2012-10-17",
          Statement: { Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" },
        }),
      ),
      RolePolicyList: [{ PolicyName: "all", PolicyDocument: allow("*") }],
    };
    const calls = ["iam:PassRole", "lambda:CreateFunction", "lambda:InvokeFunction"];
    const found = await answer(details({ UserDetailList: [user("dev", allow(calls))], RoleDetailList: [role] }));
    const dev = found.admins.find(({ arn }) => arn.endsWith("user/dev"));
    expect(dev).toMatchObject({ how: "escalation", verdict: "certain", through: `arn:aws:iam::${account}:role/adm` });
    expect(dev?.steps.map(({ action }) => action)).toEqual(calls);
    expect(new Set(dev?.steps.map(({ escalation }) => escalation))).toEqual(new Set(["lambda-new-function-invoke"]));
    expect(dev?.steps[0]?.witness?.resource).toBe(`arn:aws:iam::${account}:role/adm`);
  });

  it("through a group and its policies, with the versions that are not in force", async () => {
    const arn = `arn:aws:iam::${account}:policy/p`;
    const policy = {
      PolicyName: "p",
      Arn: arn,
      PolicyVersionList: [
        { Document: allow("iam:SetDefaultPolicyVersion"), VersionId: "v2", IsDefaultVersion: true },
        { Document: allow("*"), VersionId: "v1", IsDefaultVersion: false },
      ],
    };
    const group = {
      GroupName: "g",
      GroupId: "AGPA",
      Arn: `arn:aws:iam::${account}:group/g`,
      AttachedManagedPolicies: [{ PolicyName: "p", PolicyArn: arn }],
    };
    const eve = user("eve", allow("s3:Get*"), { GroupList: ["g"] });
    const found = await answer(details({ UserDetailList: [eve], GroupDetailList: [group], Policies: [policy] }));
    expect(found.admins[0]?.steps.map(({ escalation }) => escalation)).toEqual(["iam-set-default-policy-version"]);
  });

  it("are perhaps there when a document is missing or not understood", async () => {
    const attached = [{ PolicyName: "gone", PolicyArn: `arn:aws:iam::${account}:policy/gone` }];
    const gone = user("carol", allow("s3:*"), { AttachedManagedPolicies: attached });
    const odd = user("dave", { Version: "2012-10-17", Statement: { Effect: "Perhaps" } });
    const found = await answer(details({ UserDetailList: [gone, odd] }));
    expect(found.admins.map(({ arn, verdict }) => [arn.split("/")[1], verdict])).toEqual([
      ["carol", "may"],
      ["dave", "may"],
    ]);
  });

  it("are perhaps there when a document in a string says a key twice", async () => {
    // JSON.parse would keep the harmless last one of the two.
    const twice =
      '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"},' +
      '"Statement":{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}}';
    const arn = `arn:aws:iam::${account}:policy/p`;
    const versions = [
      { Document: allow("iam:SetDefaultPolicyVersion"), VersionId: "v2", IsDefaultVersion: true },
      { Document: encodeURIComponent(twice), VersionId: "v1", IsDefaultVersion: false },
    ];
    const found = await answer(
      details({
        UserDetailList: [
          user("plain", twice),
          user("url", encodeURIComponent(twice)),
          user("version", allow("s3:Get*"), { AttachedManagedPolicies: [{ PolicyName: "p", PolicyArn: arn }] }),
        ],
        Policies: [{ PolicyName: "p", Arn: arn, PolicyVersionList: versions }],
      }),
    );
    expect(found.admins.map((each) => [each.arn.split("/")[1], each.verdict, each.how])).toEqual([
      ["plain", "may", "direct"],
      ["url", "may", "direct"],
      ["version", "may", "escalation"],
    ]);
    expect(found.admins[2]?.why).toMatch(/policy\/p v1 \(A key stands twice/);
    expect(found.notModelled.filter((note) => note.startsWith("A key stands twice"))).toHaveLength(2);
    expect(adminsExit(found)).toBe(1);
  });

  it("are none in an account where nobody can do much", async () => {
    const found = await answer(details({ UserDetailList: [user("bob", allow("s3:*"))] }));
    expect([found.admins, found.targets, adminsExit(found)]).toEqual([[], [], 0]);
  });

  it("a file of another form is refused with its place", async () => {
    await expect(answer(JSON.stringify(allow("*")))).rejects.toThrow(CodedError);
    await expect(answer("{")).rejects.toThrow(CodedError);
    await expect(answer("[]")).rejects.toThrow(CodedError);
  });
});

describe("root as a target", () => {
  it("is on the way of who may change the phone of the account", async () => {
    const found = await answer(details({ UserDetailList: [user("eve", allow("account:PutContactInformation"))] }));
    expect(found.admins).toEqual([]);
    expect(found.targets).toMatchObject([
      { kind: "root", accounts: [account], verdict: "may", arn: `arn:aws:iam::${account}:user/eve` },
    ]);
    expect(found.targets[0]?.steps.map(({ escalation }) => escalation)).toEqual(["root-change-phone"]);
    expect(adminsExit(found)).toBe(1);
  });
});

describe("what outlives an incident", () => {
  const text = details({
    UserDetailList: [user("new", allow("*"), { CreateDate: "2026-10-05T08:00:00Z" }), user("old", allow("s3:*"))],
    RoleDetailList: [
      {
        RoleName: "partner",
        RoleId: "AROA1",
        Arn: `arn:aws:iam::${account}:role/partner`,
        CreateDate: "2020-01-01T00:00:00Z",
        AssumeRolePolicyDocument: {
          Version: "2012-10-17",
          Statement: { Effect: "Allow", Principal: { AWS: "999999999999" }, Action: "sts:AssumeRole" },
        },
      },
    ],
    Policies: [
      {
        PolicyName: "p",
        Arn: `arn:aws:iam::${account}:policy/p`,
        PolicyVersionList: [
          { Document: allow("s3:*"), VersionId: "v2", IsDefaultVersion: true, CreateDate: "2026-10-06T00:00:00Z" },
          { Document: allow("*"), VersionId: "v1", IsDefaultVersion: false, CreateDate: "2020-01-01T00:00:00Z" },
        ],
      },
    ],
  });

  it("is listed by date, and what has no date with the event that would tell", async () => {
    const { backDoors } = await answer(text, Date.UTC(2026, 9, 1));
    expect(backDoors?.younger.map(({ kind, arn, at, admin }) => [kind, arn.split("/")[1], at, admin])).toEqual([
      ["user", "new", "2026-10-05T08:00:00Z", "certain"],
      ["policy-version", "p", "2026-10-06T00:00:00Z", null],
    ]);
    expect(backDoors?.undated.map(({ what, events }) => [what, events])).toEqual([
      ["admits 999999999999", ["UpdateAssumeRolePolicy"]],
    ]);
    expect(backDoors?.alsoLookFor.flatMap(({ events }) => events)).toContain("PutRolePolicy");
    expect(backDoors?.unread.map(({ what }) => what.slice(0, 11))).toEqual(["access keys", "virtual MFA"]);
  });

  it("is nothing after a later day", async () => {
    const { backDoors } = await answer(text, Date.UTC(2026, 10, 1));
    expect(backDoors?.younger).toEqual([]);
  });
});
