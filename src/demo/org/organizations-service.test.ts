import {
  AttachPolicyCommand,
  CreatePolicyCommand,
  DeletePolicyCommand,
  DescribeOrganizationCommand,
  DescribePolicyCommand,
  DescribeResourcePolicyCommand,
  DetachPolicyCommand,
  DisablePolicyTypeCommand,
  EnablePolicyTypeCommand,
  LeaveOrganizationCommand,
  ListAccountsCommand,
  ListAWSServiceAccessForOrganizationCommand,
  ListDelegatedAdministratorsCommand,
  ListDelegatedServicesForAccountCommand,
  ListOrganizationalUnitsForParentCommand,
  ListParentsCommand,
  ListPoliciesCommand,
  ListRootsCommand,
  ListTargetsForPolicyCommand,
  OrganizationsClient,
  UpdatePolicyCommand,
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

describe("Organizations of the pretend AWS", () => {
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

  it("describes the organization to its members, and to nobody outside", async () => {
    const { client } = await start();
    const { Organization } = await client(ids.bare).send(new DescribeOrganizationCommand({}));
    expect(Organization).toMatchObject({
      Id: "o-trial00000",
      FeatureSet: "ALL",
      MasterAccountId: ids.management,
      MasterAccountEmail: "root@corp.example",
    });
    await expect(client(ids.standalone).send(new DescribeOrganizationCommand({}))).rejects.toMatchObject({
      name: "AWSOrganizationsNotInUseException",
      $metadata: { httpStatusCode: 400 },
    });
  });

  it("lists accounts with address, state and path, and without the retired status", async () => {
    const { management } = await start();
    const { Accounts } = await management.send(new ListAccountsCommand({}));
    expect(Accounts?.map((account) => account.Id)).toEqual([
      ids.management,
      ids.delegate,
      ids.full,
      ids.bare,
      ids.suspended,
    ]);
    const bare = Accounts?.find((account) => account.Id === ids.bare);
    expect(bare).toMatchObject({
      Email: "four@corp.example",
      State: "ACTIVE",
      JoinedMethod: "CREATED",
      Paths: [`o-trial00000/r-tr00/${guarded}/${ids.bare}/`],
      JoinedTimestamp: new Date("2024-01-01T00:00:00Z"),
    });
    expect(bare?.Status).toBeUndefined();
    expect(Accounts?.find((account) => account.Id === ids.suspended)?.State).toBe("SUSPENDED");
  });

  it("gives at most twenty a page, and refuses to be asked for more or with a foreign token", async () => {
    const { management } = await start(
      trialOrganization((file) => ({ ...file, generate: { ...emptyBlock, accounts: 50 } })),
    );
    const sizes: number[] = [];
    let NextToken: string | undefined;
    do {
      const page: { Accounts?: unknown[] | undefined; NextToken?: string | undefined } = await management.send(
        new ListAccountsCommand(NextToken === undefined ? {} : { NextToken }),
      );
      sizes.push(page.Accounts?.length ?? 0);
      NextToken = page.NextToken;
    } while (NextToken !== undefined);
    expect(sizes).toEqual([20, 20, 15]);
    await expect(management.send(new ListAccountsCommand({ MaxResults: 21 }))).rejects.toMatchObject({
      name: "InvalidInputException",
      Reason: "MAX_VALUE_EXCEEDED",
    });
    await expect(management.send(new ListAccountsCommand({ NextToken: "x" }))).rejects.toMatchObject({
      Reason: "INVALID_NEXT_TOKEN",
    });
    const targets = await management.send(new ListTargetsForPolicyCommand({ PolicyId: "p-FullAWSAccess" }));
    expect(targets.Targets?.length).toBe(20);
    expect(targets.NextToken).toBeDefined();
  });

  it("puts an empty page with a token in between when the fault asks for it", async () => {
    const { management, state } = await start();
    state.faults.set([{ kind: "empty-pages", rate: 1 }]);
    const first = await management.send(new ListAccountsCommand({}));
    expect(first.Accounts).toEqual([]);
    expect(first.NextToken).toBeDefined();
    const second = await management.send(new ListAccountsCommand({ NextToken: first.NextToken ?? "" }));
    expect(second.Accounts?.length).toBe(5);
    expect(second.NextToken).toBeUndefined();
  });

  it("lets delegated administrators read, and other members not", async () => {
    const { client } = await start();
    expect((await client(ids.delegate).send(new ListAccountsCommand({}))).Accounts?.length).toBe(5);
    await expect(client(ids.full).send(new ListAccountsCommand({}))).rejects.toMatchObject({
      name: "AccessDeniedException",
      message: "You don't have permissions to access this resource.",
    });
    await expect(client(ids.management, "user/nobody").send(new ListAccountsCommand({}))).rejects.toMatchObject({
      name: "AccessDeniedException",
      message: expect.stringContaining("because no identity-based policy allows the organizations:ListAccounts action"),
    });
  });

  it("lets delegated administrators write no policies", async () => {
    const { client } = await start();
    const attach = new AttachPolicyCommand({ PolicyId: "p-FullAWSAccess", TargetId: ids.full });
    await expect(client(ids.delegate).send(attach)).rejects.toMatchObject({
      name: "AccessDeniedException",
      message: "You don't have permissions to access this resource.",
    });
  });

  it("tells roots, units, parents, delegates and trusted access", async () => {
    const { management } = await start();
    const roots = await management.send(new ListRootsCommand({}));
    expect(roots.Roots?.[0]).toMatchObject({
      Id: "r-tr00",
      PolicyTypes: [
        { Type: scp, Status: "ENABLED" },
        { Type: rcp, Status: "ENABLED" },
      ],
    });
    const units = await management.send(new ListOrganizationalUnitsForParentCommand({ ParentId: "r-tr00" }));
    expect(units.OrganizationalUnits?.[0]).toMatchObject({ Id: guarded, Name: "Guarded" });
    const parents = await management.send(new ListParentsCommand({ ChildId: ids.bare }));
    expect(parents.Parents).toEqual([{ Id: guarded, Type: "ORGANIZATIONAL_UNIT" }]);
    const delegates = await management.send(
      new ListDelegatedAdministratorsCommand({ ServicePrincipal: "iam.amazonaws.com" }),
    );
    expect(delegates.DelegatedAdministrators?.map((one) => one.Id)).toEqual([ids.delegate]);
    const other = await management.send(
      new ListDelegatedAdministratorsCommand({ ServicePrincipal: "account.amazonaws.com" }),
    );
    expect(other.DelegatedAdministrators).toEqual([]);
    const services = await management.send(new ListDelegatedServicesForAccountCommand({ AccountId: ids.delegate }));
    expect(services.DelegatedServices?.[0]?.ServicePrincipal).toBe("iam.amazonaws.com");
    await expect(
      management.send(new ListDelegatedServicesForAccountCommand({ AccountId: ids.full })),
    ).rejects.toMatchObject({ name: "AccountNotRegisteredException" });
    const trusted = await management.send(new ListAWSServiceAccessForOrganizationCommand({}));
    expect(trusted.EnabledServicePrincipals?.map((one) => one.ServicePrincipal)).toEqual([
      "iam.amazonaws.com",
      "account.amazonaws.com",
    ]);
    await expect(management.send(new DescribeResourcePolicyCommand({}))).rejects.toMatchObject({
      name: "ResourcePolicyNotFoundException",
    });
  });

  it("lists and describes policies and what they are attached to", async () => {
    const { management } = await start();
    const { Policies } = await management.send(new ListPoliciesCommand({ Filter: scp }));
    expect(Policies?.map((policy) => [policy.Name, policy.AwsManaged])).toEqual([
      ["FullAWSAccess", true],
      ["guard", false],
    ]);
    expect((await management.send(new ListPoliciesCommand({ Filter: "TAG_POLICY" }))).Policies).toEqual([]);
    await expect(management.send(new ListPoliciesCommand({ Filter: "NONSENSE" as PolicyType }))).rejects.toMatchObject({
      Reason: "INVALID_ENUM_POLICY_TYPE",
    });
    const PolicyId = Policies?.[1]?.Id ?? "";
    const { Policy } = await management.send(new DescribePolicyCommand({ PolicyId }));
    expect(JSON.parse(Policy?.Content ?? "")).toMatchObject({ Version: "2012-10-17" });
    const { Targets } = await management.send(new ListTargetsForPolicyCommand({ PolicyId }));
    expect(Targets).toMatchObject([{ TargetId: guarded, Type: "ORGANIZATIONAL_UNIT", Name: "Guarded" }]);
    await expect(management.send(new DescribePolicyCommand({ PolicyId: "p-absent00" }))).rejects.toMatchObject({
      name: "PolicyNotFoundException",
    });
  });

  it("creates, attaches, enforces, updates, detaches and deletes an SCP", async () => {
    const { client, management } = await start();
    const made = await management.send(
      new CreatePolicyCommand({ Name: "stop", Description: "", Type: scp, Content: denyAll }),
    );
    const PolicyId = made.Policy?.PolicySummary?.Id ?? "";
    const look = () => client(ids.full).send(new DescribeOrganizationCommand({}));
    await look();
    await management.send(new AttachPolicyCommand({ PolicyId, TargetId: ids.full }));
    await expect(look()).rejects.toMatchObject({
      name: "AccessDeniedException",
      message: expect.stringContaining("with an explicit deny in a service control policy"),
    });
    await expect(management.send(new AttachPolicyCommand({ PolicyId, TargetId: ids.full }))).rejects.toMatchObject({
      name: "DuplicatePolicyAttachmentException",
    });
    await expect(management.send(new DeletePolicyCommand({ PolicyId }))).rejects.toMatchObject({
      name: "PolicyInUseException",
    });
    await management.send(new UpdatePolicyCommand({ PolicyId, Content: document({ Effect: "Deny", Action: "s3:*" }) }));
    await look();
    await management.send(new DetachPolicyCommand({ PolicyId, TargetId: ids.full }));
    await expect(management.send(new DetachPolicyCommand({ PolicyId, TargetId: ids.full }))).rejects.toMatchObject({
      name: "PolicyNotAttachedException",
    });
    await management.send(new DeletePolicyCommand({ PolicyId }));
  });

  it("does not bind management by an SCP on the organization root", async () => {
    const { client, management } = await start();
    const made = await management.send(
      new CreatePolicyCommand({ Name: "stop", Description: "", Type: scp, Content: denyAll }),
    );
    const PolicyId = made.Policy?.PolicySummary?.Id ?? "";
    await management.send(new AttachPolicyCommand({ PolicyId, TargetId: "r-tr00" }));
    await management.send(new ListRootsCommand({}));
    await expect(client(ids.delegate).send(new ListRootsCommand({}))).rejects.toMatchObject({
      name: "AccessDeniedException",
    });
  });

  it("holds size, number and least number of policies", async () => {
    const { management } = await start();
    const padded = (bytes: number) => denyAll.padEnd(bytes, " ");
    const create = (Name: string, Content: string, Type: PolicyType = scp) =>
      management.send(new CreatePolicyCommand({ Name, Description: "", Type, Content }));
    await create("largest", padded(5120));
    await expect(create("larger", padded(5121))).rejects.toMatchObject({
      name: "ConstraintViolationException",
      Reason: "POLICY_CONTENT_LIMIT_EXCEEDED",
    });
    await expect(create("largest", denyAll)).rejects.toMatchObject({ name: "DuplicatePolicyException" });
    await expect(create("broken", "{}")).rejects.toMatchObject({ name: "MalformedPolicyDocumentException" });
    await expect(
      create("allows", document({ Effect: "Allow", Principal: "*", Action: "s3:*" }), rcp),
    ).rejects.toMatchObject({
      name: "MalformedPolicyDocumentException",
    });
    for (let index = 0; index < 5; index += 1) {
      const { Policy } = await create(`p${index}`, denyAll);
      const attach = management.send(
        new AttachPolicyCommand({ PolicyId: Policy?.PolicySummary?.Id ?? "", TargetId: ids.full }),
      );
      if (index < 4) await attach;
      else {
        await expect(attach).rejects.toMatchObject({
          name: "ConstraintViolationException",
          Reason: "MAX_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED",
        });
      }
    }
    const detach = (PolicyId: string, TargetId: string) =>
      management.send(new DetachPolicyCommand({ PolicyId, TargetId }));
    await expect(detach("p-FullAWSAccess", ids.bare)).rejects.toMatchObject({
      Reason: "MIN_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED",
    });
    await detach("p-FullAWSAccess", ids.full);
    await expect(detach("p-RCPFullAWSAccess", ids.bare)).rejects.toMatchObject({ Reason: "NON_DETACHABLE_POLICY" });
    await expect(
      management.send(new UpdatePolicyCommand({ PolicyId: "p-FullAWSAccess", Content: denyAll })),
    ).rejects.toMatchObject({ Reason: "IMMUTABLE_POLICY" });
    await expect(
      management.send(new AttachPolicyCommand({ PolicyId: "p-FullAWSAccess", TargetId: "999999999999" })),
    ).rejects.toMatchObject({ name: "TargetNotFoundException" });
  });

  it("frees accounts from SCPs when the type is disabled, and brings back full access alone", async () => {
    const { client, management, state } = await start();
    const RootId = "r-tr00";
    await expect(management.send(new EnablePolicyTypeCommand({ RootId, PolicyType: scp }))).rejects.toMatchObject({
      name: "PolicyTypeAlreadyEnabledException",
    });
    const off = await management.send(new DisablePolicyTypeCommand({ RootId, PolicyType: scp }));
    expect(off.Root?.PolicyTypes?.map((one) => one.Type)).toEqual([rcp]);
    await client(ids.bare).send(new LeaveOrganizationCommand({}));
    expect([...state.accounts.values()].find((one) => one.id === ids.bare)?.parent).toBeNull();
    await expect(
      management.send(new AttachPolicyCommand({ PolicyId: "p-FullAWSAccess", TargetId: ids.full })),
    ).rejects.toMatchObject({ name: "PolicyTypeNotEnabledException" });
    await management.send(new EnablePolicyTypeCommand({ RootId, PolicyType: scp }));
    expect(state.organization?.attachments.SERVICE_CONTROL_POLICY.get(guarded)).toEqual(["p-FullAWSAccess"]);
  });
});

const emptyBlock: NonNullable<OrganizationFile["generate"]> = {
  accounts: 0,
  seed: 1,
  principals: 3,
  mix: { noPassword: 0, noMfa: 0, rootKey: 0, sharedMailbox: 0, sharedPhone: 1, securityContact: 0 },
};
