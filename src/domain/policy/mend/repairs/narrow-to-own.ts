import type { Statement } from "../../../iam/language/policy.ts";
import type { GapView } from "../../judging/gap-view.ts";
import { outside } from "../../guarding/within.ts";
import { unproven } from "../openness.ts";
import type { Looked, MendRoom } from "../mend-room.ts";
import { type Proposal, statementText, withStatement } from "../repair.ts";

const onUsers = /^iam:(?:Enable|Resync|Deactivate)MFADevice$/i;
const onDevices = /^iam:(?:Create|Delete)VirtualMFADevice$/i;
const variable = "${aws:username}";

/**
 * Narrows an Allow of device calls to the own user and device where others' are reached without MFA (P11), or by a star
 * behind the name (P26). Names of new devices stay free: AWS suggests several devices for a user.
 */
export function narrowToOwn(_: MendRoom, now: Looked): readonly Proposal[] {
  if (now.policy.version !== "2012-10-17") return [];
  return now.policy.statements.flatMap((statement): readonly Proposal[] => {
    const { effect, actions, resources, index } = statement;
    if (effect !== "Allow" || actions.negated || resources === null || resources.negated) return [];
    const calls = actions.patterns.filter((name) => onUsers.test(name) || onDevices.test(name));
    if (calls.length === 0 || actions.patterns.some((name) => /[*?]/.test(name))) return [];
    const patterns = [...new Set(resources.patterns.map((each) => narrowed(each, statement)))];
    const changed = resources.patterns.filter((each) => !patterns.includes(each));
    if (changed.length === 0) return [];
    const next = withStatement(now.policy, index, { ...statement, resources: { negated: false, patterns } });
    const isStarred = changed.some((each) => each.includes(variable));
    return [
      {
        kind: "own-devices",
        statement: index,
        policy: next,
        says: `${statementText(statement)}: it reaches other users' devices by ${changed.join(", ")}; now only the own`,
        isNeeded: (after) =>
          now.views.some((view, at) => {
            const other = after.views[at];
            return other !== undefined && closes(view, other, calls, patterns, isStarred);
          }),
      },
    ];
  });
}

function narrowed(pattern: string, { actions }: Statement): string {
  const found = /^(arn:[^:]*:iam::[^:]*:)(user|mfa)\/(.*)$/.exec(pattern);
  if (found === null) return pattern;
  const [, start = "", type = "", rest = ""] = found;
  if (!rest.includes("*") && !rest.includes("?")) return pattern;
  if (type === "user") return rest === "*" || rest.startsWith(variable) ? `${start}user/${variable}` : pattern;
  const isNamesOnly = actions.patterns.every((name) => !/^iam:DeleteVirtualMFADevice$/i.test(name));
  return rest.startsWith(variable) && !isNamesOnly ? `${start}mfa/${variable}` : pattern;
}

/** Outside the own things a call passed before and does not now: without MFA, or with a star behind the name at all. */
function closes(
  before: GapView,
  after: GapView,
  calls: readonly string[],
  own: readonly string[],
  isAnyState: boolean,
): boolean {
  const [was, is] = [outside(before, own, "2012-10-17"), outside(after, own, "2012-10-17")];
  return calls.some((call) => {
    const now = new Map(is.ask(call, ["*"]).map(({ state, answer }) => [state, answer.verdict]));
    return was
      .ask(call, ["*"])
      .some(
        ({ state, answer }) =>
          (isAnyState || unproven.includes(state)) && answer.verdict !== "closed" && now.get(state) === "closed",
      );
  });
}
