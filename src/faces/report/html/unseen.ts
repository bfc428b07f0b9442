import type { BaselineEntry, ScanOutcome } from "../../../app/scan/outcome.ts";
import { html, named } from "./escape-html.ts";

/** What this run did not look at and which accounts it could not evaluate. */
export function unseenSection(outcome: ScanOutcome): string {
  const { scope, notLookedAt } = outcome.run;
  const accounts = scope.notEvaluated
    .map((each) => `<li><code>${html(each.account)}</code> <b>${each.reason}</b>: ${named(each.needs)}</li>`)
    .join("");
  const things = notLookedAt
    .map(
      (each) => `<tr><th scope="row">${named(each.what)}</th><td>${each.reason}</td><td>${named(each.step)}</td></tr>`,
    )
    .join("");
  return `<section id="unseen" aria-labelledby="unseen-h"><h2 id="unseen-h">What this run did not look at</h2>
<p class="note">Unknown is never pass: nothing here counts as safe.</p>
${accounts === "" ? "<p>Every account that was asked for was evaluated.</p>" : `<h3>Accounts not evaluated</h3><ul>${accounts}</ul>`}
${things === "" ? "" : `<div class="scroll" role="group" aria-label="What was not looked at" tabindex="0"><table><thead><tr><th scope="col">What</th><th scope="col">Reason</th><th scope="col">Step that would show it</th></tr></thead><tbody>${things}</tbody></table></div>`}
</section>
`;
}

/** What became of the baseline's findings; empty without a baseline. */
export function baselineSection(outcome: ScanOutcome): string {
  if (outcome.baseline === null) return "";
  const { fixed, lostSight } = outcome.baseline;
  const fresh = outcome.findings.filter((each) => each.verdict === "fail" && each.change === "new").length;
  return `<section id="baseline" aria-labelledby="baseline-h"><h2 id="baseline-h">Since the baseline</h2>
<p>${fresh} new, ${fixed.length} fixed, ${lostSight.length} lost sight of.</p>${list("Fixed", fixed)}${list("Lost sight of", lostSight)}</section>
`;
}

function list(title: string, entries: readonly BaselineEntry[]): string {
  if (entries.length === 0) return "";
  const items = entries.map(
    (each) => `<li><code>${html(each.id)}</code> <code>${html(each.account)}</code> ${named(each.resource)}</li>`,
  );
  return `<h3>${title}</h3><ul>${items.join("")}</ul>`;
}
