import { actionPattern, coversAction } from "../../../iam/language/action-pattern.ts";
import type { Statement } from "../../../iam/language/policy.ts";
import { enrolList, isEnrolment, isOnEnrolList } from "../enrol-list.ts";
import type { Looked, MendRoom } from "../mend-room.ts";
import { type Proposal, statementText, withStatement } from "../repair.ts";

/** Cuts what a broad guard exempts down to what enrolling needs (P07 to P09, P11, P14, P15, P22, P27). */
export function cutExemptions(room: MendRoom, now: Looked): readonly Proposal[] {
  return now.guards.flatMap(({ statement, ref, isBroad }): readonly Proposal[] => {
    const { actions, effect } = statement;
    if (effect !== "Deny" || !isBroad || !actions.negated) return [];
    const kept = keptOf(actions.patterns, room.ask.isStrict);
    if (kept.length === actions.patterns.length && kept.every((name, at) => name === actions.patterns[at])) return [];
    const cut = actions.patterns.filter((name) => !kept.includes(name));
    const next: Statement["actions"] =
      kept.length === 0 ? { negated: false, patterns: ["*"] } : { negated: true, patterns: kept };
    return [
      {
        kind: "exemptions",
        statement: ref.statement,
        policy: withStatement(now.policy, ref.statement, { ...statement, actions: next }),
        says: `${statementText(statement)}: it exempts ${cut.join(", ")}; now ${room.ask.isStrict ? "not even enrolling: an administrator enrols first devices" : "only what enrolling a device needs"}`,
        isNeeded: (after) => room.changes(now.wide, after.wide).some(({ closed }) => closed.length > 0),
      },
    ];
  });
}

/** Plain names on the enrol list stay as they are written; a wildcard is replaced by what it covers of the list. */
function keptOf(patterns: readonly string[], isStrict: boolean): readonly string[] {
  const isKept = (name: string): boolean => isOnEnrolList(name) && !(isStrict && isEnrolment(name));
  const plain = patterns.filter((name) => !/[*?]/.test(name) && isKept(name));
  const known = new Set(plain.map((name) => name.toLowerCase()));
  const kept: string[] = [];
  for (const pattern of patterns) {
    if (!/[*?]/.test(pattern)) {
      if (isKept(pattern)) kept.push(pattern);
      continue;
    }
    for (const name of enrolList) {
      if (known.has(name.toLowerCase()) || !isKept(name) || !coversAction(actionPattern(pattern), name)) continue;
      known.add(name.toLowerCase());
      kept.push(name);
    }
  }
  return kept;
}
