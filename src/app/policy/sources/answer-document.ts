import type { JsonPath } from "../../../domain/iam/language/json-path.ts";
import type { PolicyKind } from "../../../domain/iam/language/policy-kind.ts";
import { isObject, members } from "./members.ts";

/** Where the document stands in an answer of AWS, and what it is when the answer says so. */
export interface AnswerDocument {
  readonly path: JsonPath;
  readonly as: PolicyKind | null;
  /** A sentence on what the answer leaves out. */
  readonly note: string | null;
}

const trustOnly = "The file holds the trust policy alone: what the role may do is not in it.";

interface Row {
  readonly path: readonly string[];
  readonly as?: PolicyKind;
  readonly note?: string;
}

// Output of the AWS CLI calls named; the member a document stands in, from the top.
const rows: readonly Row[] = [
  { path: ["PolicyVersion", "Document"] }, // iam get-policy-version
  { path: ["Role", "AssumeRolePolicyDocument"], as: "trust", note: trustOnly }, // iam get-role, create-role
  { path: ["AssumeRolePolicyDocument"], as: "trust", note: trustOnly },
  { path: ["PolicyDocument"] }, // iam get-user-policy, get-group-policy, get-role-policy
  { path: ["Document"] }, // one version out of a list
  { path: ["InlinePolicy"], as: "identity" }, // sso-admin get-inline-policy-for-permission-set
  { path: ["Policy", "Content"] }, // organizations describe-policy: its type stands beside it
  { path: ["ResourcePolicy", "Content"] }, // organizations describe-resource-policy
  { path: ["ResourcePolicy"] }, // secretsmanager get-resource-policy
  { path: ["policyText"] }, // ecr get-repository-policy
  { path: ["Attributes", "Policy"] }, // sqs get-queue-attributes, sns get-topic-attributes
  { path: ["policy", "document"] }, // codeartifact get-domain-permissions-policy
  { path: ["policy", "Policy"] }, // glacier get-vault-access-policy
  { path: ["Policy"] }, // s3api get-bucket-policy, kms get-key-policy, lambda get-policy, and more
];

/** Finds the document in one of AWS's get-… answers; null when the value is none. */
export function answerDocument(value: unknown): AnswerDocument | null {
  for (const { path, as, note } of rows) {
    const found = at(value, path);
    if (!isDocument(found)) continue;
    const organizationKind = path.join(".") === "Policy.Content" ? kindOfOrganization(value) : undefined;
    return { path, as: organizationKind ?? as ?? null, note: note ?? null };
  }
  return null;
}

/** The type of an Organizations policy that is no IAM policy, e.g. `TAG_POLICY`; null for any other value. */
export function otherOrganizationType(value: unknown): string | null {
  const type = at(value, ["Policy", "PolicySummary", "Type"]);
  return typeof type === "string" && kindOfOrganization(value) === undefined ? type : null;
}

function kindOfOrganization(value: unknown): PolicyKind | undefined {
  const type = at(value, ["Policy", "PolicySummary", "Type"]);
  if (type === "SERVICE_CONTROL_POLICY") return "scp";
  return type === "RESOURCE_CONTROL_POLICY" ? "rcp" : undefined;
}

function isDocument(value: unknown): boolean {
  if (typeof value === "string") return value.trim() !== "";
  return isObject(value) && Object.keys(value).some((key) => key.toLowerCase() === "statement");
}

function at(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((inner, step) => (isObject(inner) ? members(inner)[step] : undefined), value);
}
