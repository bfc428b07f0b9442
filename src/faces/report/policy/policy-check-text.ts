import type { CheckedDocument, PolicyCheck, ToldGap } from "../../../app/policy/check/policy-check.ts";
import { nameList } from "../../../app/policy/name-list.ts";
import { gaps as allGaps } from "../../../domain/policy/gap-registry.ts";
import { positionText } from "../../../domain/core/coded-error.ts";
import { tellingOrder } from "../../../domain/policy/judging/telling-order.ts";
import { TextPage } from "../text/text-page.ts";
import type { Role, TextStyle } from "../text/text-style.ts";
import type { Write } from "../write.ts";
import { stateWords, verdictWords, witnessWords } from "./policy-words.ts";

/** Actions named on the page; the JSON holds them all. */
const mostNames = 12;

/** The answer of `policy check` for a person: the worst first, each gap once with its actions and one witness. */
export function writePolicyCheckText(check: PolicyCheck, write: Write, style: TextStyle): void {
  const page = new TextPage(write, style);
  const principals = check.documents.filter(({ name, principal }) => name !== "" && name === principal);
  const told = check.documents.filter((each) => !principals.includes(each) || each.gaps.length > 0 || isPartial(each));
  if (check.documents.length === 0 && check.unread.length === 0 && check.notJudged.length === 0)
    page.say("nothing to judge: no policy, user or role", "unknown");
  if (principals.length > 1 || told.length < check.documents.length) {
    const bad = principals.filter(({ gaps }) => gaps.some(({ verdict }) => isBad(verdict))).length;
    const quiet = check.documents.length - told.length;
    page.say(
      `${principals.length === 1 ? "1 user or role" : `${principals.length} users and roles`} judged: ${bad} with a gap or lockout; ${quiet} with nothing to say about their MFA guard, or without one (rootward policy admins tells who needs one)`,
      bad > 0 ? "bad" : "strong",
    );
    page.line();
  }
  for (const [at, document] of told.entries()) {
    if (at > 0) page.line();
    writeDocument(page, document);
  }
  for (const { account, why } of check.notJudged) page.say(`${account}: not judged: ${why}`, "unknown");
  for (const { file, code, title, detail, hint, position } of check.unread) {
    page.line();
    const where = position === null ? file : positionText({ file, ...position });
    page.say(`${where}: ${title}${detail === null ? "" : `: ${detail}`} [${code}]`, "bad");
    page.say(hint, "dim", "  → ");
  }
}

function writeDocument(page: TextPage, document: CheckedDocument): void {
  const { file, name, as, gaps, withoutMfa, notModelled, principal } = document;
  const title = name === "" ? file : name === principal ? name : `${file} ${name}`;
  page.say(`${title}: ${headline(document)}`, gaps.some(({ verdict }) => isBad(verdict)) ? "bad" : "strong");
  page.say(`judged as ${as} policy for ${principal}`, "dim", "  ");
  for (const why of document.notKnown ?? []) page.say(`not known: ${why}; anything may be open`, "unknown", "  ");
  for (const group of byGap(gaps)) writeGap(page, group);
  page.line();
  const { count, actions, may, serviceRules } = withoutMfa;
  const perhaps = may.length === 0 ? "" : `; perhaps ${may.length} more${named(may, may.length)}`;
  page.say(
    `Open without MFA: ${count === 1 ? "1 action" : `${count} actions`}${named(actions, count)}${perhaps}`,
    null,
    "  ",
  );
  for (const rule of serviceRules) {
    const what = { adds: "AWS allows all the same", removes: "AWS refuses to a key", may: "not known for a key" }[
      rule.effect
    ];
    page.say(`${what}: ${rule.actions.slice(0, mostNames).join(", ")} (${rule.rule})`, "dim", "    ");
  }
  const isMendable = gaps.some(({ verdict }) => verdict !== "note") && name !== principal;
  if (isMendable)
    page.say(`rootward policy fix ${file} --out DIR writes the corrected document and proves it`, "good", "  → ");
  page.say(`Not taken into account: ${notModelled.join("; ")}.`, "dim", "  ");
}

