import type { CodedError } from "../../../domain/core/coded-error.ts";
import type { Vault } from "../../../domain/custody/envelope/place.ts";
import { type ImportProblem, importProblems } from "../../../domain/custody/imports/import-problem.ts";
import type { AppliedImport, RowOutcome } from "./apply-import.ts";
import type { DeskFlag } from "./import-desk.ts";
import type { ImportPlan } from "./plan-import.ts";
import type { SourceKind } from "./sources/source-row.ts";

/** A problem with its sentence. */
export interface ToldProblem extends ImportProblem {
  readonly text: string;
}

/** What came of storing a row. */
export type ToldOutcome =
  | { readonly status: "stored"; readonly version: number; readonly sameAs: readonly string[] }
  | { readonly status: "there"; readonly version: number }
  | {
      readonly status: "failed";
      readonly code: string;
      readonly title: string;
      readonly detail: string;
      readonly hint: string;
    }
  | { readonly status: "waiting" };

/** A row as it is told (docs/formats/imports.md): no secret, no e-mail address. */
export interface ToldRow {
  readonly place: string;
  readonly status: "ready" | "confirm" | "error";
  readonly account: string | null;
  readonly name: string;
  readonly flags: readonly DeskFlag[];
  readonly problems: readonly ToldProblem[];
  /** Absent in a dry run, and for rows that were not to be stored. */
  readonly outcome?: ToldOutcome;
}

/** A dry run, or an import as far as it came, as it is told. */
export interface ImportView {
  readonly isDryRun: boolean;
  readonly file: string;
  readonly kind: SourceKind;
  readonly vault: Vault;
  readonly counts: ImportPlan["counts"];
  readonly leftOut: readonly string[];
  readonly rows: readonly ToldRow[];
  /** What ended an import before all rows were tried. */
  readonly stopped: {
    readonly code: string;
    readonly title: string;
    readonly detail: string;
    readonly hint: string;
  } | null;
}

/** What there is to tell of a plan and, once it was written, of what came of it. */
export function importView(file: string, plan: ImportPlan, applied: AppliedImport | null): ImportView {
  const { kind, vault, counts, leftOut } = plan;
  const rows = plan.rows.map((row): ToldRow => {
    const outcome = applied?.outcomes.get(row);
    return {
      place: row.place,
      status: row.status,
      account: row.custodyAccount,
      name: row.name,
      flags: row.status === "error" ? [] : row.flags,
      problems: row.problems.map((problem) => ({ ...problem, text: importProblems[problem.kind].text })),
      ...(outcome === undefined ? {} : { outcome: toldOutcome(outcome) }),
    };
  });
  return {
    isDryRun: applied === null,
    file,
    kind,
    vault,
    counts,
    leftOut,
    rows,
    stopped: toldError(applied?.stopped ?? null),
  };
}

/** 0 when every row is ready, or stored; 1 when some are not. */
export function importExit({ isDryRun, rows, stopped }: ImportView): 0 | 1 {
  if (stopped !== null) return 1;
  const isGood = (row: ToldRow) =>
    isDryRun ? row.status === "ready" : row.outcome?.status === "stored" || row.outcome?.status === "there";
  return rows.every(isGood) ? 0 : 1;
}

function toldOutcome(outcome: RowOutcome): ToldOutcome {
  if (outcome.status !== "failed") return outcome;
  const { code, title, hint } = outcome.row;
  return { status: "failed", code, title, detail: outcome.detail, hint };
}

function toldError(error: CodedError | null): ImportView["stopped"] {
  if (error === null) return null;
  return { code: error.row.code, title: error.row.title, detail: error.detail ?? "", hint: error.hint };
}
