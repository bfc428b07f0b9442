import type { ImportRow } from "./import-row.ts";

/** The row with the status that its worst problem gives it. */
export function withStatus<R extends Pick<ImportRow, "problems">>(row: R): R & Pick<ImportRow, "status"> {
  const severities = new Set(row.problems.map(({ severity }) => severity));
  const status = severities.has("error") ? "error" : severities.has("confirm") ? "confirm" : "ready";
  return { ...row, status };
}
