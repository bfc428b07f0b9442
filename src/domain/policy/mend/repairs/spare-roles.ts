import type { GapView } from "../../judging/gap-view.ts";
import { iamArn, partitionOf } from "../../guarding/own-arns.ts";
import { isAboutEnrolling } from "../enrol-guard.ts";
import type { Looked, MendRoom } from "../mend-room.ts";
import { isWorse } from "../openness.ts";
import { type Proposal, statementText, withStatement } from "../repair.ts";

/**
 * Limits the MFA guard of a service control policy to users and root, so that roles keep working (P20): sessions of
 * roles never carry MFA. Root stays bound, as it was.
 */
export function spareRoles(room: MendRoom, now: Looked): readonly Proposal[] {
  if (room.ask.as !== "scp") return [];
  return now.guards.flatMap(({ statement, ref }): readonly Proposal[] => {
    const aboutCaller = statement.conditions.some(({ key }) => /^aws:principal(?:arn|type)$/i.test(key));
    // Requests of roles always carry the MFA key, so what concerns keys alone does not concern roles.
    if (statement.effect !== "Deny" || aboutCaller || isAboutEnrolling(statement)) return [];
    const partition = partitionOf(now.views[0]?.subject.principal.arn ?? "");
    const values = [`arn:${partition}:iam::*:user/*`, `arn:${partition}:iam::*:root`];
    const conditions = [...statement.conditions, { operator: "ArnLike", key: "aws:PrincipalArn", values }];
    return [
      {
        kind: "roles-spared",
        statement: ref.statement,
        policy: withStatement(now.policy, ref.statement, { ...statement, conditions }),
        says: `${statementText(statement)}: it refuses the sessions of every role, which never carry MFA; now it binds users and root only`,
        isNeeded: (next) => {
          const [was, is] = [as(now.views, "role/some-role", "role"), as(next.views, "role/some-role", "role")];
          const unlocks = room.changes(is, was).some(({ closed }) => closed.length > 0);
          return unlocks && !isWorse(room.changes(as(now.views, "root", "root"), as(next.views, "root", "root")));
        },
      },
    ];
  });
}

function as(views: readonly GapView[], thing: string, kind: "role" | "root"): readonly GapView[] {
  return views.map((view) => {
    const { principal } = view.subject;
    return view.about({ principal: { ...principal, arn: iamArn(principal, thing), kind } });
  });
}
