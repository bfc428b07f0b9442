import { CodedError } from "../../../../domain/core/coded-error.ts";
import type { ReleaseRule } from "../../../../domain/custody/documents/release-policy-document.ts";
import { custodyErrors } from "../../../../domain/custody/errors.ts";
import { isMember, type RosterView } from "../../../../domain/custody/roster/roster-view.ts";
import type { MissingVotes } from "../../../../domain/custody/roster/terms-met.ts";

/** What decides in whose name a person approves. */
export interface GroupQuestion {
  readonly rule: Pick<ReleaseRule, "all" | "any">;
  readonly view: RosterView;
  readonly person: string;
  /** What the gate says is missing; only a hint, as any group of the rule that the person is in counts. */
  readonly missing: readonly MissingVotes[];
  /** What the person named; `null` for the one that is missing most. */
  readonly asked: string | null;
}

/** The group of the rule in whose name this person approves. Throws `CUSTODY_NOT_ELIGIBLE`. */
export function chooseGroup({ rule, view, person, missing, asked }: GroupQuestion): string {
  const all = [...new Set([...(rule.all ?? []), ...(rule.any ?? [])].map(({ group }) => group))];
  const own = all.filter((group) => isMember(view, group, person));
  if (asked !== null && own.includes(asked)) return asked;
  const wanted = own.toSorted((one, other) => gapOf(other, missing) - gapOf(one, missing));
  const [group] = wanted;
  if (group === undefined || asked !== null) {
    const detail =
      asked === null
        ? `${person} is in none of ${all.join(", ")}`
        : `${person} is not in ${asked}, or it is not in the rule`;
    throw new CodedError(custodyErrors.CUSTODY_NOT_ELIGIBLE, { detail });
  }
  return group;
}

function gapOf(group: string, missing: readonly MissingVotes[]): number {
  const votes = missing.find((each) => each.group === group);
  return votes === undefined ? 0 : votes.need - votes.have;
}
