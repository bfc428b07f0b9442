import { createHash } from "node:crypto";
import type { ScanOutcome } from "../../../app/scan/outcome.ts";
import { nextStep, runNote } from "../headline-sentences.ts";
import type { Write } from "../write.ts";
import { writeAccounts } from "./accounts.ts";
import { html, prose } from "./escape-html.ts";
import { writeFindings } from "./findings.ts";
import { changesSection, questionsSection } from "./questions.ts";
import { reportScript } from "./report-script.ts";
import { reportStyle } from "./report-style.ts";
import { baselineSection, unseenSection } from "./unseen.ts";

/** From so many findings and accounts on, what is off the screen is laid out only when it comes into view. */
const bigReport = 400;

/**
 * The report as one HTML file that asks nothing of the network, opens from disk, prints, and works without its script.
 * It is a map for an attacker and says so.
 */
export function writeHtml(outcome: ScanOutcome, write: Write): void {
  write(headOf(outcome));
  write(questionsSection(outcome));
  write(changesSection(outcome));
  writeAccounts(outcome, write);
  writeFindings(outcome, write);
  write(baselineSection(outcome));
  write(unseenSection(outcome));
  write(footOf(outcome));
}

function headOf(outcome: ScanOutcome): string {
  // SECURITY: no source of anything is allowed but this style and this script, by their hashes; a name that slipped
  // through escaping could neither run nor send.
  const policy = `default-src 'none'; style-src ${hashOf(reportStyle)}; script-src ${hashOf(reportScript)}; base-uri 'none'; form-action 'none'`;
  const { run, coverage } = outcome;
  const isBig = outcome.findings.length + outcome.accounts.length > bigReport;
  const isMasked = outcome.contacts.mails.length === 0 && outcome.contacts.phones.length === 0;
  const contacts = isMasked
    ? "Mail addresses and phone numbers are masked."
    : "Mail addresses and phone numbers are shown in full.";
  const next = nextStep(outcome);
  const step = next === null ? "" : `<p class="next"><strong>Next:</strong> ${prose(next)}</p>`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<meta name="color-scheme" content="light dark">
<title>CONFIDENTIAL: Rootward report, ${html(run.organization ?? "stand-alone account")}</title>
<style>${reportStyle}</style>
</head>
<body${isBig ? ' class="big"' : ""}>
<a class="skip" href="#main">Skip to the answers</a>
<aside class="secret" aria-label="Confidential"><strong>CONFIDENTIAL</strong> This page is a map for an attacker. Give it only to those who fix what it shows. ${contacts}</aside>
<header>
<h1>Rootward report</h1>
<p class="note">${html(runNote(outcome))} · mode ${html(run.mode)}</p>
<p class="coverage ${run.complete ? "whole" : "part"}"><span aria-hidden="true">${run.complete ? "✓" : "!"}</span> ${html(coverage.line)}</p>
${step}
<nav aria-label="Sections"><a href="#who">Who can become root</a><a href="#change">Change first</a><a href="#accounts">Accounts and paths</a><a href="#findings">Findings</a><a href="#unseen">Not looked at</a></nav>
</header>
<main id="main">
`;
}

function footOf(outcome: ScanOutcome): string {
  const { run } = outcome;
  return `</main>
<footer>
<dl>
<dt>Snapshot</dt><dd><code>${html(run.snapshot)}</code></dd>
<dt>Run</dt><dd><code>${html(run.id)}</code>, ${html(run.startedAt)} to ${html(run.finishedAt ?? "interrupted")}</dd>
<dt>Exit code</dt><dd>${outcome.summary.exit}</dd>
</dl>
<p>CONFIDENTIAL. Every figure comes from the snapshot named here; the same snapshot gives the same report.</p>
</footer>
<script>${reportScript}</script>
</body>
</html>
`;
}

function hashOf(text: string): string {
  return `'sha256-${createHash("sha256").update(text, "utf8").digest("base64")}'`;
}
