import { callsOf } from "../../../../domain/custody/root-access/calls-of.ts";
import { doubtsOf, refusalOf, type TargetFacts } from "../../../../domain/custody/root-access/refusal-of.ts";
import {
  type MemberPlan,
  planBytes,
  readRootAccessPlan,
  type RootAccessPlan,
} from "../../../../domain/custody/root-access/root-access-plan.ts";
import { warningsOf } from "../../../../domain/custody/root-access/warnings-of.ts";
import { CodedError } from "../../../../domain/core/coded-error.ts";
import { textOption } from "../../bg/own-client.ts";
import { type Row, screenTargets, showAnswer } from "../../bg/screen.ts";
import type { Invocation } from "../../command.ts";
import { word } from "../../set-up/program-name.ts";
import { usageError } from "../../usage-error.ts";
import { lookAtTarget, unseenTarget } from "./look-at-target.ts";
import { checkPlanPlace, savePlan } from "./plan-file.ts";
import { ledgerOf, planRows } from "./plan-rows.ts";
import { type Drafted, memberDraft, queueRegion } from "./member-draft.ts";
import { noDeployment } from "../no-deployment.ts";

const plannedSchema = "rootward.root-access-planned/v1";

/** Makes a plan for a member, shows it and saves it; returns the exit code. */
export async function makeMemberPlan(invocation: Invocation, task: MemberPlan["task"]): Promise<number> {
  const { options, settings } = invocation;
  const targets = screenTargets(invocation);
  const file = savePlace(invocation);
  const account = textOption(options, "account") ?? "";
  if (!/^[0-9]{12}$/.test(account)) throw usageError("--account takes the 12 digits of a member");
  const target =
    options["offline"] === true
      ? unseenTarget(settings.text("region") ?? queueRegion(textOption(options, "queueUrl") ?? ""))
      : await lookAtTarget(invocation, account);
  const drafted = await memberDraft(invocation, task, account, target);
  return finishPlan(invocation, { file, targets, drafted, facts: target });
}

/** A drafted plan on its way to a file. */
export interface Unfinished {
  readonly file: string;
  readonly targets: ReturnType<typeof screenTargets>;
  readonly drafted: Drafted;
  readonly facts: TargetFacts;
}

/** Refuses what AWS would refuse, then saves the plan and shows it; returns the exit code. */
export async function finishPlan(
  invocation: Invocation,
  { file, targets, drafted, facts }: Unfinished,
): Promise<number> {
  const { io, settings, options } = invocation;
  const { plan, notes, nothing } = drafted;
  const refusal = refusalOf(plan, facts);
  if (refusal !== null) throw new CodedError(refusal.row, { detail: refusal.detail });
  if (nothing !== null) {
    const rows: readonly Row[] = [
      ["nothing to do", nothing],
      ["saved", "no plan"],
    ];
    showAnswer({ io, settings }, targets, noDeployment, {
      rows,
      json: { schema: plannedSchema, status: "nothing-to-do", why: nothing },
    });
    return 0;
  }
  // INVARIANT: what is saved is read again by the same rules before anybody relies on it.
  readRootAccessPlan(planBytes(plan));
  await savePlan(invocation, file, plan);
  const doubts = doubtsOf(plan, facts);
  const next = nextCommands(plan, file);
  const rows: readonly Row[] = [
    ...planRows(plan, settings.is("showContacts")),
    ...notes.map((text): Row => ["note", text]),
    ...doubts.map((text): Row => ["NOT KNOWN", text]),
    ["saved", `${file}, for your eyes alone`],
    ...next.map((text, at): Row => [at === 0 ? "next" : "then", text]),
  ];
  const json = {
    schema: plannedSchema,
    status: "planned",
    saved: file,
    plan,
    calls: callsOf(plan),
    warnings: warningsOf(plan),
    notes,
    notKnown: doubts,
    ledger: ledgerOf(plan),
    next,
  };
  showAnswer({ io, settings }, targets, noDeployment, { rows, json });
  // With --offline nothing was to be looked at.
  return doubts.length === 0 || options["offline"] === true ? 0 : 3;
}

/** The file of `--save`. Throws `CLI_USAGE`, `FILES_ALREADY_THERE`. */
export function savePlace(invocation: Invocation): string {
  const { options } = invocation;
  const file = textOption(options, "save");
  if (file === null) throw usageError("--save PLAN makes a plan, --apply PLAN runs a saved one");
  const wrong = ["request", "result", "anew"].find((name) => options[name] !== undefined);
  if (wrong !== undefined) throw usageError(`--${wrong} goes with --apply PLAN`);
  checkPlanPlace(invocation, file);
  return file;
}

function nextCommands(plan: RootAccessPlan, file: string): readonly string[] {
  const apply = `rootward root-access ${plan.task} --apply ${word(file)}`;
  if (plan.task === "enable") return [`${apply}   (puts it up for approvals; the same command again switches it)`];
  return [`rootward bg request --plan ${word(file)} --reason "why"`, `once it is approved: ${apply}`];
}
