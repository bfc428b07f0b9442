import {
  AttachUserPolicyCommand,
  CreateAccessKeyCommand,
  CreateLoginProfileCommand,
  CreatePolicyCommand,
  CreatePolicyVersionCommand,
  CreateRoleCommand,
  DeactivateMFADeviceCommand,
  DeleteAccessKeyCommand,
  DeletePolicyCommand,
  DeleteSigningCertificateCommand,
  DeleteVirtualMFADeviceCommand,
  DisableOrganizationsRootCredentialsManagementCommand,
  EnableOrganizationsRootCredentialsManagementCommand,
  EnableOrganizationsRootSessionsCommand,
  GetAccountSummaryCommand,
  GetUserCommand,
  IAMClient,
  ListAccessKeysCommand,
  ListOrganizationsFeaturesCommand,
  PutRolePermissionsBoundaryCommand,
  PutUserPolicyCommand,
  UpdateAccessKeyCommand,
} from "@aws-sdk/client-iam";
import { AssumeRootCommand, STSClient } from "@aws-sdk/client-sts";
import { afterEach, describe, expect, it } from "vitest";
import type { OrganizationFile } from "../organization-file.ts";
import { startPretendAws, type PretendAws } from "../start-pretend-aws.ts";
import { trialIds as ids, trialOrganization } from "../trial-organization.ts";

const policy = (action: string, more: Readonly<Record<string, unknown>> = {}) =>
  JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: action, Resource: "*", ...more }] });

