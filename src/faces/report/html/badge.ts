import type { Finding } from "../../../domain/core/finding.ts";
import { countStandings, type Standing, standings, standingShapes } from "../finding-order.ts";
import { html } from "./escape-html.ts";

/** A standing as shape, word and colour. */
export function badge(standing: Standing, text: string): string {
  return `<span class="badge ${standing}"><span aria-hidden="true">${standingShapes[standing]}</span> ${html(text)}</span>`;
}

/** How many findings have each standing, worst first. */
export function tallyList(findings: readonly Finding[]): string {
  const counts = countStandings(findings);
  const shown = standings.filter((standing) => counts.has(standing));
  if (shown.length === 0) return "<p>No findings.</p>";
  return `<ul class="tally">${shown.map((each) => `<li>${badge(each, `${counts.get(each) ?? 0} ${each}`)}</li>`).join("")}</ul>`;
}
