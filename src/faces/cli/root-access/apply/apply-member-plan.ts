import { fetchGrantSession } from "../../../../app/custody/client/session/fetch-session.ts";
import type { MemberPlan } from "../../../../domain/custody/root-access/root-access-plan.ts";
import { CodedError } from "../../../../domain/core/coded-error.ts";
import { ownClient, textOption } from "../../bg/own-client.ts";
import { type Row, screenTargets } from "../../bg/screen.ts";
import type { Invocation } from "../../command.ts";
import { word } from "../../set-up/program-name.ts";
import { refuseMakingOptions } from "./apply-options.ts";
import { readPlan } from "../plan/plan-file.ts";
import { requestOfPlan } from "./request-of-plan.ts";
import { ResultFile, withoutJson } from "./result-file.ts";
import { runWithSession } from "./run-with-session.ts";
import { watchedDeeds } from "./watched-deeds.ts";

/** Runs a saved plan with the session of an own grant; returns the exit code. */
export async function applyMemberPlan(invocation: Invocation, task: MemberPlan["task"], file: string): Promise<number> {
  const { io, options } = invocation;
  refuseMakingOptions(options);
  screenTargets(invocation);
  const { plan, bytes } = readPlan(io.cwd, file, task);
  const client = ownClient(invocation);
  const requestId = requestOfPlan(client.deps, plan, textOption(options, "request"));
  const result = ResultFile.open({
    cwd: io.cwd,
    file: textOption(options, "result") ?? `${withoutJson(file)}.result.json`,
    plan,
    planBytes: bytes,
    nowMs: io.now,
  });
  const entered = await client.enter();
  try {
    // What cannot be written down is not begun: a session runs from the moment it is asked for.
    result.touch();
    const number = result.nextNumber(requestId);
    const session = await withStatusHint(requestId, () => fetchGrantSession(client.deps, entered, requestId, number));
    const { rootDeeds } = await import("../../../../app/root-access/run/root-deeds.ts");
    const { runRootAccess } = await import("../../../../app/root-access/run-root-access.ts");
    return await runWithSession(invocation, {
      plan,
      under: requestId,
      session,
      result,
      standing: entered,
      work: ({ deeds, before, onCall, sleep }) =>
        runRootAccess({
          sessionAccount: session.account,
          deeds: watchedDeeds(rootDeeds(deeds), before),
          onCall,
          keepOldPolicy: (policy) => result.keepOldPolicy(policy),
          sleep,
        })(plan),
      next: (statement, { status }) => [
        ...(status === "partial" || status === "refused"
          ? [["again", "the same command, while the grant is open: what is done already counts as done"] as const]
          : []),
        ...wayBack(plan, result.oldPolicyFiles),
        ["next", `rootward bg close ${requestId} --statement-file ${word(statement)}`],
      ],
    });
  } finally {
    entered.hand.end();
  }
}

/** A request that is not open yet, or not any more, says neither: where it stands is the next thing to look at. */
async function withStatusHint<T>(requestId: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof CodedError) || error.row.code !== "CUSTODY_BAD_TRANSITION") throw error;
    throw new CodedError(error.row, {
      ...(error.detail === null ? {} : { detail: error.detail }),
      hint: `Nothing was opened. \`rootward bg status ${requestId}\` says what is missing, or how it ended; then this command again, or a new request.`,
      cause: error,
    });
  }
}

/** How the policy that was there before comes back, should it be missed. */
function wayBack(plan: MemberPlan, files: readonly string[]): readonly Row[] {
  const file = files.at(-1);
  if (file === undefined || (plan.task !== "unlock-bucket" && plan.task !== "unlock-queue")) return [];
  const target =
    plan.task === "unlock-bucket"
      ? `--bucket ${word(plan.bucket)} --region ${plan.region}`
      : `--queue-url ${word(plan.queueUrl)} --region ${plan.region}`;
  const account = plan.account.slice(plan.account.indexOf(":") + 1);
  const command = `rootward root-access ${plan.task} --account ${account} ${target} --policy ${word(file)} --save PLAN`;
  return [["way back", command]];
}
