import type { RunOutcome } from "../../../../app/root-access/run/run-outcome.ts";
import type { OnCall } from "../../../../app/root-access/run/told-call.ts";
import { CodedError } from "../../../../domain/core/coded-error.ts";
import { utf8 } from "../../../../domain/crypto/bytes.ts";
import type { RootAccessPlan } from "../../../../domain/custody/root-access/root-access-plan.ts";
import type { AwsSession } from "../../../../domain/custody/sessions/deed.ts";
import type { Deeds } from "../../../../world/aws/deeds/runtime/deeds.ts";
import { type Row, screenTargets, screenText, showAnswer, type Standing } from "../../bg/screen.ts";
import { writeBytes } from "../../byte-files.ts";
import type { Invocation } from "../../command.ts";
import { awsOptionsOf, pause } from "../../scan/aws-options-of.ts";
import { endsByText, outcomeJson, outcomeRows, subjectText } from "./outcome-rows.ts";
import { type ResultFile, withoutJson } from "./result-file.ts";
import { runExit } from "./run-exit.ts";
import { statementOf } from "./statement-of.ts";
import type { Before } from "./watched-deeds.ts";

/** Format of what applying a plan prints for a program. */
export const appliedSchema = "rootward.root-access-applied/v1";

/** A session that was handed out, and what is run with it. */
export interface Running {
  readonly plan: RootAccessPlan;
  /** Of the request or document that the session was asked under. */
  readonly under: string;
  readonly session: AwsSession;
  readonly result: ResultFile;
  readonly standing: Standing;
  readonly work: (tools: Tools) => Promise<RunOutcome>;
  /** What is left to do for people. */
  readonly next: (statementFile: string, outcome: RunOutcome) => readonly Row[];
}

/** What the work is done with. */
export interface Tools {
  readonly deeds: Deeds;
  readonly before: Before;
  readonly onCall: OnCall;
  readonly sleep: (millis: number) => Promise<void>;
}

/** Runs a plan with its session, writes down what happens as it happens, and shows what came of it; the exit code. */
export async function runWithSession(invocation: Invocation, running: Running): Promise<number> {
  const { io, settings } = invocation;
  const { plan, under, session, result, standing } = running;
  const targets = screenTargets(invocation);
  const say = (text: string): void => {
    if (!settings.is("quiet")) io.err(screenText([["", text]], standing, io.columns));
  };
  const ends = `the session cannot be called back; it ends by ${endsByText(session.expiresAt)}`;
  const statement = `${withoutJson(result.file)}.txt`;
  const writeStatement = (came: RunOutcome | null): void =>
    writeBytes(io.cwd, statement, utf8(`${statementOf(plan, came, result.runsUnder(under))}\n`));
  result.begin(under, session.expiresAt);
  const { openDeeds } = await import("../../../../world/aws/deeds/open-deeds.ts");
  const { endpointUrl, timing, onWarning } = awsOptionsOf(invocation);
  // No signal: a call that is under way is answered, and only then the run stops.
  const { deeds, close } = await openDeeds({ endpointUrl, timing, onWarning }, session);
  let outcome: RunOutcome;
  try {
    outcome = await running.work({
      deeds,
      before: (change) => {
        io.signal.throwIfAborted();
        if (change !== null) result.about(change.action, change.target);
      },
      onCall: (call) => {
        const code = call.code === null ? "" : ` (${call.code})`;
        say(`${call.action}${call.target === null ? "" : ` ${call.target}`}: ${call.outcome}${code}`);
        result.called(call);
      },
      sleep: (millis) => pause(millis, io.signal),
    });
  } catch (error) {
    const calls = result.run.calls.length;
    const where = isNoted(result, () => writeStatement(null))
      ? `${result.file} says where`
      : `${result.file} could not be written, so what is printed here is all that is known`;
    const advice = "the same command goes on where this one ended";
    io.err(
      screenText(
        [["", `stopped after ${calls} call${calls === 1 ? "" : "s"}; ${where}; ${ends}; ${advice}`]],
        standing,
        io.columns,
      ),
    );
    if (!io.signal.aborted || error instanceof CodedError) throw error;
    return 130;
  } finally {
    close();
    session.keys.wipe();
  }
  result.end(outcome);
  const exit = runExit(outcome, result.run.calls);
  writeStatement(outcome);
  const next = running.next(statement, outcome);
  const rows: readonly Row[] = [
    ["plan", subjectText(plan)],
    ...outcomeRows(outcome),
    ["session", ends],
    ...result.oldPolicyFiles.map((file): Row => ["old policy", `kept in ${file}`]),
    ["result", `${result.file}: every call and what came of it`],
    ...next,
  ];
  const json = {
    schema: appliedSchema,
    status: outcome.status,
    task: plan.task,
    under,
    outcome: outcomeJson(outcome),
    calls: result.run.calls,
    sessionEndsAt: session.expiresAt,
    oldPolicyFiles: result.oldPolicyFiles,
    result: result.file,
    statement,
    next: next.map(([, text]) => text),
  };
  showAnswer(invocation, targets, standing, { rows, json });
  return exit;
}

/** A full disk may be why the run was stopped; when the session ends is said all the same. */
function isNoted(result: ResultFile, write: () => void): boolean {
  try {
    result.stop();
    write();
    return true;
  } catch {
    return false;
  }
}
