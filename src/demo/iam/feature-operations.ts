import { AwsFailure } from "../aws-failure.ts";
import { featureKey, noteRevocation } from "../org/central-root.ts";
import { result, type Call, type Handler } from "../aws-service.ts";
import type { OrganizationState, RootFeature } from "../state/organization-state.ts";

const service = "iam.amazonaws.com";

/** All refusals stand here: no organization, not the right account, not all features, no trusted access. */
function admit(call: Call, who: "management" | "management-or-delegate"): OrganizationState {
  call.authorize(`iam:${call.operation}`, "*");
  const { organization } = call.state;
  if (organization === null || call.account.parent === null) {
    throw new AwsFailure("OrganizationNotFoundException", 404, "The account is not part of an organization.");
  }
  const isManagement = call.account.id === organization.managementId;
  const isDelegate = organization.delegates.get(service)?.has(call.account.id) ?? false;
  if (who === "management" && !isManagement) {
    const text = "The request was rejected because the account making the request is not the management account.";
    throw new AwsFailure("CallerIsNotManagementAccountException", 403, text);
  }
  if (!isManagement && !isDelegate) {
    const text =
      "The request was rejected because the account making the request is not the management account or delegated administrator account for centralized root access.";
    throw new AwsFailure("AccountNotManagementOrDelegatedAdministratorException", 403, text);
  }
  if (organization.featureSet !== "ALL") {
    const text = "The request was rejected because your organization does not have All features enabled.";
    throw new AwsFailure("OrganizationNotInAllFeaturesModeException", 403, text);
  }
  if (!organization.trusted.has(service)) {
    const text = "The request was rejected because trusted access is not enabled for IAM in AWS Organizations.";
    throw new AwsFailure("ServiceAccessNotEnabledException", 403, text);
  }
  return organization;
}

function answer(organization: OrganizationState) {
  const order: readonly RootFeature[] = ["RootCredentialsManagement", "RootSessions"];
  const on = order.filter((feature) => organization.rootFeatures.has(feature));
  return result({ OrganizationId: organization.id, EnabledFeatures: on });
}

const enable =
  (feature: RootFeature): Handler =>
  (call) => {
    const organization = admit(call, "management");
    organization.rootFeatures.add(feature);
    return answer(organization);
  };

/** Deletes and restores nothing in the members. */
const disable =
  (feature: RootFeature): Handler =>
  (call) => {
    const organization = admit(call, "management-or-delegate");
    if (organization.rootFeatures.delete(feature)) noteRevocation(call.state, organization, featureKey(feature));
    return answer(organization);
  };

/** The operations on central root access. */
export const featureOperations: Readonly<Record<string, Handler>> = {
  ListOrganizationsFeatures: (call) => answer(admit(call, "management-or-delegate")),
  EnableOrganizationsRootCredentialsManagement: enable("RootCredentialsManagement"),
  DisableOrganizationsRootCredentialsManagement: disable("RootCredentialsManagement"),
  EnableOrganizationsRootSessions: enable("RootSessions"),
  DisableOrganizationsRootSessions: disable("RootSessions"),
};
