import type { GapView } from "../../judging/gap-view.ts";
import { faultOf, type GuardFault } from "../../guarding/guard-fault.ts";
import type { GuardStatement } from "../../guarding/guard-statement.ts";
import { demandingMfa } from "../../guarding/mfa-condition.ts";
import { within } from "../../guarding/within.ts";
import { isAboutEnrolling } from "../enrol-guard.ts";
import type { Looked, MendRoom } from "../mend-room.ts";
import { type Proposal, statementText, withStatement } from "../repair.ts";

/** Puts the MFA condition of a faulty guard into the form that demands MFA (P01 to P05, P16). */
export function mendConditions(room: MendRoom, now: Looked): readonly Proposal[] {
  return now.guards.flatMap((guard): readonly Proposal[] => {
    const { statement, ref, holdsIn } = guard;
    const fault = faultOf(guard);
    if (fault === null || isAboutEnrolling(statement)) return [];
    // An Allow that never holds with MFA is meant for people without; whether they need a guard is another question.
    if (statement.effect === "Allow" && !holdsIn.has("true") && !holdsIn.has("old")) return [];
    return [
      {
        kind: "condition",
        statement: ref.statement,
        policy: withStatement(now.policy, ref.statement, demandingMfa(statement)),
        says: `${statementText(statement)}: ${faults[fault]}`,
        isNeeded: (next) => room.changes(places(now, guard), places(next, guard)).some(matters),
      },
    ];
  });
}

const faults: Readonly<Record<GuardFault, string>> = {
  "plain-operator":
    "its MFA condition is skipped for access keys, which do not carry the key; now a missing key counts as false",
  "null-test": "it asks whether the MFA key is there, not whether MFA was used; now it asks for MFA",
  "age-alone": "its age limit is skipped where there was no MFA at all; now a missing age is refused too",
  "allow-if-exists": "it allows when the MFA key is missing, as with every access key; now MFA must be there",
  "set-operator": "its set operator holds, or is skipped, without the MFA key; now the condition is a plain one",
};

/** Requests on the guard's own resources: elsewhere the same action may pass whatever the guard says. */
function places({ policy, views, wide }: Looked, { statement }: GuardStatement): readonly GapView[] {
  const chosen = statement.effect === "Deny" ? wide : views;
  return chosen.map((view) => within(view, statement.resources, policy.version));
}

function matters({
  closed,
  unlocked,
}: {
  readonly closed: readonly string[];
  readonly unlocked: readonly string[];
}): boolean {
  return closed.length > 0 || unlocked.length > 0;
}
