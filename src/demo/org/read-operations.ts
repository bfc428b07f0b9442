import { accountId } from "../../domain/core/account-id.ts";
import { AwsFailure } from "../aws-failure.ts";
import { result, type Call, type Handler } from "../aws-service.ts";
import type { AccountState } from "../state/account-state.ts";
import type { OrganizationState } from "../state/organization-state.ts";
import { accountSummary } from "./account-summary.ts";
import { admit } from "./admit.ts";
import { organizationArn, resourcePolicyArn, targetArn } from "./organization-arns.ts";
import { pageOf } from "./page-of.ts";
import { text } from "./text-member.ts";

const describeOrganization: Handler = (call) => {
  const organization = admit(call, "anyone");
  const management = call.state.accounts.get(organization.managementId);
  return result({
    Organization: {
      Id: organization.id,
      Arn: organizationArn(call.state, organization),
      FeatureSet: organization.featureSet,
      MasterAccountId: organization.managementId,
      MasterAccountArn: targetArn(call.state, organization, organization.managementId),
      MasterAccountEmail: management?.email,
      AvailablePolicyTypes: [{ Type: "SERVICE_CONTROL_POLICY", Status: "ENABLED" }],
    },
  });
};

const listAccounts: Handler = (call) => {
  const organization = admit(call, "reader");
  const { items, nextToken } = pageOf(call, inOrganization(call));
  const accounts = items.map((account) => accountSummary(call.state, organization, account));
  return result({ Accounts: accounts, NextToken: nextToken });
};

const describeAccount: Handler = (call) => {
  const id = text(call, "AccountId");
  const organization = admit(call, "reader", (of) => [targetArn(call.state, of, id)]);
  return result({ Account: accountSummary(call.state, organization, knownAccount(call, id)) });
};

const listAccountsForParent: Handler = (call) => {
  const organization = admitOn(call, "ParentId");
  const parent = knownParent(organization, text(call, "ParentId"));
  const { items, nextToken } = pageOf(
    call,
    inOrganization(call).filter((account) => account.parent === parent),
  );
  const accounts = items.map((account) => accountSummary(call.state, organization, account));
  return result({ Accounts: accounts, NextToken: nextToken });
};

const listRoots: Handler = (call) => {
  const organization = admit(call, "reader");
  const { items, nextToken } = pageOf(call, [rootSummary(call, organization)]);
  return result({ Roots: items, NextToken: nextToken });
};

/** The organization root; policy types that are DISABLED are left out, as in AWS. */
export function rootSummary(call: Call, organization: OrganizationState): Readonly<Record<string, unknown>> {
  const types = [...organization.policyTypes].filter(([, status]) => status !== "DISABLED");
  return {
    Id: organization.rootId,
    Arn: targetArn(call.state, organization, organization.rootId),
    Name: organization.nodes.get(organization.rootId)?.name,
    PolicyTypes: types.map(([Type, Status]) => ({ Type, Status })),
  };
}

const listOrganizationalUnitsForParent: Handler = (call) => {
  const organization = admitOn(call, "ParentId");
  const parent = knownParent(organization, text(call, "ParentId"));
  const below = [...organization.nodes.values()].filter((node) => node.parent === parent);
  const { items, nextToken } = pageOf(call, below);
  const units = items.map(({ id, name }) => ({ Id: id, Arn: targetArn(call.state, organization, id), Name: name }));
  return result({ OrganizationalUnits: units, NextToken: nextToken });
};

const describeOrganizationalUnit: Handler = (call) => {
  const id = text(call, "OrganizationalUnitId");
  const organization = admit(call, "reader", (of) => [targetArn(call.state, of, id)]);
  const node = organization.nodes.get(id);
  if (node === undefined || node.parent === null) {
    throw new AwsFailure("OrganizationalUnitNotFoundException", 400, "You specified an OU that doesn't exist.");
  }
  const Arn = targetArn(call.state, organization, id);
  return result({ OrganizationalUnit: { Id: id, Arn, Name: node.name } });
};

const listParents: Handler = (call) => {
  const organization = admitOn(call, "ChildId");
  const id = text(call, "ChildId");
  const known = accountId(id);
  const account = known === null ? undefined : call.state.accounts.get(known);
  const parent = organization.nodes.get(id)?.parent ?? account?.parent ?? null;
  if (parent === null) {
    throw new AwsFailure("ChildNotFoundException", 400, "You specified a child that doesn't exist.");
  }
  const { items, nextToken } = pageOf(call, [{ Id: parent, Type: nodeType(parent) }]);
  return result({ Parents: items, NextToken: nextToken });
};

