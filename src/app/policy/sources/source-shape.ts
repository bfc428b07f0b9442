import type { PolicySource } from "./policy-source.ts";
import { type AnswerDocument, answerDocument, otherOrganizationType } from "./answer-document.ts";
import { isObject, items, members } from "./members.ts";
import { cloudFormation, type Foreign, terraformState } from "./not-json-but-known.ts";

/** What a JSON value is, told from its members. */
export type SourceShape =
  | { readonly kind: Exclude<PolicySource["kind"], "policy"> }
  | { readonly kind: "policy"; readonly at: AnswerDocument }
  | { readonly kind: "foreign"; readonly foreign: Foreign | null };

const plain: AnswerDocument = { path: [], as: null, note: null };
const askDetails =
  "Ask for everything at once: `aws iam get-account-authorization-details > details.json` holds every user, role and policy with its documents.";

/** Tells the kind of a file from its value. */
export function sourceShape(value: unknown): SourceShape {
  if (typeof value === "string") return { kind: "policy", at: plain };
  if (Array.isArray(value)) {
    const pages = value.length > 0 && value.every((page) => isDetails(page));
    return pages ? { kind: "authorization-details" } : foreign(listOf(value));
  }
  if (!isObject(value)) return foreign(null);
  const keys = Object.keys(value);
  if (keys.some((key) => key.toLowerCase() === "statement")) return { kind: "policy", at: plain };
  if (isDetails(value)) return { kind: "authorization-details" };
  if (has(value, "format_version")) {
    const isPlan = has(value, "planned_values") || has(value, "resource_changes");
    return isPlan ? { kind: "terraform-plan" } : foreign(terraformState);
  }
  const known = knownForeign(value);
  if (known !== null) return foreign(known);
  const document = answerDocument(value);
  if (document !== null) return { kind: "policy", at: document };
  const isBarePolicy = keys.length > 0 && keys.every((key) => /^(?:version|id)$/i.test(key));
  return isBarePolicy ? { kind: "policy", at: plain } : foreign(unknownObject(value));
}

const lists = ["UserDetailList", "RoleDetailList", "GroupDetailList"] as const;

/** `Policies` alone is also the answer to list-policies, which has no documents. */
function isDetails(value: unknown): boolean {
  if (!isObject(value)) return false;
  if (lists.some((list) => has(value, list))) return true;
  return items(value["Policies"]).some((policy) => has(members(policy), "PolicyVersionList"));
}

function knownForeign(value: Readonly<Record<string, unknown>>): Foreign | null {
  if (has(value, "lineage") || (has(value, "terraform_version") && has(value, "resources"))) return terraformState;
  if (has(value, "AWSTemplateFormatVersion") || isTemplate(value["Resources"])) return cloudFormation;
  if (has(value, "@level") && has(value, "@message")) {
    return {
      looksLike: "it looks like an event line of `terraform plan -json`",
      hint: "Write the plan as JSON: `terraform plan -out plan.out` and `terraform show -json plan.out > plan.json`.",
    };
  }
  const type = otherOrganizationType(value);
  if (type !== null) {
    return {
      looksLike: `it is an organization policy of type ${type}, which is not written in the IAM policy language`,
      hint: "Give a service control policy or a resource control policy.",
    };
  }
  return null;
}

function unknownObject(value: Readonly<Record<string, unknown>>): Foreign | null {
  if (has(value, "Effect") && (has(value, "Action") || has(value, "NotAction"))) return oneStatement;
  if (has(members(value["Policy"]), "DefaultVersionId")) {
    return {
      looksLike: "it looks like the answer of `aws iam get-policy`, which does not hold the document",
      hint: "Ask for the document: `aws iam get-policy-version --policy-arn ARN --version-id ID`, with the DefaultVersionId shown here.",
    };
  }
  const listed = ["Roles", "Users", "Groups", "Policies", "AttachedPolicies", "PolicyNames", "Versions"].find((list) =>
    Array.isArray(value[list]),
  );
  if (listed !== undefined) {
    return { looksLike: `it looks like a list of ${listed} that AWS gave`, hint: askDetails };
  }
  return null;
}

const oneStatement: Foreign = {
  looksLike: "it is one statement, not a policy",
  hint: 'Put it into a document: {"Version": "2012-10-17", "Statement": [ … ]}.',
};

function listOf(values: readonly unknown[]): Foreign | null {
  const first = members(values[0]);
  if (has(first, "Statement")) {
    return {
      looksLike: "it is a list of policies",
      hint: "Give each policy its own file; several files may be named.",
    };
  }
  return has(first, "Effect") ? oneStatement : null;
}

function isTemplate(resources: unknown): boolean {
  return Object.values(members(resources)).some((each) => {
    const type = members(each)["Type"];
    return typeof type === "string" && /^(?:AWS|Custom|Alexa)::/.test(type);
  });
}

function has(value: Readonly<Record<string, unknown>>, key: string): boolean {
  return Object.hasOwn(value, key);
}

function foreign(what: Foreign | null): SourceShape {
  return { kind: "foreign", foreign: what };
}
