import type { LedgerReport } from "../../../app/ledger/verify-ledger.ts";
import { toBase64 } from "../../../domain/crypto/base64.ts";

/** Something that does not hold, as it is shown. */
export interface ShownProblem {
  readonly file: string | null;
  readonly entry: number | null;
  readonly code: string;
  readonly title: string;
  readonly detail: string;
}

/** A verdict on a copy of a log, as it is shown and as the JSON has it. */
export interface ShownLedger {
  readonly status: "verified" | "damaged";
  readonly origin: string;
  readonly size: number | null;
  /** Base64. */
  readonly root: string | null;
  readonly cosignedBy: readonly string[];
  readonly firstBad: number | null;
  /** Entries `from` up to before `to` that lead to a signed root. */
  readonly proven: readonly { readonly from: number; readonly to: number }[];
  readonly problems: readonly ShownProblem[];
  readonly remarks: readonly string[];
  /** Codes that were given out; `null` when entries were not looked at. */
  readonly codes: number | null;
  readonly decisions: { readonly verified: number; readonly unjudged: number } | null;
}

/** What people are shown of a report. */
export function shownLedger({ status, origin, log, custody, journal }: LedgerReport): ShownLedger {
  const { newest, proven } = log;
  const entryProblems = [...(custody?.problems ?? []), ...(journal === null ? [] : [journal])];
  const problems = [
    ...log.problems.map(({ file, row, detail }) => ({ file, entry: null, code: row.code, title: row.title, detail })),
    ...entryProblems.map(({ index, row, detail }) => ({
      file: null,
      entry: index,
      code: row.code,
      title: row.title,
      detail,
    })),
  ];
  const badEntries = entryProblems.flatMap(({ index }) => (index === null ? [] : [index]));
  const firstBad = log.firstBad ?? (badEntries.length === 0 ? null : Math.min(...badEntries));
  return {
    status,
    origin,
    size: newest?.checkpoint.size ?? null,
    root: newest === null ? null : toBase64(newest.checkpoint.root),
    cosignedBy: newest?.cosigned.map(({ key }) => key.name) ?? [],
    firstBad,
    proven,
    problems,
    remarks: [
      ...log.remarks,
      ...(custody === null
        ? ["entries were not read for codes and decisions: not all of them verify"]
        : custody.remarks),
    ],
    codes: custody?.codes ?? null,
    decisions: custody?.decisions ?? null,
  };
}
