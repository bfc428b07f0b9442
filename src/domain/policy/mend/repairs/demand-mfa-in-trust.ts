import type { Statement } from "../../../iam/language/policy.ts";
import { faultOf } from "../../guarding/guard-fault.ts";
import { asksForMfa, demandingMfa } from "../../guarding/mfa-condition.ts";
import type { Looked, MendRoom } from "../mend-room.ts";
import { type Proposal, statementText, withStatement } from "../repair.ts";

/**
 * Puts a second Allow of a trust policy, for principals of whom another Allow demands MFA, under the same condition
 * (P17). Not one that also names services or identity providers, or roles: their sessions never carry MFA.
 */
export function demandMfaInTrust(room: MendRoom, now: Looked): readonly Proposal[] {
  if (room.ask.as !== "trust") return [];
  const guarded = now.guards.filter((guard) => guard.statement.effect === "Allow" && faultOf(guard) === null);
  return now.policy.statements.flatMap((statement): readonly Proposal[] => {
    if (statement.effect !== "Allow" || statement.conditions.some(asksForMfa) || !areUsers(statement)) return [];
    if (!guarded.some((each) => concernSame(each.statement, statement))) return [];
    return [
      {
        kind: "second-allow",
        statement: statement.index,
        policy: withStatement(now.policy, statement.index, demandingMfa(statement)),
        says: `${statementText(statement)}: it lets principals in without the MFA that another statement demands of them; now it demands it too`,
        isNeeded: (next) => room.changes(now.views, next.views).some(({ closed }) => closed.length > 0),
      },
    ];
  });
}

/** Every principal is a user, an account or everybody. */
function areUsers({ principals }: Statement): boolean {
  if (principals === null || principals.negated) return false;
  return principals.entries.every(
    ({ type, value }) =>
      type === "*" ||
      (type === "AWS" && (/^(?:\*|[0-9]{12})$/.test(value) || /:iam::[0-9]{12}:(?:root$|user\/)/.test(value))),
  );
}

function concernSame(one: Statement, two: Statement): boolean {
  const [first, second] = [one, two].map(({ principals }) => (principals?.entries ?? []).map(({ value }) => value));
  return (first ?? []).some((value) => (second ?? []).some((other) => overlap(value, other)));
}

function overlap(one: string, two: string): boolean {
  if (one === two || one === "*" || two === "*") return true;
  const [first, second] = [accountOf(one), accountOf(two)];
  return first.id === second.id && (first.isWhole || second.isWhole);
}

function accountOf(value: string): { readonly id: string; readonly isWhole: boolean } {
  const id = /[0-9]{12}/.exec(value)?.[0] ?? value;
  return { id, isWhole: value === id || value.endsWith(":root") };
}
