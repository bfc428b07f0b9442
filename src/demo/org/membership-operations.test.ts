import {
  AttachPolicyCommand,
  CreatePolicyCommand,
  DeletePolicyCommand,
  DeregisterDelegatedAdministratorCommand,
  DescribeResourcePolicyCommand,
  DisableAWSServiceAccessCommand,
  EnableAWSServiceAccessCommand,
  LeaveOrganizationCommand,
  ListAccountsCommand,
  ListAWSServiceAccessForOrganizationCommand,
  MoveAccountCommand,
  OrganizationsClient,
  PutResourcePolicyCommand,
  RegisterDelegatedAdministratorCommand,
  RemoveAccountFromOrganizationCommand,
  type PolicyType,
} from "@aws-sdk/client-organizations";
import { afterEach, describe, expect, it } from "vitest";
import type { OrganizationFile } from "../organization-file.ts";
import { startPretendAws, type PretendAws } from "../start-pretend-aws.ts";
import { trialIds as ids, trialOrganization } from "../trial-organization.ts";

const scp: PolicyType = "SERVICE_CONTROL_POLICY";
const rcp: PolicyType = "RESOURCE_CONTROL_POLICY";
const document = (statement: Readonly<Record<string, unknown>>) =>
  JSON.stringify({ Version: "2012-10-17", Statement: [{ Resource: "*", ...statement }] });
const denyAll = document({ Effect: "Deny", Action: "*" });
const guarded = "ou-tr00-guarded0";

