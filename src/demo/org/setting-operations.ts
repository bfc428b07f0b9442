import { AwsFailure } from "../aws-failure.ts";
import { parseStatements } from "../evaluator/parse-statements.ts";
import { result, type Call, type Handler } from "../aws-service.ts";
import type { OrganizationState, PolicyType } from "../state/organization-state.ts";
import { admit } from "./admit.ts";
import { noteRevocation, trustKey } from "./central-root.ts";
import { attachFullAccess, servicePrincipal } from "./membership-operations.ts";
import { resourcePolicyArn, targetArn } from "./organization-arns.ts";
import { rootSummary } from "./read-operations.ts";
import { text } from "./text-member.ts";

const mostDelegationCharacters = 40_000;

const enablePolicyType: Handler = (call) => {
  const { organization, type } = admitOnType(call);
  if (organization.featureSet !== "ALL") {
    const message =
      "You can't use the specified policy type with the feature set currently enabled for this organization.";
    throw new AwsFailure("PolicyTypeNotAvailableForOrganizationException", 400, message);
  }
  if (organization.policyTypes.get(type) === "ENABLED") {
    const message = "The specified policy type is already enabled in the specified root.";
    throw new AwsFailure("PolicyTypeAlreadyEnabledException", 400, message);
  }
  organization.policyTypes.set(type, "ENABLED");
  attachFullAccess(call, organization, type);
  return result({ Root: rootSummary(call, organization) });
};

/** Disabling detaches every policy of the type, and enabling again does not bring them back. */
const disablePolicyType: Handler = (call) => {
  const { organization, type } = admitOnType(call);
  if (organization.policyTypes.get(type) !== "ENABLED") {
    const message = "The specified policy type isn't currently enabled in this root.";
    throw new AwsFailure("PolicyTypeNotEnabledException", 400, message);
  }
  organization.policyTypes.set(type, "DISABLED");
  organization.attachments[type].clear();
  return result({ Root: rootSummary(call, organization) });
};

function admitOnType(call: Call): { readonly organization: OrganizationState; readonly type: PolicyType } {
  const root = text(call, "RootId");
  const type = text(call, "PolicyType");
  const organization = admit(call, "policy-writer", (of) => [targetArn(call.state, of, root)], {
    "organizations:PolicyType": type,
  });
  if (root !== organization.rootId) {
    throw new AwsFailure("RootNotFoundException", 400, "We can't find a root with the RootId that you specified.");
  }
  if (type !== "SERVICE_CONTROL_POLICY" && type !== "RESOURCE_CONTROL_POLICY") {
    const message = "You specified a policy type that doesn't exist here.";
    throw new AwsFailure("InvalidInputException", 400, message, { Reason: "INVALID_ENUM_POLICY_TYPE" });
  }
  return { organization, type };
}

const enableServiceAccess: Handler = (call) => {
  const service = servicePrincipal(call);
  const organization = admit(call, "management", () => ["*"], { "organizations:ServicePrincipal": service });
  if (!organization.trusted.has(service)) organization.trusted.set(service, call.state.clock.now());
  return result();
};

/** The features of central root access stay as they are behind it, and show again when it is turned on. */
const disableServiceAccess: Handler = (call) => {
  const service = servicePrincipal(call);
  const organization = admit(call, "management", () => ["*"], { "organizations:ServicePrincipal": service });
  if (organization.trusted.delete(service)) noteRevocation(call.state, organization, trustKey(service));
  return result();
};

const putResourcePolicy: Handler = (call) => {
  const organization = admit(call, "management", (of) => [resourcePolicyArn(call.state, of)]);
  const content = text(call, "Content");
  if (content.length > mostDelegationCharacters || !isPolicy(content)) {
    const message = "You provided a policy document that isn't valid.";
    throw new AwsFailure("InvalidInputException", 400, message, { Reason: "INVALID_RESOURCE_POLICY_JSON" });
  }
  organization.delegationPolicy = call.state.documents.of(content);
  const Arn = resourcePolicyArn(call.state, organization);
  const Id = Arn.slice(Arn.lastIndexOf("/") + 1);
  return result({ ResourcePolicy: { ResourcePolicySummary: { Id, Arn }, Content: content } });
};

const deleteResourcePolicy: Handler = (call) => {
  const organization = admit(call, "management");
  if (organization.delegationPolicy === null) {
    const message = "We can't find a resource policy request with the parameter that you specified.";
    throw new AwsFailure("ResourcePolicyNotFoundException", 400, message);
  }
  organization.delegationPolicy = null;
  return result();
};

/** The operations on policy types, trusted access and the delegation policy. */
export const settingOperations: Readonly<Record<string, Handler>> = {
  EnablePolicyType: enablePolicyType,
  DisablePolicyType: disablePolicyType,
  EnableAWSServiceAccess: enableServiceAccess,
  DisableAWSServiceAccess: disableServiceAccess,
  PutResourcePolicy: putResourcePolicy,
  DeleteResourcePolicy: deleteResourcePolicy,
};

function isPolicy(content: string): boolean {
  try {
    return parseStatements(content).every((statement) => statement.principals !== null);
  } catch {
    return false;
  }
}
