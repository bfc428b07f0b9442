import type { ActionIndex } from "../../catalogue/action-index.ts";

/**
 * How calls are bound to accounts: IAM works inside the caller's account, and reads or attaches AWS managed policies but
 * cannot edit them; nobody but AWS edits service-linked roles and those under /aws-reserved/; Organizations, account management and AssumeRoot cross accounts for management only.
 */
export type FormRule = "usual" | "iam" | "policy-edit" | "role-edit" | "organization-call";

const policyEdits = new Set(["createpolicyversion", "deletepolicyversion", "setdefaultpolicyversion", "deletepolicy"]);

/** They answer UnmodifiableEntity for roles that only AWS changes. Source: IAM API reference. */
const roleEdits = new Set([
  "attachrolepolicy",
  "detachrolepolicy",
  "putrolepolicy",
  "deleterolepolicy",
  "putrolepermissionsboundary",
  "deleterolepermissionsboundary",
  "updateassumerolepolicy",
  "deleterole",
]);

/** What is needed to know an action by its number. */
export interface ActionNames {
  readonly index: ActionIndex;
  readonly serviceOf: (id: number) => string | null;
}

/** How calls of an action are bound to accounts. */
export function formRule(id: number, universe: ActionNames): FormRule {
  const service = universe.serviceOf(id);
  const name = universe.index.lowerNames[id] ?? "";
  if (service === "iam") return policyEdits.has(name) ? "policy-edit" : roleEdits.has(name) ? "role-edit" : "iam";
  const isOrganizationCall =
    service === "organizations" || service === "account" || (service === "sts" && name === "assumeroot");
  return isOrganizationCall ? "organization-call" : "usual";
}
