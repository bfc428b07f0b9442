import type { ScanOutcome } from "../../../app/scan/outcome.ts";
import type { Finding } from "../../../domain/core/finding.ts";
import { countStandings, standingOf, standings, standingWords, worstFirst } from "../finding-order.ts";
import { plural } from "../headline.ts";
import type { Write } from "../write.ts";
import { badge, tallyList } from "./badge.ts";
import { html, named, prose } from "./escape-html.ts";

/** With more findings than this only the worst groups are open at first. */
const openFindings = 300;

/** All findings by check, the worst check first, with a filter; why and how to fix are said once per check. */
export function writeFindings(outcome: ScanOutcome, write: Write): void {
  const findings = worstFirst(outcome.findings);
  const counts = countStandings(findings);
  const shown = standings.filter((standing) => counts.has(standing));
  const options = shown.map((each) => `<option value="${each}">${each}</option>`).join("");
  write(`<section id="findings" aria-labelledby="findings-h"><h2 id="findings-h">Findings</h2>
${tallyList(findings)}
<form id="filter" hidden role="search" aria-label="Filter findings"><div><label for="by-standing">Verdict</label><select id="by-standing"><option value="">all</option>${options}</select></div><div><label for="by-account">Account</label><input id="by-account" type="search" placeholder="id, name or unit" autocomplete="off"></div><div><label for="by-check">Check</label><input id="by-check" type="search" placeholder="id or title" autocomplete="off"></div><output id="count" aria-live="polite"></output></form>
`);
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const group = groups.get(finding.id);
    if (group === undefined) groups.set(finding.id, [finding]);
    else group.push(finding);
  }
  let written = 0;
  for (const group of groups.values()) {
    writeGroup(group, written < openFindings, write);
    written += group.length;
  }
  write("</section>\n");
}

function writeGroup(group: readonly Finding[], isOpen: boolean, write: Write): void {
  const [first] = group;
  if (first === undefined) return;
  const counts = countStandings(group);
  const tally = standings
    .filter((standing) => counts.has(standing))
    .map((standing) => badge(standing, `${counts.get(standing) ?? 0} ${standingWords[standing]}`))
    .join(" ");
  const standards = Object.entries(first.standards).map(
    ([name, ids]) => `<li>${html(name)}: ${html(ids.join(", "))}</li>`,
  );
  const help = /^https?:\/\//.test(first.help)
    ? `<a href="${html(first.help)}" rel="noreferrer">${html(first.help)}</a>`
    : html(first.help);
  write(`<details class="check" data-check="${html(`${first.id} ${first.title}`.toLowerCase())}"${isOpen ? " open" : ""}><summary><h3>${html(first.title)}</h3> <code>${html(first.id)}</code> <span class="tallies">${tally}</span></summary>
<div class="body"><dl class="why"><dt>Why</dt><dd>${prose(first.why)}</dd><dt>Fix</dt><dd>${prose(first.fix)}</dd><dt>More</dt><dd>${help} · <code>rootward explain ${html(first.id)}</code></dd></dl>${standards.length === 0 ? "" : `<ul class="standards">${standards.join("")}</ul>`}
<ul class="rows" aria-label="${html(plural(group.length, "finding"))} of ${html(first.id)}">
`);
  for (const finding of group) write(rowHtml(finding, first));
  write("</ul></div></details>\n");
}

function rowHtml(finding: Finding, first: Finding): string {
  const standing = standingOf(finding);
  const { account, waiver } = finding;
  const who = `${account.name === null ? "" : `${named(account.name)} `}<code>${html(account.id)}</code>`;
  const unit = account.ou === null ? "" : ` <span class="ou">${named(account.ou)}</span>`;
  const words = `${account.id} ${account.name ?? ""} ${account.ou ?? ""}`.toLowerCase();
  const parts = [
    `<p>${badge(standing, standingWords[standing])}${changeTag(finding)} ${waiver === null ? who : `<s>${who}</s>`}${unit} <span class="res">· ${named(finding.resource)}</span></p>`,
    finding.why === first.why ? "" : `<p>${prose(finding.why)}</p>`,
    finding.fix === first.fix ? "" : `<p><b>Fix</b> ${prose(finding.fix)}</p>`,
    waiver === null
      ? ""
      : `<p>Waived until ${html(waiver.expires)} by ${named(waiver.owner)}: ${named(waiver.reason)}${waiver.ticket === null ? "" : ` (${html(waiver.ticket)})`}</p>`,
    finding.reason === null ? "" : `<p>Not known, <b>${finding.reason}</b>: ${named(finding.needs ?? "")}</p>`,
    finding.evidence.length === 0 ? "" : `<ul class="ev">${finding.evidence.map(evidenceHtml).join("")}</ul>`,
    `<p class="fp">fingerprint <code>${finding.fingerprint}</code>, first seen ${html(finding.firstSeen.slice(0, 10))}</p>`,
  ];
  return `<li class="f" data-standing="${standing}" data-account="${html(words)}">${parts.join("")}</li>\n`;
}

function evidenceHtml({ fact, value, source, observedAt }: Finding["evidence"][number]): string {
  return `<li><b>${html(fact)}</b> ${named(value)} <span class="note">${html(source)}${observedAt === null ? "" : `, ${html(observedAt)}`}</span></li>`;
}

function changeTag(finding: Finding): string {
  if (finding.change === "lost-sight") return ' <span class="tag">LOST SIGHT</span>';
  return finding.change === "new" && finding.verdict === "fail" ? ' <span class="tag">NEW</span>' : "";
}
