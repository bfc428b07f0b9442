import type { ResourceTypes } from "../../catalogue/action-index.ts";
import type { ResourceForm } from "../certificate.ts";
import type { FormRule } from "./form-rule.ts";

/** The resources that requests of some actions can have, as far as sure and as far as possible. */
export interface FormPair {
  readonly sure: readonly ResourceForm[];
  readonly possible: readonly ResourceForm[];
  /** Why the two differ; null when they do not. */
  readonly doubt: string | null;
}

/** Every resource there is: for certificates that do not depend on it. */
export const anyForms: readonly ResourceForm[] = [
  { kind: "none" },
  { kind: "unnamed" },
  { kind: "arn", pattern: "arn:*:*:*:*:*" },
];

/** The forms of catalogue actions that share resource types, in a partition, for a caller's account. */
export function formsOf(
  types: ResourceTypes,
  rule: FormRule,
  partition: string,
  account: string,
  management: boolean,
): FormPair {
  if (types.patterns.length === 0) return { sure: [{ kind: "none" }], possible: [{ kind: "none" }], doubt: null };
  const patterns = types.patterns.flatMap((pattern) => patternsOf(pattern, rule, account));
  const arns = patterns.map((pattern) => formOf(pattern, partition));
  const unnamed: ResourceForm = { kind: "unnamed" };
  const possible: readonly ResourceForm[] = types.required ? arns : [...arns, unnamed];
  if (rule === "organization-call" && !management) {
    const own = patterns.map((pattern) => formOf(inAccount(pattern, account), partition));
    const doubt = "only management and its delegated administrators may call this across accounts";
    return { sure: own, possible, doubt };
  }
  const doubt = types.required ? null : "whether the call can be made without naming a resource is not known";
  return { sure: arns, possible, doubt };
}

/** Any ARN of a partition, for actions that the catalogue does not know. */
export function anyArn(partition: string): ResourceForm {
  return { kind: "arn", pattern: `arn:${partition}:*:*:*:?*` };
}

function patternsOf(pattern: string, rule: FormRule, account: string): readonly string[] {
  if (rule === "usual" || rule === "organization-call") return [pattern];
  const own = inAccount(pattern, account);
  return rule === "iam" && pattern === "iam::*:policy/*" ? [own, inAccount(pattern, "aws")] : [own];
}

/** A catalogue pattern as a form; names have at least one character. */
function formOf(pattern: string, partition: string): ResourceForm {
  const [service = "", region = "", account = "", ...rest] = pattern.split(":");
  const name = rest.join(":").replaceAll("*", "?*");
  return { kind: "arn", pattern: `arn:${partition}:${service}:${region}:${account}:${name}` };
}

function inAccount(pattern: string, account: string): string {
  const [service = "", region = "", owner = "", ...rest] = pattern.split(":");
  return [service, region, owner === "*" ? account : owner, ...rest].join(":");
}
