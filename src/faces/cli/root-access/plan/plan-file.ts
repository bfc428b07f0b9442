import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { CodedError } from "../../../../domain/core/coded-error.ts";
import {
  type PlanOf,
  planBytes,
  readRootAccessPlan,
  type RootAccessPlan,
} from "../../../../domain/custody/root-access/root-access-plan.ts";
import { filesErrors } from "../../../../world/files/errors.ts";
import { writeNewFile } from "../../../../world/files/write-new-file.ts";
import { readBytes, writeBytes } from "../../byte-files.ts";
import type { Invocation } from "../../command.ts";
import { rootAccessCliErrors } from "../errors.ts";

/** Throws `FILES_ALREADY_THERE` when a plan would replace another file, before anything is read. */
export function checkPlanPlace({ io, options }: Pick<Invocation, "io" | "options">, file: string): void {
  if (options["force"] !== true && existsSync(resolve(io.cwd, file))) throw alreadyThere(file);
}

/** Saves a plan for its owner alone (0600). Throws `FILES_ALREADY_THERE` without `--force`, `FILES_NOT_WRITTEN`. */
export async function savePlan(
  { io, options }: Pick<Invocation, "io" | "options">,
  file: string,
  plan: RootAccessPlan,
): Promise<void> {
  const bytes = planBytes(plan);
  if (options["force"] === true) {
    writeBytes(io.cwd, file, bytes);
    return;
  }
  checkPlanPlace({ io, options }, file);
  await writeNewFile(resolve(io.cwd, file), bytes);
}

/** A plan as it was read, and its bytes. */
export interface ReadPlan<T extends RootAccessPlan["task"]> {
  readonly plan: PlanOf<T>;
  readonly bytes: Uint8Array;
}

/** Reads a saved plan of one task. Throws `ROOT_ACCESS_PLAN_FOREIGN` with file and place, `ROOT_ACCESS_OTHER_TASK`. */
export function readPlan<T extends RootAccessPlan["task"]>(cwd: string, file: string, task: T): ReadPlan<T> {
  const bytes = readBytes(cwd, file);
  const plan = ofFile(file, () => readRootAccessPlan(bytes));
  if (!isOf(plan, task)) {
    throw new CodedError(rootAccessCliErrors.ROOT_ACCESS_OTHER_TASK, {
      detail: `${file} is a plan of ${plan.task}`,
      hint: `Nothing was done. Apply it with \`rootward root-access ${plan.task} --apply\`.`,
    });
  }
  return { plan, bytes };
}

function isOf<T extends RootAccessPlan["task"]>(plan: RootAccessPlan, task: T): plan is PlanOf<T> {
  return plan.task === task;
}

function ofFile<T>(file: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    throw new CodedError(error.row, {
      ...(error.detail === null ? {} : { detail: error.detail }),
      position: { ...error.position, file },
      hint: error.hint,
      cause: error,
    });
  }
}

function alreadyThere(file: string): CodedError {
  return new CodedError(filesErrors.FILES_ALREADY_THERE, {
    detail: file,
    hint: "Nothing was written over it. Name a new file, or give --force.",
  });
}
