import type { ReleaseRule } from "../documents/release-policy-document.ts";
import type { RosterGroup, RosterPerson } from "../documents/roster-document.ts";
import { choicesOf, seatsFilled } from "../roster/terms-met.ts";

/** How many people could be away and a rule still be satisfied. */
export interface QuorumMargin {
  readonly rule: string;
  /**
   * The most that any approvers may be missing, whoever they are and whoever asks: 0 means that one missing person locks
   * the account, -1 that some requesters cannot be approved even now.
   */
  readonly spare: number;
}

/** The margin of one rule; approvers are those who are active. */
export function quorumMargin(
  rule: Pick<ReleaseRule, "name" | "all" | "any">,
  groups: readonly RosterGroup[],
  persons: readonly RosterPerson[],
  nowSeconds: number,
): QuorumMargin {
  const active = persons.filter(({ roles, activeFrom }) => roles.includes("approver") && activeFrom <= nowSeconds);
  const approvers = active.map(({ id }) => id);
  // A requester who also approves cannot approve themselves; where nobody is both, nobody is taken away.
  const requesters = persons.filter(({ roles }) => roles.includes("requester")).map(({ id }) => id);
  const own = requesters.filter((id) => approvers.includes(id));
  const without = requesters.length > own.length || own.length === 0 ? [null, ...own] : own;
  let spare = -1;
  // INVARIANT: tries all sets of missing people up to the answer's size; rosters are small and the answer smaller.
  while (
    spare < approvers.length &&
    without.every((requester) =>
      everySubset(
        approvers.filter((id) => id !== requester),
        spare + 1,
        (rest) => isMet(rule, groups, rest),
      ),
    )
  ) {
    spare += 1;
    if (spare >= mostSpare) break;
  }
  return { rule: rule.name, spare };
}

/** More than this many spare people are not counted. */
const mostSpare = 3;

function isMet(rule: Pick<ReleaseRule, "all" | "any">, groups: readonly RosterGroup[], persons: readonly string[]) {
  return choicesOf(rule).some(
    (choice) => seatsFilled(choice, groups, persons) === choice.reduce((sum, { min }) => sum + min, 0),
  );
}

/** Whether the test holds for what is left after any `count` of the people are taken away. */
function everySubset(people: readonly string[], count: number, holds: (rest: readonly string[]) => boolean): boolean {
  if (count === 0) return holds(people);
  if (count > people.length) return false;
  return people
    .slice(0, people.length - count + 1)
    .every((_, at) => everySubset(people.slice(at + 1), count - 1, (rest) => holds([...people.slice(0, at), ...rest])));
}
