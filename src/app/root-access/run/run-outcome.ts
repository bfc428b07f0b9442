import type { ErrorRow } from "../../../domain/core/error-row.ts";

/** A call that AWS refused, with what a person should do next. */
export interface Refusal {
  readonly action: string;
  /** AWS's code; `Unreachable` where nothing answered. */
  readonly code: string;
  /** AWS's own sentence. */
  readonly message: string;
  /** What to do next, one or two sentences. */
  readonly next: string;
}

/** How the run of a plan ended. */
export type RunOutcome =
  /** Everything is as the plan wants it, and was read back. */
  | {
      readonly status: "done";
      readonly done: readonly string[];
      /** What root still has that the plan left alone. */
      readonly left: readonly string[];
    }
  /** Nothing was written: it was as the plan wants it already. */
  | { readonly status: "nothing-to-do"; readonly why: string; readonly left: readonly string[] }
  /** Nothing was written: something is there that the plan does not name. */
  | { readonly status: "stale"; readonly row: ErrorRow; readonly detail: string }
  /** Nothing was changed: AWS refused the first thing that mattered. */
  | ({ readonly status: "refused" } & Refusal)
  /** Some of it happened, or whether it happened could not be read. */
  | {
      readonly status: "partial";
      readonly done: readonly string[];
      readonly notDone: readonly string[];
      readonly refusal: Refusal | null;
    };
