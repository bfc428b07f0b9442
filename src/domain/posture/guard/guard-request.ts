import { isSeen } from "../../core/fact.ts";
import type { Ask, Caller, Layer, Layers, NamedPolicy, Question } from "../../iam/decide/question.ts";
import { allowEverything } from "../../iam/language/allow-everything.ts";
import type { Policy } from "../../iam/language/policy.ts";
import type { AccountView } from "../account-view.ts";
import type { GuardPolicies } from "./guard-policies.ts";
import { mentioned } from "./mentioned.ts";

/** One dangerous call that a guard must stop. */
export interface GuardRequest {
  readonly action: string;
  readonly resource: string;
  /** How evidence names the call; the action otherwise. */
  readonly label?: string;
  /** Keys of this call with known values, lower case. */
  readonly context?: Readonly<Record<string, readonly string[]>>;
  /** Keys that this call never carries, lower case. */
  readonly absent?: readonly string[];
}

/** Allows everything: what a principal with AdministratorAccess has, and what AWS attaches at every level. */
export const allowAll: NamedPolicy = { name: "everything", policy: allowEverything() };

/** Allows everything to everybody, as the resource policy of a service that asks nobody. */
export const allowEverybody: NamedPolicy = {
  name: "everybody",
  policy: allowEverything({ negated: false, entries: [{ type: "*", value: "*" }] }),
};

/** The levels as the evaluator takes them; a level with an unread policy is not known unless a read one denies. */
export function levelLayers(guards: GuardPolicies): readonly Layer[] {
  return guards.levels.flatMap(({ policies, unread }): readonly Layer[] =>
    unread.length === 0 ? [policies] : [denials(policies), { unknown: unread.join(", ") }],
  );
}

// The Deny statements of a level count even when another policy of it could not be read.
function denials(policies: readonly NamedPolicy[]): Layer {
  return [
    allowAll,
    ...policies.map(({ name, policy }) => ({
      name,
      policy: { ...policy, statements: policy.statements.filter((each) => each.effect === "Deny") },
    })),
  ];
}

/**
 * The question whether `caller`, allowed everything by its own policies, may make the call. Keys that the policies
 * mention and that nobody knows are unknown; all others cannot matter.
 */
export function guardQuestion(
  view: AccountView,
  caller: Caller | "anonymous",
  request: GuardRequest,
  layers: Partial<Layers>,
  policies: readonly Policy[],
): Question {
  const context = new Map<string, readonly string[] | "unknown">();
  const absent = new Set(["aws:assumedroot", ...(request.absent ?? [])]);
  const isImplied = (key: string): boolean => caller !== "anonymous" && impliedByCaller.has(key);
  for (const policy of policies) {
    for (const key of mentioned(policy).keys) if (!absent.has(key) && !isImplied(key)) context.set(key, "unknown");
  }
  if (caller !== "anonymous" && (caller.kind === "root" || caller.kind === "assumed-root")) {
    // Root has no tags of its own.
    for (const key of context.keys()) if (key.startsWith("aws:principaltag/")) context.delete(key);
  }
  for (const [key, values] of known(view)) context.set(key, values);
  for (const [key, values] of Object.entries(request.context ?? {})) context.set(key, values);
  const ask: Ask = {
    action: request.action,
    resource: request.resource,
    resourceAccount: view.account.id,
    context,
    otherKeys: "absent",
  };
  return { caller, layers: { identity: [allowAll], ...layers }, ask };
}

/** Keys whose value follows from the caller for certain. `aws:username` does not: a probe stands for every user. */
const impliedByCaller = new Set(["aws:principalarn", "aws:principalaccount", "aws:principaltype"]);

function known(view: AccountView): readonly (readonly [key: string, values: readonly string[]])[] {
  const rows: (readonly [string, readonly string[]])[] = [
    ["aws:principalisawsservice", ["false"]],
    ["aws:resourceaccount", [view.account.id]],
  ];
  const organization = view.organization.organization;
  if (!isSeen(organization) || organization.value === null) return rows;
  const id = organization.value.id;
  rows.push(["aws:principalorgid", [id]], ["aws:resourceorgid", [id]]);
  const path = view.account.path;
  if (path !== undefined && isSeen(path)) {
    const paths = [`${[id, ...path.value].join("/")}/`];
    rows.push(["aws:principalorgpaths", paths], ["aws:resourceorgpaths", paths]);
  }
  return rows;
}
