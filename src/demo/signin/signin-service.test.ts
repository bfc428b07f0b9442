import { afterEach, describe, expect, it } from "vitest";
import { organizationFileOf } from "../organization-file.ts";
import { startPretendAws, type PretendAws, type PretendAwsOptions } from "../start-pretend-aws.ts";
import { signedCall } from "./signed-call.ts";

const admin = { arn: "user/admin", policies: ["AdministratorAccess"] };
const organization = organizationFileOf({
  organization: { id: "o-signintest" },
  ous: { "r-sign": {} },
  accounts: {
    "111111111111": { role: "management", email: "root@corp.example", root: { password: {} }, principals: [admin] },
    "222222222222": {
      email: "two@corp.example",
      root: { password: {} },
      principals: [admin, { arn: "user/reader", policies: ["SecurityAudit"] }],
      signin: { enabled: false, statements: [{ id: "from-file", sourceIp: ["203.0.113.0/24"] }] },
    },
  },
});

describe("AWS Sign-In", () => {
  let aws: PretendAws | undefined;
  const start = async (options: Partial<PretendAwsOptions> = {}) => {
    const started = await startPretendAws({ organization, seed: "signin", ...options });
    aws = started;
    return (account: string, user = "admin") => {
      const credentials = started.credentialsFor(`arn:aws:iam::${account}:user/${user}`);
      return (path: string, body: Readonly<Record<string, unknown>> = {}, region = "us-east-1") =>
        signedCall(started.url, credentials, { service: "signin", region }, { path, body });
    };
  };
  afterEach(() => aws?.close());

  it("tells whether console authorization is enabled, in any region", async () => {
    const call = (await start())("222222222222");
    const answer = await call("/get-console-authorization-configuration", {}, "eu-central-1");
    expect(answer.body).toEqual({ targetId: "222222222222", scope: "ACCOUNT", consoleAuthorizationEnabled: false });
  });

  it("enables and removes it, for accounts, the organization and its root", async () => {
    const call = (await start())("111111111111");
    for (const targetId of ["111111111111", "222222222222", "o-signintest", "r-sign"]) {
      const enabled = async () =>
        (await call("/get-console-authorization-configuration", { targetId })).body["consoleAuthorizationEnabled"];
      expect(await enabled()).toBe(false);
      await call("/put-console-authorization-configuration", { targetId });
      expect(await enabled()).toBe(true);
      await call("/delete-console-authorization-configuration", { targetId });
      expect(await enabled()).toBe(false);
      const again = await call("/delete-console-authorization-configuration", { targetId });
      expect(again).toMatchObject({ status: 404, error: expect.stringContaining("ResourceNotFoundException") });
    }
  });

  it("lets management change no other target without all features", async () => {
    const bill = organizationFileOf({
      ...organization,
      organization: { id: "o-signintest", features: "CONSOLIDATED_BILLING" },
    });
    const call = (await start({ organization: bill }))("111111111111");
    for (const targetId of ["222222222222", "o-signintest", "r-sign"]) {
      const answer = await call("/delete-console-authorization-configuration", { targetId });
      expect(answer).toMatchObject({ status: 403, error: expect.stringContaining("AccessDeniedException") });
    }
    expect((await call("/put-console-authorization-configuration")).status).toBe(200);
  });

  it("lets a member speak of itself only", async () => {
    const call = (await start())("222222222222");
    for (const targetId of ["111111111111", "o-signintest", "r-sign"]) {
      const answer = await call("/put-console-authorization-configuration", { targetId });
      expect(answer).toMatchObject({ status: 403, error: expect.stringContaining("AccessDeniedException") });
    }
    expect((await call("/put-console-authorization-configuration")).status).toBe(200);
  });

  it("takes changes in us-east-1 only and with the permission only", async () => {
    const as = await start();
    const writes = [
      "/put-console-authorization-configuration",
      "/delete-console-authorization-configuration",
      "/put-resource-permission-statement",
      "/delete-resource-permission-statement",
    ];
    for (const path of writes) {
      const abroad = await as("222222222222")(path, { statementId: "from-file", sourceIp: "192.0.2.1" }, "eu-west-1");
      expect(abroad).toMatchObject({ status: 400, error: expect.stringContaining("ValidationException") });
      const reader = await as("222222222222", "reader")(path, {});
      expect(reader).toMatchObject({ status: 403, error: expect.stringContaining("AccessDeniedException") });
    }
  });

  it("renders statements as one policy for both phases, spelled as on the wire", async () => {
    const call = (await start())("222222222222");
    const put = await call("/put-resource-permission-statement", {
      sourceVpc: "vpc-0abc123def4567890",
      requestedRegion: "us-west-2",
      excludedPrincipal: "arn:aws:iam::222222222222:role/BreakGlass",
      clientToken: "t-1",
    });
    expect(put.body["statementId"]).toMatch(/^stmt-/);
    const { body } = await call("/get-resource-policy", {}, "ap-south-1");
    const both = (one: object, keys: object) => ({
      Effect: "Deny",
      Principal: { AWS: "*" },
      Resource: "*",
      Condition: { StringEquals: { "aws:ResourceAccount": ["222222222222"] }, ...keys },
      ...one,
    });
    const before = { Action: ["signin:Authenticate"] };
    const after = { Action: ["signin:CreateOAuth2Token", "signin:AuthorizeOAuth2Access"] };
    const file = { NotIpAddressIfExists: { "aws:SourceIp": ["203.0.113.0/24"] } };
    const vpc = { StringNotEqualsIfExists: { "aws:SourceVpc": ["vpc-0abc123def4567890"] } };
    const region = {
      StringNotEqualsIfExists: { "aws:RequestedRegion": ["us-west-2"] },
      StringEquals: { "aws:ResourceAccount": ["222222222222"], "aws:SourceVpc": ["vpc-0abc123def4567890"] },
    };
    const out = (key: string) => ({ ArnNotEquals: { [key]: ["arn:aws:iam::222222222222:role/BreakGlass"] } });
    expect(body["signinResourceBasedPolicy"]).toEqual({
      Version: "2012-10-17",
      Statement: [
        both(before, file),
        both(after, file),
        both(before, { ...vpc, ...out("signin:PrincipalArn") }),
        both(before, { ...region, ...out("signin:PrincipalArn") }),
        both(after, { ...vpc, ...out("aws:PrincipalArn") }),
        both(after, { ...region, ...out("aws:PrincipalArn") }),
      ],
    });
  });

  it("lists, repeats by client token and deletes statements, and is not found without any", async () => {
    const call = (await start())("222222222222");
    const put = () => call("/put-resource-permission-statement", { sourceIp: "192.0.2.0/24", clientToken: "same" });
    const first = await put();
    expect((await put()).body).toEqual(first.body);
    const page = await call("/list-resource-permission-statements", { maxResults: 1 });
    expect(page.body).toEqual({
      permissionStatements: [
        { sid: "from-file", condition: { NotIpAddressIfExists: { "aws:SourceIp": ["203.0.113.0/24"] } } },
      ],
      nextToken: "1",
    });
    const rest = await call("/list-resource-permission-statements", { nextToken: "1" });
    expect(rest.body["permissionStatements"]).toHaveLength(1);
    expect(rest.body["nextToken"]).toBeUndefined();
    await call("/delete-resource-permission-statement", { statementId: "from-file" });
    await call("/delete-resource-permission-statement", { statementId: first.body["statementId"] });
    const gone = await call("/get-resource-policy");
    expect(gone).toMatchObject({ status: 404, error: expect.stringContaining("ResourceNotFoundException") });
    const again = await call("/delete-resource-permission-statement", { statementId: "from-file" });
    expect(again.status).toBe(404);
  });

  it("refuses malformed conditions and a VPC without its region", async () => {
    const call = (await start())("222222222222");
    const bad = [
      {},
      { sourceVpc: "vpc-0abc123def4567890" },
      { sourceVpc: "vpc-nope", requestedRegion: "us-east-1" },
      { excludedPrincipal: "Ana" },
      { sourceIp: 7 },
    ];
    for (const body of bad) {
      const answer = await call("/put-resource-permission-statement", body);
      expect(answer).toMatchObject({ status: 400, error: expect.stringContaining("ValidationException") });
    }
    expect((await call("/put-console-authorization-configuration", { targetId: "me" })).status).toBe(400);
    expect((await call("/list-resource-permission-statements", { maxResults: 101 })).status).toBe(400);
  });

  it("throttles with TooManyRequestsError", async () => {
    const call = (await start({ buckets: { signin: { rate: 0.001, burst: 1 } } }))("222222222222");
    expect((await call("/get-resource-policy")).status).toBe(200);
    const next = await call("/get-resource-policy");
    expect(next).toMatchObject({ status: 429, error: expect.stringContaining("TooManyRequestsError") });
  });

  it("refuses a deletion without configuration unless a member's deletion is played as winning", async () => {
    const path = "/delete-console-authorization-configuration";
    expect((await (await start())("222222222222")(path)).status).toBe(404);
    await aws?.close();
    const call = (await start({ switches: { memberDeleteBeatsRcp: true } }))("222222222222");
    expect((await call(path)).status).toBe(200);
    expect((await call(path)).status).toBe(404);
  });
});
