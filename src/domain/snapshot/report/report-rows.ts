import { csvRows } from "./csv-rows.ts";

/** One row of a credential report: the cell under a column name; undefined when the column or the cell is missing. */
export type ReportRow = (column: string) => string | undefined;

/** Rows of a credential report, or why the text is none. */
export type ReportRows =
  | { readonly status: "ok"; readonly rows: readonly ReportRow[] }
  | { readonly status: "unreadable"; readonly why: string };

/**
 * Rows of a credential report behind its header, empty lines left out. Cells are found by header name: AWS has added
 * columns before and may again. Source: IAM guide, getting credential reports.
 */
export function reportRows(text: string): ReportRows {
  const csv = csvRows(text);
  if (csv.status === "broken") return { status: "unreadable", why: `line ${csv.line}: ${csv.why}` };
  const [header, ...rows] = csv.rows;
  const columns = new Map<string, number>();
  for (const [index, name] of (header ?? []).entries()) if (!columns.has(name)) columns.set(name, index);
  if (!columns.has("user")) return { status: "unreadable", why: "it has no column named user" };
  const filled = rows.filter((cells) => cells.length > 1 || cells[0] !== "");
  return { status: "ok", rows: filled.map((cells) => rowOf(columns, cells)) };
}

/** What the `user` column says of the root user. */
export const rootUser = "<root_account>";

function rowOf(columns: ReadonlyMap<string, number>, cells: readonly string[]): ReportRow {
  return (column) => {
    const index = columns.get(column);
    return index === undefined ? undefined : cells[index];
  };
}
