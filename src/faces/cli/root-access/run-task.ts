import type { MemberPlan } from "../../../domain/custody/root-access/root-access-plan.ts";
import { textOption } from "../bg/own-client.ts";
import type { Invocation } from "../command.ts";

/** Plans a task of a member, or applies a saved plan of it; returns the exit code. */
export async function runTask(invocation: Invocation, task: MemberPlan["task"]): Promise<number> {
  const file = textOption(invocation.options, "apply");
  if (file === null) {
    const { makeMemberPlan } = await import("./plan/make-plan.ts");
    return makeMemberPlan(invocation, task);
  }
  const { applyMemberPlan } = await import("./apply/apply-member-plan.ts");
  return applyMemberPlan(invocation, task, file);
}
