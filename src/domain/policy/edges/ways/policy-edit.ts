import { callOn } from "../call.ts";
import type { Scene } from "../scene.ts";
import { unreadTags } from "../target-facts.ts";
import { doubted, inTurn, type Way, wayOf } from "../way.ts";

/** AWS keeps five versions of a policy. Source: IAM user guide, "IAM and AWS STS quotas". */
const mostVersions = 5;

/** One of some managed policies is rewritten in a cell; null where that is closed for all. AWS managed ones cannot be. */
export function policyEdit(scene: Scene, policies: readonly string[], cell: number): Way | null {
  let best: Way | null = null;
  for (const arn of policies) {
    if (arn.split(":")[4] !== scene.index.model.account) continue;
    const way = editOf(scene, arn, cell);
    if (way?.certainty === "certain") return way;
    best ??= way;
  }
  return best;
}

function editOf({ index, caller: { shared } }: Scene, arn: string, cell: number): Way | null {
  const ask = (action: string): Way | null => {
    const call = callOn(action, [arn], unreadTags(shared, "unknown"));
    return wayOf(shared.verdicts(call)[cell], call);
  };
  const edit = ask("iam:CreatePolicyVersion");
  if (edit === null) return null;
  const { otherVersions } = index.model;
  const others = otherVersions === undefined ? null : (otherVersions.get(arn)?.length ?? 0);
  if (others !== null && others + 1 < mostVersions) return edit;
  const room = inTurn([ask("iam:DeletePolicyVersion"), edit]);
  if (room?.certainty === "certain" || others !== null) return room;
  return doubted(edit, `how many versions ${arn} has is not known, and iam:DeletePolicyVersion is not open`);
}