function isPartial({ notKnown = [] }: CheckedDocument): boolean {
  return notKnown.length > 0;
}

function headline(document: CheckedDocument): string {
  const { gaps } = document;
  const counts = new Map<ToldGap["verdict"], number>();
  for (const group of byGap(gaps)) {
    const verdict = group[0]?.verdict ?? "note";
    counts.set(verdict, (counts.get(verdict) ?? 0) + 1);
  }
  const parts = (["gap", "lockout", "may", "note"] as const).flatMap((verdict) => {
    const count = counts.get(verdict) ?? 0;
    return count === 0 ? [] : [verdictWords(verdict, count)];
  });
  if (isPartial(document)) parts.push("not all documents known");
  return parts.length === 0 ? "no gap found" : parts.join(" · ");
}

function writeGap(page: TextPage, group: readonly ToldGap[]): void {
  const [first] = group;
  if (first === undefined) return;
  page.line();
  const { id, pitfall, verdict, title, position, witness, replayed } = first;
  const where =
    position === null ? "" : `  ${positionText({ line: position.line, column: position.column, file: position.file })}`;
  page.say(`${title}. ${id} (${pitfall})${where}`, roleOf(first), `  ${verdict.toUpperCase()}  `);
  const actions = group.map(({ action }) => action);
  const calls = nameList(actions, group.at(-1)?.more, mostNames);
  page.say(`${calls} ${verdict === "lockout" ? "refused" : "passes"} ${stateWords(first.cells)}`, null, "      ");
  if (witness !== null) {
    const checked = replayed === "refused" ? " BUT THE SECOND EVALUATOR REFUSES IT: please report this" : "";
    page.say(`${witnessWords(witness)}${checked}`, null, "      proof  ");
  }
  const danger = verdict === "note" ? undefined : allGaps.find((each) => each.id === id)?.danger;
  if (danger !== undefined) page.say(danger, null, "      means  ");
  for (const text of new Set(group.flatMap(({ says }) => (says === undefined ? [] : [says]))))
    page.say(text, null, "      so     ");
  for (const text of new Set(group.flatMap(({ why }) => (why === undefined ? [] : [why]))))
    page.say(text, null, "      open   ");
  for (const text of new Set(group.flatMap(({ mitigatedBy }) => (mitigatedBy === undefined ? [] : [mitigatedBy])))) {
    page.say(`a stolen key alone is stopped by ${text}`, null, "      but    ");
  }
  page.say(`rootward explain ${id}`, "dim", "      → ");
}

function byGap(gaps: readonly ToldGap[]): readonly (readonly ToldGap[])[] {
  const groups = new Map<string, ToldGap[]>();
  for (const gap of gaps) {
    const key = `${gap.id} ${gap.verdict}`;
    const group = groups.get(key) ?? [];
    groups.set(key, group);
    group.push(gap);
  }
  const rank = { gap: 0, lockout: 1, may: 2, note: 3 } as const;
  const verdictOf = (group: readonly ToldGap[]): number => rank[group[0]?.verdict ?? "note"];
  return [...groups.values()].sort((one, two) => verdictOf(one) - verdictOf(two));
}

function named(names: readonly string[], count: number): string {
  if (names.length === 0) return "";
  return ` (${nameList(tellingFirst(names), count - names.length, mostNames)})`;
}

/** All of a short list as it is; of a long one the calls that everybody understands. */
function tellingFirst(names: readonly string[]): readonly string[] {
  if (names.length <= mostNames) return names;
  return names.toSorted((one, two) => tellingOrder(one) - tellingOrder(two));
}

function roleOf({ verdict, severity }: ToldGap): Role {
  if (verdict === "note") return "dim";
  return verdict === "may" ? "unknown" : severity;
}

function isBad(verdict: ToldGap["verdict"]): boolean {
  return verdict === "gap" || verdict === "lockout";
}
