import type { Statement } from "../../../iam/language/policy.ts";
import { onEverything } from "../../guarding/mending.ts";
import { enrolling } from "../can-enrol.ts";
import type { Looked, MendRoom } from "../mend-room.ts";
import { type Proposal, statementText, withStatement } from "../repair.ts";

/** Puts a guard that is meant for everything, and stands on some resources, on all of them (P06). */
export function widenGuards(room: MendRoom, now: Looked): readonly Proposal[] {
  if (room.ask.as !== "identity" && room.ask.as !== "boundary" && room.ask.as !== "scp") return [];
  return now.guards.flatMap(({ statement, ref, isBroad }): readonly Proposal[] => {
    const { resources, actions, effect } = statement;
    // One that takes every action of some resources is meant for those; one that names exceptions is meant for all.
    if (effect !== "Deny" || !isBroad || !actions.negated) return [];
    if (resources === null || resources.negated || resources.patterns.includes("*")) return [];
    return [
      {
        kind: "resource",
        statement: ref.statement,
        policy: withStatement(
          now.policy,
          ref.statement,
          onEverything(keepingEnrolment(statement, now, room.ask.isStrict)),
        ),
        says: `${statementText(statement)}: it denies on ${resources.patterns.join(", ")} only, and every action has other resources; now on *`,
        isNeeded: (next) => room.changes(now.wide, next.wide).some(({ closed }) => closed.length > 0),
      },
    ];
  });
}

/** A guard that leaves out EnableMFADevice, and devices were free only because it stood elsewhere: they stay free. */
function keepingEnrolment(statement: Statement, now: Looked, isStrict: boolean): Statement {
  const [create, enable] = ["iam:CreateVirtualMFADevice", "iam:EnableMFADevice"] as const;
  const names = statement.actions.patterns.map((name) => name.toLowerCase());
  const isMeant = names.includes(enable.toLowerCase()) && !names.includes(create.toLowerCase());
  const { canEnrol, why } = enrolling({ ...now, views: now.wide });
  if (isStrict || !isMeant || canEnrol !== true || why !== null) return statement;
  return { ...statement, actions: { ...statement.actions, patterns: [...statement.actions.patterns, create] } };
}
