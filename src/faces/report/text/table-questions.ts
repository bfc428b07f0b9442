import type { CustodyAnswer, ScanOutcome, TopChange } from "../../../app/scan/outcome.ts";
import { type Headline, headlineOf, partiesText, plural, type Reachable } from "../headline.ts";
import { headlineSentences, nextStep, runNote } from "../headline-sentences.ts";
import { leafText } from "../path-words.ts";
import { printable } from "../printable.ts";
import { displayWidth, padded } from "./display-width.ts";
import type { TextPage } from "./text-page.ts";

/** Accounts and changes listed on the first screen. */
const shownAccounts = 5;
const shownChanges = 5;
const shownHolders = 6;
const indent = "   ";

/** The first screen: coverage, both questions, and between them what to change first. */
export function writeTwoQuestions(outcome: ScanOutcome, page: TextPage): void {
  page.say(outcome.coverage.line, outcome.run.complete ? "strong" : "bad");
  const step = nextStep(outcome);
  if (step !== null) page.say(step, null, "Next: ");
  page.say(runNote(outcome), "dim");
  page.line();
  page.line(page.paint("heading", "1. WHO ELSE CAN BECOME ROOT?"));
  const headline = headlineOf(outcome);
  for (const sentence of headlineSentences(headline)) page.say(sentence, null, indent);
  if (headline !== null) writeWorst(headline, page);
  writeChanges(outcome.topChanges, page);
  page.line();
  page.line(page.paint("heading", "2. CAN WE BECOME ROOT WHEN WE MUST?"));
  writeCustody(outcome.custody, page);
  page.line();
}

function writeWorst(headline: Headline, page: TextPage): void {
  const shown = headline.reachable.slice(0, shownAccounts);
  const [first] = shown;
  if (first === undefined) return;
  page.line();
  const rows = shown.map((each) => ({
    name: printable(each.name ?? ""),
    rest: `${each.id}  ${padded(partiesText(each.cheapest), 18)}  ${padded(`cost ${each.cheapest.cost}`, 12)}  ${plural(each.certain.length, "path")}`,
    each,
  }));
  const room = page.columns - indent.length - Math.max(...rows.map((row) => displayWidth(row.rest))) - 2;
  const nameColumns = Math.min(room, Math.max(...rows.map((row) => displayWidth(row.name))));
  for (const { name, rest, each } of rows) {
    if (room >= 12) page.line(`${indent}${page.paint("strong", padded(name, nameColumns))}  ${rest}`);
    else {
      page.say(each.name ?? each.id, "strong", indent);
      page.say(rest.replace(/ {2,}/g, ", "), null, `${indent}  `);
    }
  }
  const more = headline.reachable.length - shown.length;
  if (more > 0) page.say(`… and ${plural(more, "more account")}: rootward paths`, "dim", indent);
  writeCheapest(first, page);
}

function writeCheapest(worst: Reachable, page: TextPage): void {
  const { cheapest } = worst;
  page.line();
  const who = worst.name === null ? worst.id : `${worst.name} (${worst.id})`;
  page.say(`The worst: ${who}, ${partiesText(cheapest)}, cost ${cheapest.cost}`, "strong", indent);
  for (const [at, step] of cheapest.steps.entries()) page.say(step, null, `${indent}  ${at + 1}. `);
  page.line(`${indent}  ${page.paint("bad", "=> root")}`);
  for (const [at, leaf] of cheapest.leaves.entries()) {
    page.say(leafText(leaf, shownHolders), "dim", `${indent}  ${at === 0 ? "needs" : "  and"} `);
  }
}

function writeChanges(changes: readonly TopChange[], page: TextPage): void {
  const shown = changes.slice(0, shownChanges);
  if (shown.length === 0) return;
  page.line();
  page.line(`${indent}${page.paint("heading", "WHAT TO CHANGE FIRST")}`);
  for (const [at, each] of shown.entries()) {
    const lead = `${indent}${at + 1}. `;
    const effect = `removes ${each.removes} of ${plural(each.before, "path")} in ${plural(each.accounts, "account")}`;
    const title = printable(`${each.change.title} [${each.change.id}]`);
    const room = page.columns - lead.length - displayWidth(title) - 2 - displayWidth(effect);
    if (room >= 0) page.line(`${lead}${title}${" ".repeat(room + 2)}${page.paint("good", effect)}`);
    else {
      page.say(title, null, lead);
      page.say(effect, "good", `${indent}   `);
    }
  }
  page.say("rootward fix writes them, with the proof: paths before and after.", "dim", indent);
}

function writeCustody(custody: CustodyAnswer, page: TextPage): void {
  if (custody.status === "unknown") {
    page.say(custody.line, "unknown", `${indent}? `);
    if (custody.steps.length > 0) page.say("What would answer it:", null, indent);
    for (const step of custody.steps) page.say(step, null, `${indent}- `);
    return;
  }
  page.say(custody.line, custody.isReady ? "good" : "bad", indent);
  for (const { text, isMet } of custody.items) {
    page.say(text, null, `${indent}${isMet === null ? "[?]" : isMet ? "[x]" : "[ ]"} `);
  }
}
