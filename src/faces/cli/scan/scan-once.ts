import { randomUUID } from "node:crypto";
import { resolve } from "node:path";
import type { Baseline } from "../../../app/scan/baseline.ts";
import type { CustodyAnswer, ScanOutcome } from "../../../app/scan/outcome.ts";
import { selectChecks } from "../../../domain/posture/run-checks.ts";
import type { Severity } from "../../../domain/core/verdict.ts";
import type { Invocation } from "../command.ts";
import { writePrivateFile } from "../output/write-targets.ts";
import { progressLine } from "../progress-line.ts";
import { readText } from "../read-text.ts";
import { usageError } from "../usage-error.ts";
import { version } from "../version.ts";
import { mailOf } from "./mail-of.ts";
import { withSnapshot } from "./open-snapshot.ts";
import { allowedPercent, judgedAt, readInventory, readWaivers } from "./read-declared.ts";

/** One scan from settings to outcome; a baseline is written when asked for. Inputs are read before AWS is. */
export async function scanOnce(invocation: Invocation): Promise<ScanOutcome> {
  const { io, settings } = invocation;
  const now = judgedAt(invocation);
  const inventory = await readInventory(invocation);
  const waivers = await readWaivers(invocation, now);
  const custody = await readCustody(invocation);
  const baseline = await readBaselineFile(invocation);
  if (settings.is("newOnly") && baseline === null) throw usageError("--new-only needs --baseline FILE to compare with");
  const only = settings.list("only");
  const skip = settings.list("skip");
  const chosen = selectChecks({ skip, ...(only.length === 0 ? {} : { only }) });
  // A run that asks nothing would find nothing, and look clean.
  if (chosen.length === 0) throw usageError("--only and --skip leave no check to run");

  return withSnapshot(invocation, async (snapshot) => {
    const { analyse } = await import("../../../app/scan/analyse/analyse.ts");
    const { finishRun } = await import("../../../app/scan/analyse/finish-run.ts");
    const mail = await mailOf(invocation, snapshot);
    const line = progressLine(io, settings);
    const onAccount = (done: number, total: number) => line.show(`analysed ${done}/${total}`);
    // Passed judgements are shown with --all, and a baseline asks what became of its findings.
    const openOnly = !settings.is("all") && baseline === null;
    const analysis = await analyse({ snapshot, inventory, mail, now, only, skip, openOnly, onAccount });
    line.end();
    const outcome = finishRun({
      snapshot,
      inventory,
      analysis,
      waivers,
      baseline,
      now,
      all: settings.is("all"),
      severity: severityOf(settings.text("severity")),
      failOn: failOnOf(settings.text("failOn")),
      allowPartialPercent: allowedPercent(settings.text("allowPartial")),
      newOnly: settings.is("newOnly"),
      runId: randomUUID(),
      version: version(),
      custody,
    });
    await writeBaselineFile(invocation, outcome);
    return outcome;
  });
}

/** What `--custody` tells; unknown without it. */
async function readCustody({ io, settings }: Invocation): Promise<CustodyAnswer> {
  const file = settings.text("custody");
  if (file === null) return (await import("../../../app/scan/no-custody.ts")).noCustody;
  const { parseCustodyAnswer } = await import("../../../app/scan/declared/parse-custody-answer.ts");
  return parseCustodyAnswer(await readText(io, file), file);
}

async function readBaselineFile({ io, settings }: Invocation): Promise<Baseline | null> {
  const file = settings.text("baseline");
  if (file === null) return null;
  const { readBaseline } = await import("../../../app/scan/baseline.ts");
  return readBaseline(await readText(io, file), file);
}

async function writeBaselineFile({ io, settings }: Invocation, outcome: ScanOutcome): Promise<void> {
  const file = settings.text("writeBaseline");
  if (file === null) return;
  const { baselineText } = await import("../../../app/scan/baseline.ts");
  writePrivateFile(resolve(io.cwd, file), file, (write) => write(baselineText(outcome)));
}

function severityOf(text: string | null): Severity {
  return text === "critical" || text === "high" || text === "medium" || text === "low" ? text : "info";
}

function failOnOf(text: string | null): Exclude<Severity, "info"> | "none" {
  return text === "none" || text === "critical" || text === "medium" || text === "low" ? text : "high";
}