describe("membership of the pretend organization", () => {
  let aws: PretendAws | undefined;
  const start = async (organization: OrganizationFile = trialOrganization()) => {
    aws = await startPretendAws({ organization, seed: "org" });
    const { url, credentialsFor, state } = aws;
    const client = (account: string, resource = "user/admin") =>
      new OrganizationsClient({
        endpoint: url,
        region: "us-east-1",
        maxAttempts: 1,
        credentials: credentialsFor(`arn:aws:iam::${account}:${resource}`),
      });
    return { client, state, management: client(ids.management) };
  };
  afterEach(() => aws?.close());

  it("lets members leave unless an SCP, a delegation or the first four days hold them", async () => {
    const { client, management, state } = await start();
    const leave = (account: string) => client(account).send(new LeaveOrganizationCommand({}));
    await expect(leave(ids.bare)).rejects.toMatchObject({ name: "AccessDeniedException" });
    await expect(leave(ids.delegate)).rejects.toMatchObject({
      Reason: "CANNOT_REMOVE_DELEGATED_ADMINISTRATOR_FROM_ORG",
    });
    await expect(leave(ids.management)).rejects.toMatchObject({ name: "MasterCannotLeaveOrganizationException" });
    await leave(ids.full);
    await expect(leave(ids.full)).rejects.toMatchObject({ name: "AWSOrganizationsNotInUseException" });
    state.clock.set(Date.UTC(2024, 0, 2));
    const late = client(ids.management);
    await expect(
      late.send(new RemoveAccountFromOrganizationCommand({ AccountId: ids.suspended })),
    ).rejects.toMatchObject({ Reason: "WAIT_PERIOD_ACTIVE" });
    state.clock.set(Date.UTC(2024, 1, 2));
    await management.send(new RemoveAccountFromOrganizationCommand({ AccountId: ids.suspended }));
    const { Accounts } = await management.send(new ListAccountsCommand({}));
    expect(Accounts?.length).toBe(3);
  });

  it("moves accounts under other SCPs", async () => {
    const { client, management } = await start();
    const leave = () => client(ids.bare).send(new LeaveOrganizationCommand({}));
    const move = (AccountId: string, SourceParentId: string, DestinationParentId: string) =>
      management.send(new MoveAccountCommand({ AccountId, SourceParentId, DestinationParentId }));
    await expect(leave()).rejects.toMatchObject({ name: "AccessDeniedException" });
    await expect(move(ids.bare, "r-tr00", guarded)).rejects.toMatchObject({ name: "SourceParentNotFoundException" });
    await expect(move(ids.bare, guarded, guarded)).rejects.toMatchObject({ name: "DuplicateAccountException" });
    await expect(move(ids.bare, guarded, "ou-tr00-absent00")).rejects.toMatchObject({
      name: "DestinationParentNotFoundException",
    });
    await move(ids.bare, guarded, "r-tr00");
    await leave();
  });

  it("registers and deregisters delegated administrators, by management alone", async () => {
    const { client, management } = await start();
    const ServicePrincipal = "account.amazonaws.com";
    const register = new RegisterDelegatedAdministratorCommand({ AccountId: ids.full, ServicePrincipal });
    await expect(client(ids.delegate).send(register)).rejects.toMatchObject({ name: "AccessDeniedException" });
    await management.send(register);
    await expect(management.send(register)).rejects.toMatchObject({ name: "AccountAlreadyRegisteredException" });
    await expect(
      management.send(new RegisterDelegatedAdministratorCommand({ AccountId: ids.management, ServicePrincipal })),
    ).rejects.toMatchObject({ Reason: "CANNOT_REGISTER_MASTER_AS_DELEGATED_ADMINISTRATOR" });
    expect((await client(ids.full).send(new ListAccountsCommand({}))).Accounts?.length).toBe(5);
    const deregister = new DeregisterDelegatedAdministratorCommand({ AccountId: ids.full, ServicePrincipal });
    await management.send(deregister);
    await expect(management.send(deregister)).rejects.toMatchObject({ name: "AccountNotRegisteredException" });
    await expect(
      management.send(new RegisterDelegatedAdministratorCommand({ AccountId: ids.full, ServicePrincipal: "nonsense" })),
    ).rejects.toMatchObject({ Reason: "UNRECOGNIZED_SERVICE_PRINCIPAL" });
  });

  it("turns trusted access off and on, leaving the features behind it as they were", async () => {
    const { management, state } = await start();
    const ServicePrincipal = "iam.amazonaws.com";
    await management.send(new DisableAWSServiceAccessCommand({ ServicePrincipal }));
    const { EnabledServicePrincipals } = await management.send(new ListAWSServiceAccessForOrganizationCommand({}));
    expect(EnabledServicePrincipals?.map((one) => one.ServicePrincipal)).toEqual(["account.amazonaws.com"]);
    await management.send(new EnableAWSServiceAccessCommand({ ServicePrincipal }));
    expect([...(state.organization?.rootFeatures ?? [])]).toEqual(["RootCredentialsManagement", "RootSessions"]);
  });

  it("lets a member write policies by the delegation policy, and no more than it says", async () => {
    const { client, management } = await start();
    const Content = JSON.stringify({
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Principal: { AWS: `arn:aws:iam::${ids.full}:root` },
          Action: ["organizations:CreatePolicy", "organizations:AttachPolicy"],
          Resource: "*",
          Condition: { StringEquals: { "organizations:PolicyType": scp } },
        },
      ],
    });
    const create = (Name: string, Type: PolicyType) =>
      client(ids.full).send(
        new CreatePolicyCommand({
          Name,
          Description: "",
          Type,
          Content: Type === scp ? denyAll : document({ Effect: "Deny", Principal: "*", Action: "s3:*" }),
        }),
      );
    await expect(create("mine", scp)).rejects.toMatchObject({ name: "AccessDeniedException" });
    await management.send(new PutResourcePolicyCommand({ Content }));
    expect((await management.send(new DescribeResourcePolicyCommand({}))).ResourcePolicy?.Content).toBe(Content);
    const { Policy } = await create("mine", scp);
    const PolicyId = Policy?.PolicySummary?.Id ?? "";
    await client(ids.full).send(new AttachPolicyCommand({ PolicyId, TargetId: ids.bare }));
    await expect(create("other", rcp)).rejects.toMatchObject({ name: "AccessDeniedException" });
    await expect(client(ids.full).send(new DeletePolicyCommand({ PolicyId }))).rejects.toMatchObject({
      name: "AccessDeniedException",
    });
  });
});
