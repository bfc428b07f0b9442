import { actionIndex } from "../catalogue/action-index.ts";
import type { ResourceForm } from "../prove/certificate.ts";
import type { Subject } from "../prove/subject.ts";
import type { Meter } from "./meter.ts";
import { formPattern } from "./resource-demand.ts";
import { isTextEmpty, type TextDemand } from "./text-emptiness.ts";

const anywhere = "arn:*:*:*:*:*";

/**
 * A resource that a request of these actions can have and that no listed form admits; null when there is none. A
 * certificate that overlooked resources would prove less than it says. Actions that the catalogue does not know may
 * have any. `resource` of the subject narrows the question to its ARNs, `within` the claim.
 */
export function missingForm(
  subject: Subject,
  actions: readonly string[],
  forms: readonly ResourceForm[],
  within: readonly string[] | null,
  meter: Meter,
): string | null {
  const listed = new Set(forms.flatMap((form) => (form.kind === "arn" ? [form.pattern] : [])));
  const hasNone = forms.some((form) => form.kind === "none");
  const hasUnnamed = hasNone || forms.some((form) => form.kind === "unnamed");
  if (hasNone && listed.has(anywhere)) return null;
  const asked = subject.layers.resource?.arns;
  for (const needed of neededForms(actions, subject.principal)) {
    if (needed === "none" || needed === "unnamed") {
      // A claim about ARNs is not about requests without any, where the action has resource types.
      if (needed === "unnamed" && within !== null) continue;
      // A question about one resource is not about requests without any.
      if (!(needed === "none" ? hasNone : hasUnnamed) && asked === undefined) return "a request without resource (*)";
      continue;
    }
    if (listed.has(needed)) continue;
    const demands: readonly TextDemand[] = [
      { inside: true, patterns: [formPattern(needed)] },
      ...[asked, within ?? undefined].flatMap((arns) =>
        arns === undefined ? [] : [{ inside: true, patterns: arns.map((arn) => formPattern(arn)) }],
      ),
      { inside: false, patterns: [...listed].map((pattern) => formPattern(pattern)) },
    ];
    if (!isTextEmpty(demands, meter)) return needed;
  }
  return null;
}

/** Patterns of the resources of actions; `none` and `unnamed` as in `ResourceForm`. */
function neededForms(actions: readonly string[], caller: Subject["principal"]): ReadonlySet<string> {
  const index = actionIndex();
  // No request leaves the caller's partition.
  const partition = caller.arn.split(":")[1] ?? "";
  const needed = new Set<string>();
  const seen = new Set<unknown>();
  for (const action of actions) {
    const number = index.byName.get(action);
    const types = number === undefined ? undefined : index.resourceTypes[index.typesOf[number] ?? -1];
    // Outside IAM, actions with the same resource types need the same forms.
    if (seen.has(types)) continue;
    if (!action.startsWith("iam:")) seen.add(types);
    if (types === undefined || types.patterns.length === 0) needed.add("none");
    else if (!types.required) needed.add("unnamed");
    for (const pattern of types?.patterns ?? ["*:*:*:*"]) {
      const owners = action.startsWith("iam:") ? ownersOf(action, pattern, caller.account) : null;
      for (const each of owners ?? [pattern]) needed.add(`arn:${partition}:${named(each)}`);
    }
  }
  return needed;
}

/**
 * IAM calls name things of the caller's own account, and policies that AWS manages, which cannot be edited. Source: IAM
 * API reference; IAM user guide, "Managed policies and inline policies".
 */
function ownersOf(action: string, pattern: string, account: string): readonly string[] | null {
  const rest = /^iam::\*:(.*)$/.exec(pattern)?.[1];
  if (rest === undefined) return null;
  const own = `iam::${account}:${rest}`;
  return rest.startsWith("policy/") && !policyEdits.has(action) ? [own, `iam::aws:${rest}`] : [own];
}

const policyEdits = new Set([
  "iam:createpolicyversion",
  "iam:deletepolicyversion",
  "iam:setdefaultpolicyversion",
  "iam:deletepolicy",
]);

/** The last segment names something: no name is empty. */
function named(pattern: string): string {
  const [service = "", region = "", account = "", ...rest] = pattern.split(":");
  return [service, region, account, rest.join(":").replaceAll("*", "?*")].join(":");
}
