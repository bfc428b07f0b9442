import type { MemberPlan } from "../../../domain/custody/root-access/root-access-plan.ts";
import type { CommandSpec } from "../command.ts";
import { rosterHashOption } from "../custody/roster-hash-option.ts";

/** What one task's command says of itself, beside what all of them say. */
export interface OwnWords extends Pick<CommandSpec, "summary" | "description" | "examples"> {
  /** Groups of settings that only this one takes. */
  readonly groups?: CommandSpec["groups"];
  /** Flags that only this one takes, to plan. */
  readonly options?: CommandSpec["options"];
}

/** Flags of every plan and its run. */
export const planFlags = {
  save: [
    { flags: "--save <PLAN>", help: "to plan: a new file for the plan (0600)" },
    { flags: "--force", help: "to plan: write over a file of that name" },
    { flags: "--offline", help: "to plan: ask AWS nothing; what it would refuse shows when the plan is applied" },
    { flags: "--apply <PLAN>", help: "to run: a saved plan" },
  ],
  result: [
    { flags: "--result <FILE>", help: "to run: where every call is written down (default: beside the plan)" },
    rosterHashOption,
  ],
} as const;

/** A command that plans one task of a member, or runs a saved plan of it. */
export function taskCommand(task: MemberPlan["task"], own: OwnWords): CommandSpec {
  const { summary, description, examples, groups = [], options = [] } = own;
  return {
    path: `root-access ${task}`,
    summary,
    description: `${description} Applying needs a request that others approved: the session is sealed to it, ends within 15 minutes and cannot be called back. Every call is printed and written down as it happens; running it again is safe. Exit 0: done; 1: refused, stale or only part of it; 2: it could not run; 3: it could not be seen.`,
    args: [],
    groups: ["aws", ...groups, "identity", "passphrase", "gate", "format"],
    options: [
      { flags: "--account <ID>", help: "to plan: the member, 12 digits" },
      ...options,
      ...planFlags.save,
      { flags: "--request <ID>", help: "to run: your approved request (default: your newest one for this plan)" },
      ...planFlags.result,
    ],
    examples: [...examples, ["run it, once the request is approved", `rootward root-access ${task} --apply plan.json`]],
    run: async (invocation) => {
      const { runTask } = await import("./run-task.ts");
      return runTask(invocation, task);
    },
  };
}
