import { AwsFailure } from "../aws-failure.ts";
import { result, type Call, type Handler } from "../aws-service.ts";
import type { AccountState } from "../state/account-state.ts";
import { fullAccessId } from "../state/build-organization.ts";
import type { OrganizationState } from "../state/organization-state.ts";
import { admit } from "./admit.ts";
import { delegateKey, noteRevocation } from "./central-root.ts";
import { targetArn } from "./organization-arns.ts";
import { knownAccount } from "./read-operations.ts";
import { text } from "./text-member.ts";

const waitingMillis = 4 * 86_400_000;

const leaveOrganization: Handler = (call) => {
  const organization = admit(call, "anyone");
  remove(call, organization, call.account);
  return result();
};

const removeAccount: Handler = (call) => {
  const id = text(call, "AccountId");
  const organization = admit(call, "management", (of) => [targetArn(call.state, of, id)]);
  remove(call, organization, knownAccount(call, id));
  return result();
};

/** Support plan and payment method, which AWS asks for too, count as given. */
function remove(call: Call, organization: OrganizationState, account: AccountState): void {
  if (account.id === organization.managementId) {
    const message = "You can't remove a management account from an organization.";
    throw new AwsFailure("MasterCannotLeaveOrganizationException", 400, message);
  }
  if ([...organization.delegates.values()].some((delegates) => delegates.has(account.id))) {
    throw violated(
      "CANNOT_REMOVE_DELEGATED_ADMINISTRATOR_FROM_ORG",
      "You must first deregister the delegated administrator.",
    );
  }
  if (account.joined === "CREATED" && call.state.clock.now() - account.createdAt < waitingMillis) {
    throw violated("WAIT_PERIOD_ACTIVE", "You must wait until at least four days after the account was created.");
  }
  account.parent = null;
  organization.attachments.SERVICE_CONTROL_POLICY.delete(account.id);
  organization.attachments.RESOURCE_CONTROL_POLICY.delete(account.id);
}

const moveAccount: Handler = (call) => {
  const id = text(call, "AccountId");
  const [source, destination] = [text(call, "SourceParentId"), text(call, "DestinationParentId")];
  const organization = admit(call, "management", (of) =>
    [id, source, destination].map((target) => targetArn(call.state, of, target)),
  );
  const account = knownAccount(call, id);
  if (account.parent !== source) {
    throw new AwsFailure("SourceParentNotFoundException", 400, "We can't find a source root or OU with that ParentId.");
  }
  if (!organization.nodes.has(destination)) {
    throw new AwsFailure("DestinationParentNotFoundException", 400, "We can't find the destination container.");
  }
  if (source === destination) {
    throw new AwsFailure(
      "DuplicateAccountException",
      400,
      "That account is already present in the specified destination.",
    );
  }
  account.parent = destination;
  return result();
};

const registerDelegatedAdministrator: Handler = (call) => {
  const [id, service] = [text(call, "AccountId"), servicePrincipal(call)];
  const organization = admit(call, "management", (of) => [targetArn(call.state, of, id)], {
    "organizations:ServicePrincipal": service,
  });
  const account = knownAccount(call, id);
  if (account.id === organization.managementId) {
    throw violated("CANNOT_REGISTER_MASTER_AS_DELEGATED_ADMINISTRATOR", "The management account can't be a delegate.");
  }
  if (account.state !== "ACTIVE") {
    throw violated("CANNOT_REGISTER_SUSPENDED_ACCOUNT_AS_DELEGATED_ADMINISTRATOR", "The account is suspended.");
  }
  const delegates = organization.delegates.get(service) ?? new Map();
  if (delegates.has(account.id)) {
    const message = "The specified account is already a delegated administrator for this AWS service.";
    throw new AwsFailure("AccountAlreadyRegisteredException", 400, message);
  }
  delegates.set(account.id, call.state.clock.now());
  organization.delegates.set(service, delegates);
  return result();
};

const deregisterDelegatedAdministrator: Handler = (call) => {
  const [id, service] = [text(call, "AccountId"), servicePrincipal(call)];
  const organization = admit(call, "management", (of) => [targetArn(call.state, of, id)], {
    "organizations:ServicePrincipal": service,
  });
  const account = knownAccount(call, id);
  if (organization.delegates.get(service)?.delete(account.id) !== true) {
    const message = "The specified account is not a delegated administrator for this AWS service.";
    throw new AwsFailure("AccountNotRegisteredException", 400, message);
  }
  noteRevocation(call.state, organization, delegateKey(service, account.id));
  return result();
};

/** The operations on accounts in the organization and on delegated administrators. */
export const membershipOperations: Readonly<Record<string, Handler>> = {
  LeaveOrganization: leaveOrganization,
  RemoveAccountFromOrganization: removeAccount,
  MoveAccount: moveAccount,
  RegisterDelegatedAdministrator: registerDelegatedAdministrator,
  DeregisterDelegatedAdministrator: deregisterDelegatedAdministrator,
};

/** The ServicePrincipal parameter; throws InvalidInputException when it is none. */
export function servicePrincipal(call: Call): string {
  const service = text(call, "ServicePrincipal");
  if (/^[a-z0-9.-]+\.amazonaws\.com$/.test(service)) return service;
  const message = "You specified a service principal that isn't recognized.";
  throw new AwsFailure("InvalidInputException", 400, message, { Reason: "UNRECOGNIZED_SERVICE_PRINCIPAL" });
}

function violated(reason: string, message: string): AwsFailure {
  return new AwsFailure("ConstraintViolationException", 400, message, { Reason: reason });
}

/** What every root, OU and account has attached when a policy type is enabled. */
export function attachFullAccess(call: Call, organization: OrganizationState, type: keyof typeof fullAccessId): void {
  const inside = [...call.state.accounts.values()].filter((account) => account.parent !== null);
  for (const id of [...organization.nodes.keys(), ...inside.map((account) => account.id)]) {
    organization.attachments[type].set(id, [fullAccessId[type]]);
  }
}
