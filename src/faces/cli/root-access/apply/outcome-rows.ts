import type { RunOutcome } from "../../../../app/root-access/run/run-outcome.ts";
import type { RootAccessPlan } from "../../../../domain/custody/root-access/root-access-plan.ts";
import type { Row } from "../../bg/screen.ts";

/** What a run did and left, for a person. */
export function outcomeRows(outcome: RunOutcome): readonly Row[] {
  switch (outcome.status) {
    case "done":
      return [["outcome", "done, and read back"], ...list("done", outcome.done), ...list("left", outcome.left)];
    case "nothing-to-do":
      return [["outcome", `nothing to do: ${outcome.why}`], ...list("left", outcome.left)];
    case "stale":
      return [
        ["outcome", `NOTHING WAS WRITTEN: ${outcome.row.title} [${outcome.row.code}]`],
        ["stale", outcome.detail],
        ["mend", outcome.row.hint],
      ];
    case "refused":
      return [["outcome", "REFUSED: nothing was changed"], ...refusalRows(outcome)];
    case "partial":
      return [
        ["outcome", "NOT ALL OF IT"],
        ...list("done", outcome.done),
        ...list("NOT DONE", outcome.notDone),
        ...(outcome.refusal === null ? [] : refusalRows(outcome.refusal)),
      ];
  }
}

/** The same for a program. */
export function outcomeJson(outcome: RunOutcome): object {
  if (outcome.status !== "stale") return outcome;
  const { status, row, detail } = outcome;
  return { status, code: row.code, detail };
}

/** What the run was of: `unlock-bucket in shop (222222222222)`. */
export function subjectText(plan: RootAccessPlan): string {
  if (plan.task === "enable") {
    return `${plan.feature} ${plan.on ? "on" : "off"}, organization of ${digits(plan.management)}`;
  }
  return `${plan.task} in ${plan.name} (${digits(plan.account)})`;
}

/** `10:12 UTC` of Unix seconds, one minute later where it does not end with the minute. */
export function endsByText(at: number): string {
  return `${new Date(Math.ceil(at / 60) * 60_000).toISOString().slice(11, 16)} UTC`;
}

type Refusal = Pick<Extract<RunOutcome, { readonly status: "refused" }>, "action" | "code" | "message" | "next">;

function refusalRows({ action, code, message, next }: Refusal): readonly Row[] {
  return [
    ["refused", `${action}: ${code}: ${message}`],
    ["mend", next],
  ];
}

function list(label: string, texts: readonly string[]): readonly Row[] {
  return texts.map((each) => [label, each] as const);
}

function digits(account: string): string {
  return account.slice(account.indexOf(":") + 1);
}
