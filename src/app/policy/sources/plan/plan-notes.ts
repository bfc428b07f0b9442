import { items, members, textOf } from "../members.ts";
import { told } from "../told.ts";
import type { PlannedResource, PlannedResources } from "./planned-resources.ts";
import { attachments, policyAttributes } from "./policy-attributes.ts";

/** Sentences on what a plan holds besides documents. */
export function planNotes(plan: Readonly<Record<string, unknown>>, found: PlannedResources): readonly string[] {
  const { resources, forgotten } = found;
  const of = (matches: (resource: PlannedResource) => boolean): readonly string[] =>
    resources.filter((each) => matches(each)).map(({ address }) => address);
  return [
    ...(plan["errored"] === true
      ? ["Terraform ended with errors while planning: the plan does not hold everything."]
      : []),
    ...told("Terraform put these off to a later plan", deferred(plan)),
    ...told(
      "Attachments and memberships are not followed, each document is judged alone",
      of(({ type, after }) => attachments.has(type) || items(after["managed_policy_arns"]).length > 0),
    ),
    ...told(
      "Permissions boundaries are references and are not followed",
      of(({ type, after }) => isHolder(type) && textOf(after["permissions_boundary"]) !== null),
    ),
    ...told(
      "Permissions of Lambda functions are written without a document and are not judged",
      of(({ type }) => type === "aws_lambda_permission" || type === "aws_lambda_layer_version_permission"),
    ),
    ...told(
      "These organization policies are neither service nor resource control policies and are not judged",
      of(({ type, after }) => type === "aws_organizations_policy" && isOtherType(after["type"])),
    ),
    ...told(
      "These hold a policy document in a resource type that is not known here, and are not judged",
      of(({ type, after }) => !Object.hasOwn(policyAttributes, type) && holdsDocument(after)),
    ),
    ...told("Terraform will let go of these without deleting them; what they hold in AWS is not judged", forgotten),
  ];
}

function isHolder(type: string): boolean {
  return type === "aws_iam_role" || type === "aws_iam_user";
}

function isOtherType(type: unknown): boolean {
  return type !== undefined && type !== "SERVICE_CONTROL_POLICY" && type !== "RESOURCE_CONTROL_POLICY";
}

function deferred(plan: Readonly<Record<string, unknown>>): readonly string[] {
  return items(plan["deferred_changes"]).map((entry) => {
    const change = members(members(entry)["resource_change"]);
    return textOf(change["address"]) ?? "a resource without address";
  });
}

/** Whether any text inside a value is JSON that looks like a policy, without parsing it. */
function holdsDocument(value: unknown): boolean {
  if (typeof value === "string")
    return /^\s*\{/.test(value) && value.includes('"Statement"') && value.includes('"Effect"');
  if (Array.isArray(value)) return value.some((each) => holdsDocument(each));
  return typeof value === "object" && value !== null && Object.values(value).some((each) => holdsDocument(each));
}
