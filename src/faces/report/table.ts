import type { BaselineEntry, ScanOutcome } from "../../app/scan/outcome.ts";
import type { Finding } from "../../domain/core/finding.ts";
import {
  byAccountWorstFirst,
  countStandings,
  standingOf,
  standings,
  standingShapes,
  standingWords,
} from "./finding-order.ts";
import { printable } from "./printable.ts";
import { writeTwoQuestions } from "./text/table-questions.ts";
import { displayWidth, fitted } from "./text/display-width.ts";
import { TextPage } from "./text/text-page.ts";
import type { TextStyle } from "./text/text-style.ts";
import type { Write } from "./write.ts";

/**
 * The table for people on a terminal: coverage, who else can become root, what to change first, can we become root
 * when we must; then the findings by account, worst first, and what was not looked at.
 */
export function writeTable(outcome: ScanOutcome, write: Write, style: TextStyle): void {
  const page = new TextPage(write, style);
  writeTwoQuestions(outcome, page);
  writeFindings(outcome, page);
  writeBaseline(outcome, page);
  writeUnseen(outcome, page);
  page.say(`snapshot ${outcome.run.snapshot}`, "dim");
}

function writeFindings(outcome: ScanOutcome, page: TextPage): void {
  const counts = countStandings(outcome.findings);
  page.line(page.paint("heading", "FINDINGS"));
  const shown = standings.filter((standing) => counts.has(standing));
  if (shown.length === 0) page.say("none", null, "   ");
  const parts = shown.map((standing) => `${standingShapes[standing]} ${counts.get(standing) ?? 0} ${standing}`);
  page.say(parts.map((part) => part.replaceAll(" ", "\u00a0")).join(", "), null, "   ");
  page.line();
  for (const { account, findings } of byAccountWorstFirst(outcome.findings)) {
    const name = fitted(printable(account.name ?? ""), Math.max(10, page.columns - 16));
    page.line(`${page.paint("strong", account.id)}  ${page.paint("strong", name)}`);
    if (account.ou !== null) page.say(account.ou, "dim", "   ");
    for (const finding of findings) writeFinding(finding, page);
    page.line();
  }
}

// Two columns: what it is, and at the line's end its id with the command that explains it; below each other where the
// page is too narrow for both.
function writeFinding(finding: Finding, page: TextPage): void {
  const standing = standingOf(finding);
  const mark = `${standingShapes[standing]} ${standingWords[standing]}${changeWord(finding)}`;
  const title = printable(finding.title);
  const end = `${finding.id} · rootward explain ${finding.id}`;
  const room = page.columns - 3 - displayWidth(mark) - 2 - displayWidth(title) - 2 - displayWidth(end);
  if (room >= 0) {
    const head = `   ${page.paint(standing, mark)}  ${title}`;
    page.line(`${head}${" ".repeat(room + 2)}${page.paint("dim", end)}`);
  } else {
    page.line(`   ${page.paint(standing, mark)}`);
    page.say(title, null, "     ");
    page.say(end, "dim", "     ");
  }
  const detail = detailOf(finding);
  if (detail !== "") page.line(`     ${page.paint("dim", fitted(printable(detail), page.columns - 5))}`);
}

function changeWord(finding: Finding): string {
  if (finding.change === "lost-sight") return " · LOST SIGHT";
  return finding.change === "new" && finding.verdict === "fail" ? " · NEW" : "";
}

function detailOf(finding: Finding): string {
  if (finding.reason !== null) return `not known (${finding.reason}): ${finding.needs ?? ""}`;
  const { waiver } = finding;
  if (waiver !== null) return `until ${waiver.expires} by ${waiver.owner}: ${waiver.reason}`;
  return finding.evidence.map((each) => `${each.fact}: ${each.value}`).join("; ");
}

function writeBaseline(outcome: ScanOutcome, page: TextPage): void {
  if (outcome.baseline === null) return;
  const { fixed, lostSight } = outcome.baseline;
  page.line(page.paint("heading", "SINCE THE BASELINE"));
  const fresh = outcome.findings.filter((each) => each.verdict === "fail" && each.change === "new").length;
  page.say(`${fresh} new, ${fixed.length} fixed, ${lostSight.length} lost sight of`, null, "   ");
  const list = (word: string, entries: readonly BaselineEntry[]) => {
    for (const each of entries) page.say(`${word} · ${each.account} · ${each.resource} · ${each.id}`, null, "   ");
  };
  list("FIXED", fixed);
  list("LOST SIGHT", lostSight);
  page.line();
}

function writeUnseen(outcome: ScanOutcome, page: TextPage): void {
  const { scope, notLookedAt } = outcome.run;
  if (scope.notEvaluated.length > 0) {
    page.line(page.paint("heading", "NOT EVALUATED"));
    for (const each of scope.notEvaluated) page.say(`${each.account} · ${each.reason}: ${each.needs}`, null, "   ");
    page.line();
  }
  if (notLookedAt.length > 0) {
    page.line(page.paint("heading", "WHAT THIS RUN DID NOT LOOK AT"));
    for (const each of notLookedAt) page.say(`${each.what} (${each.reason}): ${each.step}`, null, "   ");
    page.line();
  }
}