const listChildren: Handler = (call) => {
  const organization = admitOn(call, "ParentId");
  const parent = knownParent(organization, text(call, "ParentId"));
  const isAccount = text(call, "ChildType") === "ACCOUNT";
  const ids = isAccount
    ? inOrganization(call).filter((account) => account.parent === parent)
    : [...organization.nodes.values()].filter((node) => node.parent === parent);
  const { items, nextToken } = pageOf(call, ids);
  const children = items.map(({ id }) => ({ Id: id, Type: isAccount ? "ACCOUNT" : "ORGANIZATIONAL_UNIT" }));
  return result({ Children: children, NextToken: nextToken });
};

const listDelegatedAdministrators: Handler = (call) => {
  const service = call.input["ServicePrincipal"];
  const context = typeof service === "string" ? { "organizations:ServicePrincipal": service } : {};
  const organization = admit(call, "reader", () => ["*"], context);
  const since = new Map<AccountState, number>();
  for (const [name, delegates] of organization.delegates) {
    if (service !== undefined && service !== null && name !== service) continue;
    for (const [id, at] of delegates) {
      const account = call.state.accounts.get(id);
      if (account !== undefined) since.set(account, Math.min(since.get(account) ?? at, at));
    }
  }
  const { items, nextToken } = pageOf(call, [...since]);
  const administrators = items.map(([account, at]) => {
    const { Paths: _, ...summary } = accountSummary(call.state, organization, account);
    return { ...summary, DelegationEnabledDate: at / 1000 };
  });
  return result({ DelegatedAdministrators: administrators, NextToken: nextToken });
};

const listDelegatedServicesForAccount: Handler = (call) => {
  const organization = admitOn(call, "AccountId");
  const account = knownAccount(call, text(call, "AccountId"));
  const services = [...organization.delegates].flatMap(([service, delegates]) => {
    const at = delegates.get(account.id);
    return at === undefined ? [] : [{ ServicePrincipal: service, DelegationEnabledDate: at / 1000 }];
  });
  if (services.length === 0) {
    const message = "The specified account is not a delegated administrator for this AWS service.";
    throw new AwsFailure("AccountNotRegisteredException", 400, message);
  }
  const { items, nextToken } = pageOf(call, services);
  return result({ DelegatedServices: items, NextToken: nextToken });
};

const listAwsServiceAccess: Handler = (call) => {
  const organization = admit(call, "reader");
  const enabled = [...organization.trusted].map(([service, at]) => ({
    ServicePrincipal: service,
    DateEnabled: at / 1000,
  }));
  const { items, nextToken } = pageOf(call, enabled);
  return result({ EnabledServicePrincipals: items, NextToken: nextToken });
};

const describeResourcePolicy: Handler = (call) => {
  const organization = admit(call, "reader");
  if (organization.delegationPolicy === null) {
    const message = "We can't find a resource policy request with the parameter that you specified.";
    throw new AwsFailure("ResourcePolicyNotFoundException", 400, message);
  }
  const Arn = resourcePolicyArn(call.state, organization);
  const Id = Arn.slice(Arn.lastIndexOf("/") + 1);
  return result({
    ResourcePolicy: { ResourcePolicySummary: { Id, Arn }, Content: organization.delegationPolicy.text },
  });
};

/** The reading operations that do not speak of policies. */
export const readOperations: Readonly<Record<string, Handler>> = {
  DescribeOrganization: describeOrganization,
  ListAccounts: listAccounts,
  DescribeAccount: describeAccount,
  ListAccountsForParent: listAccountsForParent,
  ListRoots: listRoots,
  ListOrganizationalUnitsForParent: listOrganizationalUnitsForParent,
  DescribeOrganizationalUnit: describeOrganizationalUnit,
  ListParents: listParents,
  ListChildren: listChildren,
  ListDelegatedAdministrators: listDelegatedAdministrators,
  ListDelegatedServicesForAccount: listDelegatedServicesForAccount,
  ListAWSServiceAccessForOrganization: listAwsServiceAccess,
  DescribeResourcePolicy: describeResourcePolicy,
};

/** An account of the organization by id; throws AccountNotFoundException. */
export function knownAccount(call: Call, id: string): AccountState {
  const known = accountId(id);
  const account = known === null ? undefined : call.state.accounts.get(known);
  if (account === undefined || account.parent === null) {
    const message = "You specified an account that doesn't exist.";
    throw new AwsFailure("AccountNotFoundException", 400, message);
  }
  return account;
}

/** Admits a reader on the root, OU or account that a parameter names. */
function admitOn(call: Call, parameter: string): OrganizationState {
  const id = text(call, parameter);
  return admit(call, "reader", (of) => [targetArn(call.state, of, id)]);
}

function inOrganization(call: Call): readonly AccountState[] {
  return [...call.state.accounts.values()].filter((account) => account.parent !== null);
}

function knownParent(organization: OrganizationState, id: string): string {
  if (organization.nodes.has(id)) return id;
  throw new AwsFailure("ParentNotFoundException", 400, "You specified a parent that doesn't exist.");
}

function nodeType(id: string): string {
  return id.startsWith("r-") ? "ROOT" : "ORGANIZATIONAL_UNIT";
}
