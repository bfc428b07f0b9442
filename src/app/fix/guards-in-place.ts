import type { Finding } from "../../domain/core/finding.ts";
import { decide } from "../../domain/iam/decide/decide.ts";
import type { Layer, NamedPolicy } from "../../domain/iam/decide/question.ts";
import { parsePolicy } from "../../domain/iam/language/parse-policy.ts";
import type { Guard, GuardId, Probe } from "../../domain/guards/guard.ts";
import type { AccountFacts } from "../../domain/snapshot/account-facts.ts";
import type { Guards } from "../scan/reach/organization-guards.ts";

/** The checks that judge what a guard does. */
const checksOf: Readonly<Record<GuardId, readonly string[]>> = {
  P1: ["guard-scp-contact-write"],
  P2: ["guard-scp-email-update"],
  P3: ["guard-scp-leave-org"],
  P4: ["guard-scp-root-deny"],
  P5: ["guard-scp-signin-delete"],
  P6: ["guard-rcp-signin"],
  P7: ["guard-signin-management"],
};

const everything: NamedPolicy = {
  name: "allow everything",
  policy: parsePolicy(
    { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] },
    "identity",
    "allow everything",
  ),
};

/** An account with the policies over it. */
export interface GuardedAccount {
  readonly account: AccountFacts;
  readonly guards: Guards;
}

/**
 * Whether a guard's checks have nothing to say against the accounts: no failure, and nothing unknown but what AWS shows
 * nobody. A check that applies to none of them says nothing for or against.
 */
export function checksPass(id: GuardId, accounts: ReadonlySet<string>, judged: readonly Finding[]): boolean {
  const checks = checksOf[id];
  return judged
    .filter((finding) => checks.includes(finding.id) && accounts.has(finding.account.id))
    .every(
      ({ verdict, reason }) =>
        verdict === "pass" || verdict === "not-applicable" || (verdict === "unknown" && reason === "not-observable"),
    );
}

/** Whether the SCPs or RCPs over every account refuse already all that a guard must refuse, whatever the checks say. */
export function isRefused(guard: Guard, accounts: readonly GuardedAccount[]): boolean {
  return accounts.every(({ account, guards }) => {
    const levels = guard.kind === "rcp" ? guards.rcps : guards.scps;
    if (levels === undefined) return false;
    return guard.mustDeny.every((probe) => refuses(probe, guard.kind, account.id, levels));
  });
}

function refuses(probe: Probe, kind: Guard["kind"], account: string, levels: readonly Layer[]): boolean {
  const { caller, action, resource, context: keys } = moved(probe, account);
  const context = new Map(Object.entries(keys).map(([key, value]) => [key, [value]] as const));
  const session = caller.kind === "assumed-root" ? { session: [everything] } : {};
  const layers = { identity: [everything], ...(kind === "rcp" ? { rcps: levels } : { scps: levels }), ...session };
  // Absent, as in the guard's own proof; who escapes through a key that is there, the checks ask.
  const ask = { action, resource, resourceAccount: account, context, otherKeys: "absent" } as const;
  const answer = decide({ caller, layers, ask }, { trace: false });
  return answer.decision === "explicitly-denied" || answer.decision === "implicitly-denied";
}

/** The probe with the account in place of the one that stands for all members; ARNs of other accounts stay. */
function moved(probe: Probe, account: string): Probe {
  const from = probe.caller.account;
  const move = (text: string) => text.replaceAll(`:${from}:`, `:${account}:`);
  return {
    ...probe,
    caller: { ...probe.caller, arn: move(probe.caller.arn), account },
    resource: move(probe.resource),
    context: Object.fromEntries(Object.entries(probe.context).map(([key, value]) => [key, move(value)])),
  };
}
