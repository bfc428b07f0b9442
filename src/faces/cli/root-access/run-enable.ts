import { textOption } from "../bg/own-client.ts";
import type { Invocation } from "../command.ts";

/** Plans a switch of central root access, or applies a saved one; returns the exit code. */
export async function runEnable(invocation: Invocation): Promise<number> {
  const file = textOption(invocation.options, "apply");
  if (file === null) {
    const { makeSwitchPlan } = await import("./plan/make-switch-plan.ts");
    return makeSwitchPlan(invocation);
  }
  const { applySwitchPlan } = await import("./apply/apply-switch-plan.ts");
  return applySwitchPlan(invocation, file);
}
