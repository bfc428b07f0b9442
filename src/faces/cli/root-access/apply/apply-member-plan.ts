import { fetchGrantSession } from "../../../../app/custody/client/session/fetch-session.ts";
import type { MemberPlan } from "../../../../domain/custody/root-access/root-access-plan.ts";
import { ownClient, textOption } from "../../bg/own-client.ts";
import { screenTargets } from "../../bg/screen.ts";
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
    const session = await fetchGrantSession(client.deps, entered, requestId, result.nextNumber(requestId));
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
        ["next", `rootward bg close ${requestId} --statement-file ${word(statement)}`],
      ],
    });
  } finally {
    entered.hand.end();
  }
}
