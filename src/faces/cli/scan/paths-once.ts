import { analyse } from "../../../app/scan/analyse/analyse.ts";
import { contactsOf } from "../../../app/scan/contacts-of.ts";
import { CodedError } from "../../../domain/core/coded-error.ts";
import { coverage } from "../../../domain/snapshot/coverage.ts";
import type { PathsAnswer } from "../../../domain/takeover/answer.ts";
import { type PathsFormat, writePaths } from "../../report/write-paths.ts";
import type { Invocation } from "../command.ts";
import { cliErrors } from "../errors.ts";
import type { FormatTarget } from "../output/format-targets.ts";
import { textStyleOf } from "../output/text-style-of.ts";
import { writeTargets } from "../output/write-targets.ts";
import { progressLine } from "../progress-line.ts";
import { mailOf } from "./mail-of.ts";
import { withSnapshot } from "./open-snapshot.ts";
import { judgedAt, readInventory } from "./read-declared.ts";

/** Computes and writes the paths of a snapshot; of one account with `account`. Returns the exit code. */
export async function pathsOnce(
  invocation: Invocation,
  targets: readonly FormatTarget<PathsFormat>[],
  account: string | null,
): Promise<number> {
  const { io, settings } = invocation;
  const now = judgedAt(invocation);
  const inventory = await readInventory(invocation);
  return withSnapshot(invocation, async (snapshot) => {
    if (account !== null && !snapshot.accounts.some(({ id }) => id === account)) {
      throw new CodedError(cliErrors.CLI_NAME_UNKNOWN, {
        detail: `account ${account} is not in this snapshot`,
        hint: "Check the id, or scan with credentials that reach this account.",
      });
    }
    const line = progressLine(io, settings);
    const { paths, accounts } = await analyse({
      snapshot,
      inventory,
      mail: await mailOf(invocation, snapshot),
      now,
      // The answer needs no check; one is asked because an empty list means all.
      only: ["path-cheapest"],
      skip: [],
      onAccount: (done, total) => line.show(`analysed ${done}/${total}`),
    });
    line.end();
    const answer = account === null ? paths : only(paths, account);
    if (account !== null && answer.accounts.length === 0) {
      io.err(`note: ${account} is not active: nobody can sign in there, so it has no paths\n`);
    }
    const covered = coverage(snapshot);
    const names = new Map(accounts.flatMap(({ id, name }) => (name === null ? [] : [[id, name] as const])));
    writeTargets(targets, io, settings.is("quiet"), (format, write, toFile) =>
      writePaths(format, answer, write, {
        style: textStyleOf(io, settings, toFile),
        coverage: { line: covered.line, step: covered.step },
        names,
        showContacts: settings.is("showContacts"),
        contacts: contactsOf(snapshot, inventory),
      }),
    );
    return exitOfPaths(answer, covered.complete, settings.text("failOn") === "none");
  });
}

function only(answer: PathsAnswer, account: string): PathsAnswer {
  const { doNext: _, ...rest } = answer;
  const leaves = answer.blastRadius.filter(({ accounts }) => accounts.includes(account));
  return { ...rest, accounts: answer.accounts.filter(({ id }) => id === account), blastRadius: leaves };
}

// A certain path is a "no"; a blind spot is 3. Both are answers of the question asked, so --fail-on none lifts the first.
function exitOfPaths(answer: PathsAnswer, complete: boolean, neverFails: boolean): number {
  const isReachable = answer.accounts.some(({ cheapest }) => cheapest !== null);
  if (isReachable && !neverFails) return 1;
  return complete && answer.accounts.every(({ status }) => status === "exact") ? 0 : 3;
}
