import type { ClientDeps } from "../../../../app/custody/client/ports/client-deps.ts";
import { fetchDocumentSession } from "../../../../app/custody/client/session/fetch-session.ts";
import { proposeFeature } from "../../../../app/custody/client/session/propose-session.ts";
import type { Entered } from "../../../../app/custody/client/signing/enter.ts";
import { isSeen } from "../../../../domain/core/fact.ts";
import type { SwitchPlan } from "../../../../domain/custody/root-access/root-access-plan.ts";
import { ownClient, textOption } from "../../bg/own-client.ts";
import { type Row, screenTargets, showAnswer } from "../../bg/screen.ts";
import type { Invocation } from "../../command.ts";
import { word } from "../../set-up/program-name.ts";
import { refuseMakingOptions } from "./apply-options.ts";
import { decidedSwitch } from "./decided-switch.ts";
import { tryOwnAws } from "../own-aws.ts";
import { subjectText } from "./outcome-rows.ts";
import { readPlan } from "../plan/plan-file.ts";
import { ResultFile, withoutJson } from "./result-file.ts";
import { appliedSchema, runWithSession } from "./run-with-session.ts";
import { noDeployment } from "../no-deployment.ts";
import { watchedSwitches } from "./watched-deeds.ts";

/** Puts a saved switch up for approvals; once it is in force, runs it. Returns the exit code. */
export async function applySwitchPlan(invocation: Invocation, file: string): Promise<number> {
  const { io, options } = invocation;
  refuseMakingOptions(options);
  const targets = screenTargets(invocation);
  const { plan, bytes } = readPlan(io.cwd, file, "enable");
  const own = await tryOwnAws(invocation);
  try {
    const readFeatures = await featureReader(own.aws);
    const features = await readFeatures();
    if (!plan.trustedAccess && features !== null && features.includes(plan.feature) === plan.on) {
      const why = `${plan.feature} is ${plan.on ? "on" : "off"} already`;
      const rows: readonly Row[] = [["nothing to do", why]];
      showAnswer(invocation, targets, noDeployment, {
        rows,
        json: { schema: appliedSchema, status: "nothing-to-do", why },
      });
      return 0;
    }
    const client = ownClient(invocation);
    const entered = await client.enter();
    try {
      const isAnew = options["anew"] === true;
      const decided = isAnew ? null : await decidedSwitch(client.deps, entered, plan);
      if (decided === null) return await propose(invocation, { deps: client.deps, entered, plan, file });
      const result = ResultFile.open({
        cwd: io.cwd,
        file: textOption(options, "result") ?? `${withoutJson(file)}.result.json`,
        plan,
        planBytes: bytes,
        nowMs: io.now,
      });
      result.touch();
      const session = await fetchDocumentSession(client.deps, entered, decided, result.nextNumber(decided.hash));
      const { featureSwitchDeeds } = await import("../../../../app/root-access/feature-switch-deeds.ts");
      const { runFeatureSwitch } = await import("../../../../app/root-access/run-feature-switch.ts");
      return await runWithSession(invocation, {
        plan,
        under: decided.hash,
        session,
        result,
        standing: entered,
        work: ({ deeds, before, onCall, sleep }) =>
          runFeatureSwitch({
            sessionAccount: session.account,
            deeds: watchedSwitches(featureSwitchDeeds(deeds), before),
            readFeatures,
            onCall,
            sleep,
          })(plan),
        next: () => [
          ...(features === null
            ? [["check", `not read back with your own credentials: ${own.why ?? "they may not look"}`] as const]
            : []),
          ["next", "rootward root-access status   (with credentials that may look)"],
        ],
      });
    } finally {
      entered.hand.end();
    }
  } finally {
    own.aws?.close();
  }
}

/** The features that are on, with the person's own credentials; `null` where they may not look, or there are none. */
async function featureReader(
  aws: Awaited<ReturnType<typeof tryOwnAws>>["aws"],
): Promise<() => Promise<readonly string[] | null>> {
  if (aws === null) return () => Promise.resolve(null);
  const { organizationReads } = await import("../../../../app/root-access/organization/organization-reads.ts");
  const reads = organizationReads(aws.session);
  return async () => {
    const features = await reads.features();
    return isSeen(features) ? features.value : null;
  };
}

/** A switch on its way to approvals. */
interface Proposing {
  readonly deps: ClientDeps;
  readonly entered: Entered;
  readonly plan: SwitchPlan;
  readonly file: string;
}

async function propose(invocation: Invocation, { deps, entered, plan, file }: Proposing): Promise<number> {
  const { management, feature, on } = plan;
  const { hash, words } = await proposeFeature(deps, entered, { management, feature, on });
  const again = `rootward root-access enable --apply ${word(file)}`;
  const approve = `rootward roster sign --proposal ${hash}`;
  showAnswer(invocation, screenTargets(invocation), entered, {
    rows: [
      ["proposed", subjectText(plan)],
      ["hash", hash],
      ["six words", words],
      ["next", `${approve}   (each of the others; read them the six words)`],
      ["then", `within an hour of the last approval: ${again}`],
    ],
    json: { schema: appliedSchema, status: "proposed", hash, words, next: [approve, again] },
  });
  return 0;
}
