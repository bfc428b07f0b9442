import type { ScanOutcome } from "../../app/scan/outcome.ts";
import type { Finding } from "../../domain/core/finding.ts";
import { countStandings, standingOf, standings, standingShapes, standingWords, worstFirst } from "./finding-order.ts";
import { headlineOf, partiesText, plural } from "./headline.ts";
import { headlineSentences, nextStep, runNote } from "./headline-sentences.ts";
import { markdown as md } from "./markdown-escape.ts";
import type { Write } from "./write.ts";

/** Longest comment that GitHub accepts, in characters. */
export const commentCharacters = 65_536;
/** Longest cell: one finding shall not push out the others. */
const cellCharacters = 400;
const shownAccounts = 10;

/**
 * Markdown for a pull-request comment or a job summary, of at most `limit` characters: it is cut at a row of the
 * findings, and says how many more there are.
 */
export function writeMarkdown(outcome: ScanOutcome, write: Write, limit = commentCharacters): void {
  const tail = tailOf(outcome);
  let left = limit - tail.length - 64;
  const put = (text: string): boolean => {
    if (text.length > left) return false;
    left -= text.length;
    write(text);
    return true;
  };
  for (const block of [head(outcome), cheapest(outcome), accounts(outcome), changes(outcome), custody(outcome)]) {
    if (!put(block)) put("… left out here: longer than this page may be\n\n");
  }
  const findings = worstFirst(outcome.findings);
  if (findings.length > 0 && put(findingsHead(outcome))) {
    const written = countWhile(findings, (finding) => put(findingRow(finding)));
    if (written < findings.length) write(`\n… and ${findings.length - written} more\n`);
  }
  write(tail.slice(0, limit));
}

function countWhile<T>(all: readonly T[], take: (one: T) => boolean): number {
  const stop = all.findIndex((one) => !take(one));
  return stop === -1 ? all.length : stop;
}

function head(outcome: ScanOutcome): string {
  const next = nextStep(outcome);
  const step = next === null ? "" : `\n**Next:** ${md(next)}\n`;
  const sentences = headlineSentences(headlineOf(outcome)).map(md).join(" ");
  return `## Rootward\n\n${md(outcome.coverage.line)}\n${step}\n${md(runNote(outcome))}\n\n### Who else can become root?\n\n${sentences}\n\n`;
}

function cheapest(outcome: ScanOutcome): string {
  const worst = headlineOf(outcome)?.reachable[0];
  if (worst === undefined) return "";
  const steps = worst.cheapest.steps.map((step, at) => `${at + 1}. ${md(step)}`).join("\n");
  const who = worst.name === null ? worst.id : `${worst.name} (${worst.id})`;
  return `**The worst:** ${md(who)}, ${partiesText(worst.cheapest)}, cost ${worst.cheapest.cost}\n\n${steps}\n\n`;
}

function accounts(outcome: ScanOutcome): string {
  const reachable = headlineOf(outcome)?.reachable ?? [];
  if (reachable.length === 0) return "";
  const rows = reachable
    .slice(0, shownAccounts)
    .map((each) =>
      row([each.name ?? "", each.id, partiesText(each.cheapest), each.cheapest.cost, String(each.certain.length)]),
    );
  const more = reachable.length - shownAccounts;
  const rest = more > 0 ? `\n… and ${plural(more, "more account")}\n` : "";
  return `${table(["Account", "Id", "Needs", "Cost", "Paths"], rows)}${rest}\n`;
}

function changes(outcome: ScanOutcome): string {
  if (outcome.topChanges.length === 0) return "";
  const rows = outcome.topChanges
    .slice(0, shownAccounts)
    .map((each) =>
      row([
        `${each.change.title} [${each.change.id}]`,
        String(each.removes),
        String(each.before),
        String(each.after),
        String(each.accounts),
      ]),
    );
  return `### What to change first\n\n${table(["Change", "Removes", "Before", "After", "Accounts"], rows)}\n`;
}

function custody(outcome: ScanOutcome): string {
  const answer = outcome.custody;
  const items =
    answer.status === "unknown"
      ? answer.steps
      : answer.items.map(({ text, isMet }) => `${isMet === null ? "unknown" : isMet ? "yes" : "no"}: ${text}`);
  const list = items.map((item) => `- ${md(item)}\n`).join("");
  return `### Can we become root when we must?\n\n${md(answer.line)}\n\n${list}\n`;
}

function findingsHead(outcome: ScanOutcome): string {
  const counts = countStandings(outcome.findings);
  const parts = standings.flatMap((each) =>
    counts.has(each) ? [`${standingShapes[each]} ${counts.get(each) ?? 0} ${each}`] : [],
  );
  return `### Findings\n\n${parts.join(", ")}\n\n${table(["Verdict", "Account", "Finding", "Evidence", "Id"], [])}`;
}

function findingRow(finding: Finding): string {
  const standing = standingOf(finding);
  const change =
    finding.change === "new" && finding.verdict === "fail"
      ? " NEW"
      : finding.change === "lost-sight"
        ? " LOST SIGHT"
        : "";
  const { waiver } = finding;
  const evidence =
    finding.reason !== null
      ? `${finding.reason}: ${finding.needs ?? ""}`
      : waiver !== null
        ? `until ${waiver.expires} by ${waiver.owner}: ${waiver.reason}`
        : finding.evidence.map((each) => `${each.fact}: ${each.value}`).join("; ");
  const title = standing === "waived" ? `~~${cell(finding.title)}~~` : cell(finding.title);
  const account = `${cell(finding.account.name ?? "")} ${finding.account.id}`.trim();
  return `| ${standingShapes[standing]} ${standingWords[standing]}${change} | ${account} | ${title} | ${cell(evidence)} | ${cell(finding.id)} |\n`;
}

function tailOf(outcome: ScanOutcome): string {
  const { scope, notLookedAt } = outcome.run;
  const list = (items: readonly string[]) => `${items.map((item) => `- ${cell(item)}\n`).join("")}\n`;
  const some = <T>(all: readonly T[], tell: (one: T) => string) => {
    const shown = all.slice(0, shownAccounts).map(tell);
    return all.length > shown.length ? [...shown, `… and ${all.length - shown.length} more`] : shown;
  };
  const fixed = outcome.baseline;
  const baseline =
    fixed === null
      ? ""
      : `\n${fixed.fixed.length} fixed and ${fixed.lostSight.length} lost sight of since the baseline.\n`;
  const blind =
    scope.notEvaluated.length === 0
      ? ""
      : `\n### Not evaluated\n\n${list(some(scope.notEvaluated, (each) => `${each.account}, ${each.reason}: ${each.needs}`))}`;
  const unseen =
    notLookedAt.length === 0
      ? ""
      : `\n### What this run did not look at\n\n${list(some(notLookedAt, (each) => `${each.what} (${each.reason}): ${each.step}`))}`;
  return `${baseline}${blind}${unseen}\nSnapshot ${md(outcome.run.snapshot)}. Explain a finding: \`rootward explain ID\`.\n`;
}

function table(columns: readonly string[], rows: readonly string[]): string {
  return `| ${columns.join(" | ")} |\n|${columns.map(() => " --- |").join("")}\n${rows.join("")}`;
}

function row(cells: readonly string[]): string {
  return `| ${cells.map(cell).join(" | ")} |\n`;
}

function cell(text: string): string {
  return md(text.length > cellCharacters ? `${text.slice(0, cellCharacters)}…` : text);
}
