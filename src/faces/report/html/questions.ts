import type { CustodyAnswer, ScanOutcome, TopChange } from "../../../app/scan/outcome.ts";
import { type Headline, headlineOf, partiesText, plural, type Reachable } from "../headline.ts";
import { headlineSentences } from "../headline-sentences.ts";
import { holdersText, leafName, leafWords } from "../path-words.ts";
import { tallyList } from "./badge.ts";
import { html, named, prose } from "./escape-html.ts";

const shownAccounts = 10;

/** Both questions, side by side where there is room; the cheapest path told as steps. */
export function questionsSection(outcome: ScanOutcome): string {
  const headline = headlineOf(outcome);
  const total = outcome.paths?.accounts.length ?? 0;
  return `<div class="questions">
<section class="card" id="who" aria-labelledby="who-h">
<h2 id="who-h">1. Who else can become root?</h2>
${headline === null ? "" : figures(headline, total)}
${headlineSentences(headline)
  .map((sentence) => `<p>${html(sentence)}</p>`)
  .join("")}
${headline === null ? "" : cheapest(headline)}
</section>
<div class="side"><section class="card" id="can" aria-labelledby="can-h">
<h2 id="can-h">2. Can we become root when we must?</h2>
${custody(outcome.custody)}
</section>
<section class="card" aria-labelledby="tally-h"><h2 id="tally-h">The checks</h2>
${tallyList(outcome.findings)}
<p class="note"><a href="#findings">All findings</a></p></section></div>
</div>
${headline === null ? "" : worst(headline)}
`;
}

/** What to change first, with certain paths before and after. */
export function changesSection(outcome: ScanOutcome): string {
  const rows = outcome.topChanges.map((change, at) => changeRow(change, at)).join("");
  const isUncovering = outcome.topChanges.some(({ removes, before, after }) => after > before - removes);
  const none =
    outcome.paths === null
      ? "<p>Not in this file.</p>"
      : "<p>No single change removes a certain path. Where paths remain, the cuts of each account are listed below.</p>";
  const table = `<div class="scroll" role="group" aria-label="Changes, best first" tabindex="0"><table>
<thead><tr><th scope="col">#</th><th scope="col">Change</th><th scope="col">Removes</th><th scope="col">Before → after</th><th scope="col">Accounts</th></tr></thead>
<tbody>${rows}</tbody></table></div>
${isUncovering ? `<p class="note">Where more are left than before minus removed, longer paths come into view that a shorter one had hidden.</p>` : ""}
<p class="note"><code>rootward fix</code> writes them, with the proof: paths before and after, and what keeps working.</p>`;
  return `<section id="change" aria-labelledby="change-h"><h2 id="change-h">What to change first</h2>
<p class="note">Ranked by certain paths removed over all accounts, not by the number of findings.</p>
${rows === "" ? none : table}</section>
`;
}

function figures(headline: Headline, total: number): string {
  const known = total - headline.tooMany - headline.noWhoCan;
  const items: [number | string, string, boolean][] = [
    [headline.paths, headline.paths === 1 ? "certain path" : "certain paths", headline.paths > 0],
    [`${headline.reachable.length} of ${total}`, "accounts reached", headline.reachable.length > 0],
    [headline.alone, "where one person alone is enough", headline.alone > 0],
    [total - known, "accounts not fully known", false],
  ];
  return `<ul class="figures">${items
    .map(([figure, text, isBad]) => `<li${isBad ? ' class="bad"' : ""}><b>${figure}</b> <span>${text}</span></li>`)
    .join("")}</ul>`;
}

function cheapest(headline: Headline): string {
  const [first] = headline.reachable;
  if (first === undefined) return "";
  const { cheapest: path } = first;
  const leaves = path.leaves
    .map((leaf) => `<li>${leafWords[leaf.kind]} <code>${html(leafName(leaf))}</code>: ${html(holdersText(leaf))}</li>`)
    .join("");
  return `<div class="story"><h3>The worst: ${account(first)}</h3>
<p>${html(partiesText(path))}, cost ${path.cost}</p>
<ol class="steps">${path.steps.map((step) => `<li>${named(step)}</li>`).join("")}</ol>
<p class="arrive"><span aria-hidden="true">⇒</span> root</p>
<p class="note">What it takes, and who holds it:</p><ul class="plain">${leaves}</ul></div>`;
}

function worst(headline: Headline): string {
  if (headline.reachable.length === 0) return "";
  const shown = headline.reachable.slice(0, shownAccounts);
  const rows = shown
    .map(
      (each) =>
        `<tr><th scope="row"><a href="#a${each.id}">${account(each)}</a>${each.isManagement ? ' <span class="tag">management</span>' : ""}</th><td>${html(partiesText(each.cheapest))}</td><td>${each.cheapest.cost}</td><td class="n">${each.certain.length}</td></tr>`,
    )
    .join("");
  const more = headline.reachable.length - shown.length;
  const rest = more > 0 ? `<p class="note">… and ${plural(more, "more account")}, all below.</p>` : "";
  return `<section id="worst" aria-labelledby="worst-h"><h2 id="worst-h">The worst accounts</h2>
<div class="scroll" role="group" aria-label="Accounts that are easiest to take" tabindex="0"><table><thead><tr><th scope="col">Account</th><th scope="col">Cheapest path needs</th><th scope="col">Cost</th><th scope="col">Certain paths</th></tr></thead><tbody>${rows}</tbody></table></div>${rest}</section>
`;
}

function account(each: Pick<Reachable, "id" | "name">): string {
  return each.name === null ? `<code>${html(each.id)}</code>` : `${named(each.name)} <code>${html(each.id)}</code>`;
}

function changeRow({ change, removes, before, after, accounts }: TopChange, at: number): string {
  const width = before === 0 ? 0 : Math.min(120, Math.round((removes / before) * 120));
  const bar = `<svg class="bar" width="120" height="10" viewBox="0 0 120 10" aria-hidden="true"><rect class="all" width="120" height="10" rx="3"/><rect class="gone" width="${width}" height="10" rx="3"/></svg>`;
  return `<tr><td class="n">${at + 1}</td><th scope="row">${named(change.title)} <code>${html(change.id)}</code></th><td class="n"><b>${removes}</b> of ${before} ${bar}</td><td class="n">${before} → ${after}</td><td class="n">${accounts}</td></tr>`;
}

function custody(answer: CustodyAnswer): string {
  if (answer.status === "unknown") {
    const steps = answer.steps.map((step) => `<li>${prose(step)}</li>`).join("");
    return `<p><span class="badge unknown"><span aria-hidden="true">?</span> UNKNOWN</span></p><p>${html(answer.line)}</p><p>What would answer it:</p><ul>${steps}</ul>`;
  }
  const items = answer.items.map(({ text, isMet }) => {
    const [shape, word] = isMet === null ? ["?", "unknown"] : isMet ? ["✓", "yes"] : ["✗", "no"];
    return `<li><span class="cell ${isMet === null ? "unknown" : isMet ? "good" : "bad"}"><span aria-hidden="true">${shape}</span> ${word}</span> ${html(text)}</li>`;
  });
  const badge = answer.isReady ? ["pass", "✓", "READY"] : ["critical", "✗", "NOT READY"];
  return `<p><span class="badge ${badge[0]}"><span aria-hidden="true">${badge[1]}</span> ${badge[2]}</span></p><p>${html(answer.line)}</p><ul class="plain">${items.join("")}</ul>`;
}
