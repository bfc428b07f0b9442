import type { OrganizationState, OrgPolicyState } from "../state/organization-state.ts";

type Of = { readonly partition: string };

const policyKinds = {
  SERVICE_CONTROL_POLICY: "service_control_policy",
  RESOURCE_CONTROL_POLICY: "resource_control_policy",
} as const;

/** ARN of the organization itself. */
export function organizationArn({ partition }: Of, organization: OrganizationState): string {
  return `arn:${partition}:organizations::${organization.managementId}:organization/${organization.id}`;
}

/** ARN of a root, OU or account by its id. */
export function targetArn({ partition }: Of, organization: OrganizationState, id: string): string {
  const kind = id.startsWith("r-") ? "root" : id.startsWith("ou-") ? "ou" : "account";
  return `arn:${partition}:organizations::${organization.managementId}:${kind}/${organization.id}/${id}`;
}

/** ARN of an SCP or RCP; AWS's own have no organization in it. */
export function policyArn(
  { partition }: Of,
  organization: OrganizationState,
  policy: Pick<OrgPolicyState, "id" | "type" | "awsManaged">,
): string {
  const kind = policyKinds[policy.type];
  if (policy.awsManaged) return `arn:${partition}:organizations::aws:policy/${kind}/${policy.id}`;
  return `arn:${partition}:organizations::${organization.managementId}:policy/${organization.id}/${kind}/${policy.id}`;
}

/** ARN of the delegation policy. */
export function resourcePolicyArn({ partition }: Of, organization: OrganizationState): string {
  return `arn:${partition}:organizations::${organization.managementId}:resourcepolicy/${organization.id}/rp-${organization.id.slice(2, 10)}`;
}
