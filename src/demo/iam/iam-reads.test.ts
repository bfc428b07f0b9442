import {
  GenerateCredentialReportCommand,
  GetAccessKeyLastUsedCommand,
  GetAccountAuthorizationDetailsCommand,
  GetAccountSummaryCommand,
  GetCredentialReportCommand,
  GetLoginProfileCommand,
  GetUserCommand,
  IAMClient,
  ListAccessKeysCommand,
  ListMFADevicesCommand,
  ListSigningCertificatesCommand,
  ListVirtualMFADevicesCommand,
  paginateGetAccountAuthorizationDetails,
} from "@aws-sdk/client-iam";
import { parse } from "csv-parse/sync";
import { afterEach, describe, expect, it } from "vitest";
import { startPretendAws, type PretendAws, type PretendAwsOptions } from "../start-pretend-aws.ts";
import { trialIds as ids, trialOrganization } from "../trial-organization.ts";

describe("IAM reads of the pretend AWS", () => {
  let aws: PretendAws | undefined;
  const start = async (options: Partial<PretendAwsOptions> = {}) => {
    aws = await startPretendAws({ organization: trialOrganization(), seed: "iam", ...options });
    const { url, credentialsFor, state } = aws;
    const client = (account: string, resource = "user/admin") =>
      new IAMClient({
        endpoint: url,
        region: "us-east-1",
        maxAttempts: 1,
        credentials: credentialsFor(`arn:aws:iam::${account}:${resource}`, 43_200),
      });
    return { client, state };
  };
  afterEach(() => aws?.close());

  it("shows the four flags of root in the summary", async () => {
    const { client } = await start();
    const full = await client(ids.full).send(new GetAccountSummaryCommand({}));
    expect(full.SummaryMap).toMatchObject({
      AccountMFAEnabled: 1,
      AccountAccessKeysPresent: 1,
      AccountPasswordPresent: 1,
      AccountSigningCertificatesPresent: 1,
      Users: 3,
      Roles: 4,
    });
    const bare = await client(ids.bare).send(new GetAccountSummaryCommand({}));
    expect(bare.SummaryMap).toMatchObject({
      AccountMFAEnabled: 0,
      AccountAccessKeysPresent: 0,
      AccountPasswordPresent: 0,
      AccountSigningCertificatesPresent: 0,
    });
  });

  it("resolves calls without UserName to the caller, and asks a role for a name", async () => {
    const { client } = await start();
    const root = client(ids.full, "root");
    const { User } = await root.send(new GetUserCommand({}));
    expect(User).toMatchObject({ Arn: `arn:aws:iam::${ids.full}:root`, UserId: ids.full });
    expect(User?.UserName).toBeUndefined();
    expect(User?.Path).toBeUndefined();
    expect((await client(ids.full).send(new GetUserCommand({}))).User?.UserName).toBe("admin");
    await expect(client(ids.full, "role/ci").send(new ListAccessKeysCommand({}))).rejects.toMatchObject({
      name: "ValidationError",
      message: "Must specify userName when calling with non-User credentials",
    });
  });

  it("lists root's devices with a serial per kind", async () => {
    const { client } = await start();
    const { MFADevices } = await client(ids.full, "root").send(new ListMFADevicesCommand({}));
    const serials = MFADevices?.map((device) => device.SerialNumber) ?? [];
    expect(serials[0]).toBe(`arn:aws:iam::${ids.full}:mfa/phone`);
    expect(serials[1]).toMatch(new RegExp(`^arn:aws:iam::${ids.full}:u2f/root/`));
    expect(serials[2]).toMatch(/^GAHT\d+$/);
  });

  it("lists virtual devices alone, root's by its exact ARN", async () => {
    const { client } = await start();
    const { VirtualMFADevices } = await client(ids.full).send(
      new ListVirtualMFADevicesCommand({ AssignmentStatus: "Assigned", MaxItems: 1000 }),
    );
    expect(VirtualMFADevices?.map((device) => device.User?.Arn)).toEqual([
      `arn:aws:iam::${ids.full}:root`,
      `arn:aws:iam::${ids.full}:user/team/ann=x,y`,
    ]);
    const none = await client(ids.full).send(new ListVirtualMFADevicesCommand({ AssignmentStatus: "Unassigned" }));
    expect(none.VirtualMFADevices).toEqual([]);
  });

  it("lists root's keys and certificates, and when a key was last used", async () => {
    const { client } = await start();
    const root = client(ids.full, "root");
    const keys = await root.send(new ListAccessKeysCommand({}));
    expect(keys.AccessKeyMetadata?.map((key) => [key.AccessKeyId, key.Status])).toEqual([
      ["AKIAROOTROOTROOT0001", "Active"],
      ["AKIAROOTROOTROOT0002", "Inactive"],
    ]);
    const used = await root.send(new GetAccessKeyLastUsedCommand({ AccessKeyId: "AKIAROOTROOTROOT0001" }));
    expect(used.AccessKeyLastUsed).toEqual({
      LastUsedDate: new Date("2022-02-02T00:00:00Z"),
      ServiceName: "s3",
      Region: "eu-west-1",
    });
    const never = await root.send(new GetAccessKeyLastUsedCommand({ AccessKeyId: "AKIAROOTROOTROOT0002" }));
    expect(never.AccessKeyLastUsed).toEqual({ ServiceName: "N/A", Region: "N/A" });
    const certificates = await root.send(new ListSigningCertificatesCommand({}));
    expect(certificates.Certificates?.map((one) => [one.CertificateId, one.Status])).toEqual([
      ["CERTROOT1", "Inactive"],
    ]);
    await expect(
      root.send(new GetAccessKeyLastUsedCommand({ AccessKeyId: "AKIAUNKNOWNUNKNOWN01" })),
    ).rejects.toMatchObject({
      name: "AccessDenied",
    });
  });

  it("says NoSuchEntity for a root without password", async () => {
    const { client } = await start();
    const { LoginProfile } = await client(ids.full, "root").send(new GetLoginProfileCommand({}));
    expect(LoginProfile?.CreateDate).toEqual(new Date("2025-01-01T00:00:00Z"));
    await expect(client(ids.bare, "root").send(new GetLoginProfileCommand({}))).rejects.toMatchObject({
      name: "NoSuchEntityException",
      $metadata: { httpStatusCode: 404 },
    });
  });

  it("gives principals and policies in pages, documents URL-encoded", async () => {
    const { client } = await start();
    const details = { users: 0, groups: 0, roles: 0, policies: [] as string[] };
    let trust = "";
    const pages = paginateGetAccountAuthorizationDetails({ client: client(ids.full), pageSize: 3 }, {});
    let count = 0;
    for await (const page of pages) {
      count += 1;
      details.users += page.UserDetailList?.length ?? 0;
      details.groups += page.GroupDetailList?.length ?? 0;
      details.roles += page.RoleDetailList?.length ?? 0;
      details.policies.push(...(page.Policies ?? []).map((policy) => policy.Arn ?? ""));
      trust ||= page.RoleDetailList?.find((role) => role.RoleName === "reader")?.AssumeRolePolicyDocument ?? "";
    }
    expect(details).toEqual({
      users: 3,
      groups: 1,
      roles: 4,
      policies: [
        `arn:aws:iam::${ids.full}:policy/fence`,
        `arn:aws:iam::${ids.full}:policy/deny-keys`,
        "arn:aws:iam::aws:policy/AdministratorAccess",
        "arn:aws:iam::aws:policy/SecurityAudit",
      ],
    });
    expect(count).toBe(4);
    expect(trust).toMatch(/^%7B%22Version%22/);
    expect(JSON.parse(decodeURIComponent(trust))).toMatchObject({
      Statement: [{ Principal: { AWS: `arn:aws:iam::${ids.management}:root` } }],
    });
  });

  it("shows boundary, groups, tags, inline and attached policies of a user", async () => {
    const { client } = await start();
    const all = await client(ids.full).send(
      new GetAccountAuthorizationDetailsCommand({ Filter: ["User", "Group"], MaxItems: 1000 }),
    );
    expect(all.RoleDetailList).toEqual([]);
    expect(all.UserDetailList?.find((user) => user.UserName === "ann=x,y")).toMatchObject({
      Path: "/team/",
      GroupList: ["ops"],
      PermissionsBoundary: { PermissionsBoundaryArn: `arn:aws:iam::${ids.full}:policy/fence` },
      Tags: [{ Key: "team", Value: "pay" }],
    });
    expect(all.GroupDetailList?.[0]).toMatchObject({
      AttachedManagedPolicies: [{ PolicyName: "fence", PolicyArn: `arn:aws:iam::${ids.full}:policy/fence` }],
      GroupPolicyList: [{ PolicyName: "more" }],
    });
  });

  it("refuses page sizes over a thousand", async () => {
    const { client } = await start();
    const command = new GetAccountAuthorizationDetailsCommand({ MaxItems: 1001 });
    await expect(client(ids.full).send(command)).rejects.toMatchObject({ name: "ValidationError" });
  });

  it("says that a report is absent, under way, ready, kept for four hours, expired", async () => {
    const { client, state } = await start({ reportDelayMs: 5_000 });
    state.clock.setSpeed(0);
    const iam = client(ids.full);
    const get = () => iam.send(new GetCredentialReportCommand({}));
    const generate = async () => (await iam.send(new GenerateCredentialReportCommand({}))).State;
    await expect(get()).rejects.toMatchObject({
      name: "CredentialReportNotPresentException",
      $metadata: { httpStatusCode: 410 },
    });
    expect(await generate()).toBe("STARTED");
    expect(await generate()).toBe("INPROGRESS");
    await expect(get()).rejects.toMatchObject({
      name: "CredentialReportNotReadyException",
      $metadata: { httpStatusCode: 404 },
    });
    state.clock.advance(5_000);
    expect(await generate()).toBe("COMPLETE");
    const first = await get();
    expect(first.ReportFormat).toBe("text/csv");
    const account = [...state.accounts.values()].find((one) => one.id === ids.full);
    if (account !== undefined) account.root.devices = [];
    state.clock.advance(3 * 3_600_000);
    expect(await generate()).toBe("COMPLETE");
    expect((await get()).GeneratedTime).toEqual(first.GeneratedTime);
    expect(rootRow((await get()).Content)["mfa_active"]).toBe("true");
    state.clock.advance(3_600_000);
    await expect(get()).rejects.toMatchObject({
      name: "CredentialReportExpiredException",
    });
    expect(await generate()).toBe("STARTED");
    state.clock.advance(5_000);
    expect(rootRow((await get()).Content)["mfa_active"]).toBe("false");
  });

  it("writes 22 columns, root first, quoting names with commas", async () => {
    const { client } = await start();
    const iam = client(ids.full);
    await iam.send(new GenerateCredentialReportCommand({}));
    const { Content } = await iam.send(new GetCredentialReportCommand({}));
    const text = Buffer.from(Content ?? []).toString("utf8");
    expect(text.endsWith("\n")).toBe(false);
    const rows: string[][] = parse(text);
    expect(rows.map((row) => row.length)).toEqual([22, 22, 22, 22, 22]);
    expect(rows[0]?.slice(0, 4)).toEqual(["user", "arn", "user_creation_time", "password_enabled"]);
    expect(rows[3]?.[0]).toBe("ann=x,y");
    expect(rootRow(Content)).toMatchObject({
      user: "<root_account>",
      arn: `arn:aws:iam::${ids.full}:root`,
      password_enabled: "true",
      password_last_used: "no_information",
      password_last_changed: "2025-01-01T00:00:00+00:00",
      password_next_rotation: "not_supported",
      mfa_active: "true",
      access_key_1_active: "true",
      access_key_1_last_used_date: "2022-02-02T00:00:00+00:00",
      access_key_2_active: "false",
      access_key_2_last_rotated: "2020-01-01T00:00:00+00:00",
      cert_1_active: "false",
      cert_1_last_rotated: "2015-05-05T00:00:00+00:00",
      cert_2_last_rotated: "N/A",
    });
  });

  // Values as the IAM guide gives them, "Generate credential reports for your AWS account".
  it("writes a row for each user: N/A for what there is none of, an active key with its dates", async () => {
    const { client } = await start();
    const iam = client(ids.full);
    await iam.send(new GenerateCredentialReportCommand({}));
    const { Content } = await iam.send(new GetCredentialReportCommand({}));
    const [, , ann, bound] = reportRows(Content);
    expect(ann).toMatchObject({
      user: "ann=x,y",
      arn: `arn:aws:iam::${ids.full}:user/team/ann=x,y`,
      user_creation_time: "2024-12-01T00:00:00+00:00",
      password_enabled: "true",
      password_last_used: "2025-03-03T00:00:00+00:00",
      password_last_changed: "2024-12-01T00:00:00+00:00",
      mfa_active: "true",
      access_key_1_active: "true",
      access_key_1_last_rotated: "2024-12-01T00:00:00+00:00",
      access_key_1_last_used_date: "N/A",
      access_key_2_active: "false",
      access_key_2_last_rotated: "N/A",
    });
    expect(bound).toMatchObject({
      user: "bound",
      password_enabled: "false",
      password_last_used: "N/A",
      password_last_changed: "N/A",
      password_next_rotation: "N/A",
      mfa_active: "false",
      access_key_1_active: "false",
      access_key_1_last_rotated: "N/A",
      access_key_1_last_used_date: "N/A",
    });
  });
});

function rootRow(content: Uint8Array | undefined): Readonly<Record<string, string>> {
  return reportRows(content)[0] ?? {};
}

function reportRows(content: Uint8Array | undefined): readonly Readonly<Record<string, string>>[] {
  const rows: Record<string, string>[] = parse(Buffer.from(content ?? []).toString("utf8"), { columns: true });
  return rows;
}
