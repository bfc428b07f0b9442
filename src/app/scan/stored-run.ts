import { CodedError } from "../../domain/core/coded-error.ts";
import { coverageOf } from "./coverage-of.ts";
import { scanErrors } from "./errors.ts";
import { jsonPlace } from "./json-place.ts";
import { noCustody } from "./no-custody.ts";
import { findingsSchema, storedRunSchema } from "./outcome-schema.ts";
import type { ScanOutcome } from "./outcome.ts";

/** The pieces of a stored run, `rootward.run/v1`, in the order they are written; joined they are its JSON text. */
export function* storedRun(outcome: ScanOutcome): Generator<string> {
  const { findings, ...rest } = outcome;
  yield `{"schema":"rootward.run/v1",${JSON.stringify(rest).slice(1, -1)},"findings":[`;
  let comma = "\n";
  for (const finding of findings) {
    yield comma + JSON.stringify(finding);
    comma = ",\n";
  }
  yield "\n]}\n";
}

/**
 * Reads what a scan stored: `rootward.run/v1` whole, or the envelope `rootward.findings/v1`, which has findings but no
 * paths and no account states. Throws SCAN_RUN_MALFORMED with the place in the document.
 */
export function readStoredRun(text: string, file: string): ScanOutcome {
  const value = parsed(text, file);
  const isEnvelope = isObject(value) && value["schema"] === "rootward.findings/v1";
  if (isEnvelope) {
    const read = findingsSchema.safeParse(value);
    if (!read.success) throw malformed(file, read.error.issues[0]);
    const { schema: _, baseline, ...rest } = read.data;
    return {
      ...rest,
      coverage: coverageOf(rest.run, rest.findings),
      paths: null,
      topChanges: [],
      custody: noCustody,
      accounts: [],
      baseline: baseline ?? null,
      warnings: [],
      contacts: { mails: [], phones: [] },
    };
  }
  const read = storedRunSchema.safeParse(value);
  if (!read.success) throw malformed(file, read.error.issues[0]);
  const { schema: _, ...outcome } = read.data;
  return outcome;
}

function parsed(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const detail = "it is not whole JSON";
    throw new CodedError(scanErrors.SCAN_RUN_MALFORMED, { detail, position: jsonPlace(text, file), cause });
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

function malformed(file: string, issue: { path: PropertyKey[]; message: string } | undefined): CodedError {
  const path = issue === undefined ? undefined : issue.path.map(String).join(".");
  return new CodedError(scanErrors.SCAN_RUN_MALFORMED, {
    detail: issue?.message,
    position: { file, path: path === "" ? undefined : path },
  });
}
