import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CodedError } from "../../../domain/core/coded-error.ts";
import type { Invocation } from "../command.ts";
import { playRehearsal, type RehearsalResult } from "../demo-custody/demo-custody.ts";
import { progressLine } from "../progress-line.ts";

/** The second answer as a file that a scan takes. */
export interface RehearsedAnswer {
  readonly file: string;
  readonly remove: () => void;
}

/**
 * Rehearses a break-glass use and writes down what it showed; `null` when it is not wanted or went wrong: then the tour
 * goes on, and its second answer stays unknown.
 */
export async function rehearsed(
  { io, settings }: Pick<Invocation, "io" | "settings">,
  isWanted: boolean,
): Promise<RehearsedAnswer | null> {
  if (!isWanted) return null;
  io.err("Rehearsing a break-glass use: three pretend custodians, gate and broker as processes of their own …\n");
  const line = progressLine(io, settings);
  try {
    const result = await playRehearsal({ io }, null, (text) => {
      const command = text.split("\n").find((each) => each.startsWith("$ "));
      if (command !== undefined) line.show(command.slice(2, 70));
    });
    line.end();
    const directory = mkdtempSync(join(tmpdir(), "rootward-answer-"));
    const file = join(directory, "custody.json");
    writeFileSync(file, JSON.stringify(answerOf(result)), { mode: 0o600 });
    return { file, remove: () => rmSync(directory, { recursive: true, force: true }) };
  } catch (error) {
    line.end();
    if (!(error instanceof CodedError)) throw error;
    io.err(`The rehearsal went wrong: ${error.message}\n`);
    return null;
  }
}

/** The form that `scan --custody` reads. */
function answerOf({ toCodeMs, approvals, entries }: RehearsalResult): object {
  return {
    schema: "rootward.custody/v1",
    isReady: true,
    line: `in rehearsal, yes: a code ${Math.round(toCodeMs / 1000)} s after the request, with ${approvals} approvals`,
    items: [
      { text: "password and seed lay in two vaults, brought by two people", isMet: true },
      { text: "the released code was the seed's own", isMet: true },
      { text: `the ledger of ${entries} entries was verified offline`, isMet: true },
      { text: "of this organization: no custody is connected (rootward custody init)", isMet: null },
    ],
  };
}
