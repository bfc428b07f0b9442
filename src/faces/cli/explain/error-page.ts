import type { ErrorRow } from "../../../domain/core/error-row.ts";

/** An error code as text: what happened, what to do, which exit code. */
export function errorPage(row: ErrorRow): string {
  return `# ${row.code}\n\n${row.title}.\n\n${row.hint}\n\nExit code ${row.exit}.\n`;
}
