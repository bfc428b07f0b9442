import type { Witness } from "./answer.ts";
import type { Cell } from "./cell.ts";
import { callerArn, isFederated } from "./facts/caller.ts";
import { keyDomain, mfaAge, mfaPresent } from "./facts/key-domains.ts";
import type { Subject } from "./subject.ts";
import type { KeyValues } from "./values/condition-test.ts";
import { readDate } from "./values/date-value.ts";

/** The full request that passes: a resource, and the keys that the caller chooses. */
export function witnessOf(
  subject: Subject,
  cell: Cell,
  action: string,
  resource: string,
  keys: ReadonlyMap<string, KeyValues>,
): Witness {
  const context: Record<string, readonly string[]> = {};
  for (const key of [...shown, ...(subject.keys?.keys() ?? [])]) {
    const domain = keyDomain(subject, cell, key);
    if (domain.kind === "fixed" && domain.values !== null) context[key] = domain.values;
  }
  for (const [key, values] of keys) {
    if (values === null) continue;
    context[key] = values;
    const [date] = values;
    if (key === "aws:currenttime" && date !== undefined) {
      context["aws:epochtime"] = [String(Math.floor((readDate(date) ?? 0) / 1000))];
    }
  }
  return {
    principal: callerArn(subject),
    action,
    resource,
    context,
    assumes: assumptions(subject, action, resource),
  };
}

/** Facts of the caller that every witness shows, beside those that the question told. */
const shown = [
  mfaPresent,
  mfaAge,
  "aws:username",
  "aws:userid",
  "aws:principalarn",
  "aws:principalaccount",
  "aws:principaltype",
  "aws:principalisawsservice",
  "aws:viaawsservice",
];

function assumptions(subject: Subject, action: string, resource: string): Witness["assumes"] {
  const found: Witness["assumes"][number][] = [];
  if (subject.layers.resource === undefined && needsOtherSide(subject, action.toLowerCase(), resource)) {
    found.push("resource-side");
  }
  if (isFederated(subject.credential) && subject.layers.session === undefined) found.push("session-policy");
  return found;
}

/** Trust and key policies must allow even inside one account; across accounts every policy must. */
function needsOtherSide(subject: Subject, action: string, resource: string): boolean {
  if (resource === "*") return action.startsWith("sts:assumerole") && action !== "sts:assumeroot";
  const account = resource.split(":")[4] ?? "";
  if (/^[0-9]{12}$/.test(account) && account !== subject.principal.account) return true;
  if (action.startsWith("sts:")) return action !== "sts:assumeroot";
  return action.startsWith("kms:") && !resource.includes(":alias/");
}
