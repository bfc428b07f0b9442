import type { Coverage } from "../../../app/scan/outcome.ts";
import type { AccountPaths, Path, PathsAnswer } from "../../../domain/takeover/answer.ts";
import { certainSessions, partiesText, plural } from "../headline.ts";
import { nextStep } from "../headline-sentences.ts";
import { goalWords, leafText, pathTitle } from "../path-words.ts";
import { TextPage } from "./text-page.ts";
import type { TextStyle } from "./text-style.ts";
import type { Write } from "../write.ts";

/** What the tree needs beside the paths. */
export interface TreeSurroundings {
  readonly coverage: Coverage;
  /** Account names by id. */
  readonly names: ReadonlyMap<string, string>;
}

/** What `rootward paths` prints: per account every path as steps and what it takes, the cuts, then the blast radius. */
export function writePathsTree(answer: PathsAnswer, write: Write, style: TextStyle, around: TreeSurroundings): void {
  const page = new TextPage(write, style);
  page.say(around.coverage.line, "strong");
  const step = nextStep(around);
  if (step !== null) page.say(step, null, "Next: ");
  page.line();
  for (const account of answer.accounts) writeAccount(account, page, around.names.get(account.id));
  writeBlastRadius(answer, page);
}

function writeAccount(account: AccountPaths, page: TextPage, name: string | undefined): void {
  page.say(`${account.id}${name === undefined ? "" : ` ${name}`}`, "strong");
  const certain = certainSessions(account).length;
  const possible = account.paths.filter((path) => path.certainty === "possible").length;
  const word = account.status === "exact" ? "" : `${account.status}: ${account.why ?? ""}. `;
  const counts =
    certain === 0 ? "no certain path to a root session" : `${plural(certain, "certain path")} to a root session`;
  const isUncounted = account.status === "too-many";
  page.say(
    isUncounted ? `${word}not known` : `${word}${counts}${possible === 0 ? "" : `, ${possible} possible`}`,
    isUncounted || word !== "" ? "unknown" : certain === 0 ? "good" : "bad",
    "  ",
  );
  for (const [at, path] of account.paths.entries()) writePath(path, at, account, page);
  if (account.cuts.length > 0) page.line("  cuts");
  for (const cut of account.cuts) {
    page.say(
      `${cut.change.title} [${cut.change.id}]: removes ${cut.removes} of ${cut.before}, leaves ${cut.after}`,
      null,
      "    - ",
    );
  }
  if (account.minCut !== undefined && account.minCut !== null && account.minCut.length > 0) {
    page.say(`all of these leave no certain path: ${account.minCut.join(", ")}`, null, "    = ");
  }
  for (const each of account.notCuttable) page.say(`${each.title} (${each.rule})`, "dim", "  not cuttable: ");
  for (const each of account.notDeclared ?? []) page.say(each, "dim", "  not declared: ");
  page.line();
}

function writePath(path: Path, at: number, account: AccountPaths, page: TextPage): void {
  const cheapest = at === account.cheapest ? ", the cheapest" : "";
  const title = `${pathTitle(path, at, account.paths.length)}${cheapest} · ${partiesText(path)} · cost ${path.cost} · ${path.rules.join(" ")}`;
  page.say(title, path.certainty === "certain" ? "bad" : "unknown", "  ");
  for (const [step, text] of path.steps.entries()) page.say(text, null, `    ${step + 1}. `);
  page.line(`    => ${goalWords[path.goal]}`);
  for (const [which, leaf] of path.leaves.entries()) {
    const lead = which === 0 ? "    needs " : "      and ";
    page.say(leafText(leaf), null, lead);
  }
}

function writeBlastRadius(answer: PathsAnswer, page: TextPage): void {
  if (answer.blastRadius.length === 0) return;
  page.line(page.paint("heading", "BLAST RADIUS"));
  for (const { leaf, accounts, alone } of answer.blastRadius) {
    const enough = alone.length === 0 ? "" : `, alone enough for ${plural(alone.length, "account")}`;
    page.say(`${leaf}: in paths of ${plural(accounts.length, "account")}${enough}`, null, "  ");
  }
  page.line();
}