describe("IAM writes of the pretend AWS", () => {
  let aws: PretendAws | undefined;
  const start = async (organization: OrganizationFile = trialOrganization()) => {
    aws = await startPretendAws({ organization, seed: "iam" });
    const { url, credentialsFor } = aws;
    const options = { endpoint: url, region: "us-east-1", maxAttempts: 1 };
    const client = (account: string, resource = "user/admin") =>
      new IAMClient({ ...options, credentials: credentialsFor(`arn:aws:iam::${account}:${resource}`) });
    const withKeys = (accessKeyId: string, secretAccessKey: string, sessionToken?: string) =>
      new IAMClient({
        ...options,
        credentials: { accessKeyId, secretAccessKey, ...(sessionToken === undefined ? {} : { sessionToken }) },
      });
    const rootOf = async (account: string, task: string) => {
      const sts = new STSClient({
        ...options,
        credentials: credentialsFor(`arn:aws:iam::${ids.management}:user/admin`),
      });
      const TaskPolicyArn = { arn: `arn:aws:iam::aws:policy/root-task/${task}` };
      const { Credentials } = await sts.send(new AssumeRootCommand({ TargetPrincipal: account, TaskPolicyArn }));
      return withKeys(Credentials?.AccessKeyId ?? "", Credentials?.SecretAccessKey ?? "", Credentials?.SessionToken);
    };
    return { client, withKeys, rootOf };
  };
  afterEach(() => aws?.close());

  it("deletes every root credential of a member centrally", async () => {
    const { client, rootOf } = await start();
    const root = await rootOf(ids.full, "IAMDeleteRootUserCredentials");
    const { DeleteLoginProfileCommand, ListMFADevicesCommand } = await import("@aws-sdk/client-iam");
    const { AccessKeyMetadata } = await root.send(new ListAccessKeysCommand({}));
    for (const key of AccessKeyMetadata ?? []) {
      await root.send(new DeleteAccessKeyCommand({ AccessKeyId: key.AccessKeyId ?? "" }));
    }
    await root.send(new DeleteSigningCertificateCommand({ CertificateId: "CERTROOT1" }));
    for (const device of (await root.send(new ListMFADevicesCommand({}))).MFADevices ?? []) {
      await root.send(new DeactivateMFADeviceCommand({ SerialNumber: device.SerialNumber ?? "" }));
    }
    await root.send(new DeleteVirtualMFADeviceCommand({ SerialNumber: `arn:aws:iam::${ids.full}:mfa/phone` }));
    await root.send(new DeleteLoginProfileCommand({}));
    const { SummaryMap } = await client(ids.full).send(new GetAccountSummaryCommand({}));
    expect(SummaryMap).toMatchObject({
      AccountMFAEnabled: 0,
      AccountAccessKeysPresent: 0,
      AccountPasswordPresent: 0,
      AccountSigningCertificatesPresent: 0,
    });
    await expect(root.send(new DeleteLoginProfileCommand({}))).rejects.toMatchObject({ name: "NoSuchEntityException" });
    await expect(root.send(new DeleteAccessKeyCommand({ AccessKeyId: "AKIAROOTROOTROOT0001" }))).rejects.toMatchObject({
      name: "NoSuchEntityException",
    });
  });

  it("keeps a virtual device that is in use from being deleted", async () => {
    const { rootOf } = await start();
    const root = await rootOf(ids.full, "IAMDeleteRootUserCredentials");
    const command = new DeleteVirtualMFADeviceCommand({ SerialNumber: `arn:aws:iam::${ids.full}:mfa/phone` });
    await expect(root.send(command)).rejects.toMatchObject({ name: "DeleteConflictException" });
  });

  it("allows recovery of a root password once, without name and password", async () => {
    const { client, rootOf } = await start();
    const root = await rootOf(ids.bare, "IAMCreateRootUserPassword");
    const { LoginProfile } = await root.send(new CreateLoginProfileCommand({}));
    expect(LoginProfile?.UserName).toBeUndefined();
    expect((await client(ids.bare).send(new GetAccountSummaryCommand({}))).SummaryMap?.["AccountPasswordPresent"]).toBe(
      1,
    );
    await expect(root.send(new CreateLoginProfileCommand({}))).rejects.toMatchObject({
      name: "EntityAlreadyExistsException",
      $metadata: { httpStatusCode: 409 },
    });
  });

  it("makes access keys work, stop when inactive, and go when deleted", async () => {
    const { client, withKeys } = await start();
    const admin = client(ids.full);
    const { AccessKey } = await admin.send(new CreateAccessKeyCommand({ UserName: "bound" }));
    const id = AccessKey?.AccessKeyId ?? "";
    const own = withKeys(id, AccessKey?.SecretAccessKey ?? "");
    expect((await own.send(new GetUserCommand({}))).User?.UserName).toBe("bound");
    await admin.send(new UpdateAccessKeyCommand({ UserName: "bound", AccessKeyId: id, Status: "Inactive" }));
    await expect(own.send(new GetUserCommand({}))).rejects.toMatchObject({ name: "InvalidClientTokenId" });
    await admin.send(new UpdateAccessKeyCommand({ UserName: "bound", AccessKeyId: id, Status: "Active" }));
    await own.send(new GetUserCommand({}));
    await admin.send(new DeleteAccessKeyCommand({ UserName: "bound", AccessKeyId: id }));
    await expect(own.send(new GetUserCommand({}))).rejects.toMatchObject({ name: "InvalidClientTokenId" });
    await admin.send(new CreateAccessKeyCommand({ UserName: "bound" }));
    await admin.send(new CreateAccessKeyCommand({ UserName: "bound" }));
    await expect(admin.send(new CreateAccessKeyCommand({ UserName: "bound" }))).rejects.toMatchObject({
      name: "LimitExceededException",
    });
  });

  it("signs and obeys policies from the moment they are put, attached or bounded", async () => {
    const { client } = await start();
    const admin = client(ids.management);
    const nobody = client(ids.management, "user/nobody");
    const look = () => nobody.send(new GetAccountSummaryCommand({}));
    await expect(look()).rejects.toMatchObject({
      name: "AccessDenied",
      message: `User: arn:aws:iam::${ids.management}:user/nobody is not authorized to perform: iam:GetAccountSummary on resource: * because no identity-based policy allows the iam:GetAccountSummary action`,
    });
    const put = (PolicyDocument: string) =>
      admin.send(new PutUserPolicyCommand({ UserName: "nobody", PolicyName: "p", PolicyDocument }));
    await put(policy("iam:GetAccount*"));
    await look();
    const denial = policy("*").replace("Allow", "Deny");
    await put(denial);
    await expect(look()).rejects.toMatchObject({
      message: expect.stringContaining("with an explicit deny in an identity-based policy"),
    });
    await put(policy("s3:*"));
    await admin.send(
      new AttachUserPolicyCommand({ UserName: "nobody", PolicyArn: "arn:aws:iam::aws:policy/AdministratorAccess" }),
    );
    await look();
    await expect(put("{")).rejects.toMatchObject({ name: "MalformedPolicyDocumentException" });
    await expect(put(policy("s3:*", { Principal: "*" }))).rejects.toMatchObject({
      name: "MalformedPolicyDocumentException",
    });
    const absent = new AttachUserPolicyCommand({ UserName: "nobody", PolicyArn: "arn:aws:iam::aws:policy/Nothing" });
    await expect(admin.send(absent)).rejects.toMatchObject({ name: "NoSuchEntityException" });
  });

  it("holds users and roles to their boundary, by absence and by denial", async () => {
    const { client } = await start();
    const bound = client(ids.full, "user/bound");
    await bound.send(new GetAccountSummaryCommand({}));
    await expect(bound.send(new CreateAccessKeyCommand({ UserName: "admin" }))).rejects.toMatchObject({
      name: "AccessDenied",
      message: expect.stringContaining("with an explicit deny in a permissions boundary"),
    });
    const admin = client(ids.full);
    await admin.send(new CreatePolicyCommand({ PolicyName: "only-s3", PolicyDocument: policy("s3:*") }));
    const PermissionsBoundary = `arn:aws:iam::${ids.full}:policy/only-s3`;
    await admin.send(new PutRolePermissionsBoundaryCommand({ RoleName: "ci", PermissionsBoundary }));
    await expect(client(ids.full, "role/ci").send(new GetAccountSummaryCommand({}))).rejects.toMatchObject({
      message: expect.stringContaining("because no permissions boundary allows the iam:GetAccountSummary action"),
    });
    await expect(admin.send(new DeletePolicyCommand({ PolicyArn: PermissionsBoundary }))).rejects.toMatchObject({
      name: "DeleteConflictException",
    });
  });

  it("uses the default version of a managed policy", async () => {
    const { client } = await start();
    const admin = client(ids.full);
    const PolicyArn = `arn:aws:iam::${ids.full}:policy/fence`;
    const ann = client(ids.full, "user/team/ann=x,y");
    await ann.send(new GetAccountSummaryCommand({}));
    const version = await admin.send(
      new CreatePolicyVersionCommand({ PolicyArn, PolicyDocument: policy("s3:*"), SetAsDefault: true }),
    );
    expect(version.PolicyVersion?.VersionId).toBe("v2");
    await expect(ann.send(new GetAccountSummaryCommand({}))).rejects.toMatchObject({ name: "AccessDenied" });
  });

  it("checks the kind of document of a new role", async () => {
    const { client } = await start();
    const create = (AssumeRolePolicyDocument: string) =>
      client(ids.full).send(new CreateRoleCommand({ RoleName: "made", AssumeRolePolicyDocument }));
    await expect(create(policy("sts:AssumeRole"))).rejects.toMatchObject({ name: "MalformedPolicyDocumentException" });
    const trust = JSON.stringify({
      Version: "2012-10-17",
      Statement: { Effect: "Allow", Principal: { AWS: ids.full }, Action: "sts:AssumeRole" },
    });
    expect((await create(trust)).Role?.Arn).toBe(`arn:aws:iam::${ids.full}:role/made`);
    await expect(create(trust)).rejects.toMatchObject({ name: "EntityAlreadyExistsException" });
  });

  it("lists, enables and disables the features of central root access by who may", async () => {
    const { client } = await start();
    const list = new ListOrganizationsFeaturesCommand({});
    expect(await client(ids.delegate).send(list)).toMatchObject({
      OrganizationId: "o-trial00000",
      EnabledFeatures: ["RootCredentialsManagement", "RootSessions"],
    });
    await expect(client(ids.full).send(list)).rejects.toMatchObject({
      name: "AccountNotManagementOrDelegatedAdministratorException",
    });
    await expect(client(ids.standalone).send(list)).rejects.toMatchObject({ name: "OrganizationNotFoundException" });
    const off = await client(ids.delegate).send(new DisableOrganizationsRootCredentialsManagementCommand({}));
    expect(off.EnabledFeatures).toEqual(["RootSessions"]);
    await expect(
      client(ids.delegate).send(new EnableOrganizationsRootCredentialsManagementCommand({})),
    ).rejects.toMatchObject({ name: "CallerIsNotManagementAccountException" });
    const on = await client(ids.management).send(new EnableOrganizationsRootCredentialsManagementCommand({}));
    expect(on.EnabledFeatures).toEqual(["RootCredentialsManagement", "RootSessions"]);
  });

  it("refuses features without trusted access and without all features", async () => {
    const change = (members: Partial<NonNullable<OrganizationFile["organization"]>>) =>
      trialOrganization((file) =>
        file.organization === undefined ? file : { ...file, organization: { ...file.organization, ...members } },
      );
    const first = await start(change({ trusted: [] }));
    const enable = new EnableOrganizationsRootSessionsCommand({});
    await expect(first.client(ids.management).send(enable)).rejects.toMatchObject({
      name: "ServiceAccessNotEnabledException",
    });
    await aws?.close();
    const second = await start(change({ features: "CONSOLIDATED_BILLING" }));
    await expect(second.client(ids.management).send(enable)).rejects.toMatchObject({
      name: "OrganizationNotInAllFeaturesModeException",
    });
  });
});
