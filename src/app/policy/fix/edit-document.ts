import type { JSONPath } from "jsonc-parser";
import type { ConditionEntry, Policy, Statement } from "../../../domain/iam/language/policy.ts";
import { statementJson } from "../../../domain/iam/language/policy-json.ts";
import { bareSingles } from "./bare-singles.ts";
import { addTo, keysAt, makeList, nodeAt, removeAt, renameKey, setAt, setFirst } from "./json-edit.ts";

/**
 * The text of a policy with exactly what differs between two readings of it changed: formatting, order, Sids and
 * spelling of everything else stay. Statements may be changed in place and appended.
 */
export function editDocument(text: string, before: Policy, after: Policy): string {
  let edited = text;
  for (const [at, statement] of before.statements.entries()) {
    const next = after.statements[at];
    if (next !== undefined && next !== statement) edited = editStatement(edited, at, statement, next);
  }
  for (const statement of after.statements.slice(before.statements.length)) edited = append(edited, statement);
  return before.version === after.version ? edited : withVersion(edited, after.version);
}

/** A document need not hold its statement in a list. */
function pathOf(text: string, at: number): JSONPath {
  const listed = nodeAt(text, ["Statement"]);
  return listed?.type === "object" ? ["Statement"] : ["Statement", at];
}

function editStatement(text: string, at: number, before: Statement, after: Statement): string {
  const path = pathOf(text, at);
  let edited = editTexts(text, path, ["Action", "NotAction"], before.actions, after.actions);
  if (before.resources !== null && after.resources !== null) {
    edited = editTexts(edited, path, ["Resource", "NotResource"], before.resources, after.resources);
  }
  return editConditions(edited, [...path, "Condition"], before.conditions, after.conditions);
}

type Texts = Statement["actions"];

function editTexts(text: string, at: JSONPath, names: readonly [string, string], before: Texts, after: Texts): string {
  const [was, is] = [before, after].map(({ negated }) => names[negated ? 1 : 0]);
  if (JSON.stringify(before) === JSON.stringify(after) || was === undefined || is === undefined) return text;
  const renamed = was === is ? text : renameKey(text, [...at, was], is);
  const path = [...at, is];
  const node = nodeAt(renamed, path);
  const { patterns } = after;
  if (node?.type !== "array") {
    return setAt(renamed, path, patterns.length === 1 ? patterns[0] : patterns);
  }
  if (patterns.length === before.patterns.length) {
    return patterns.reduce(
      (done, each, place) => (each === before.patterns[place] ? done : setAt(done, [...path, place], each)),
      renamed,
    );
  }
  const kept = before.patterns.filter((each) => patterns.includes(each));
  if (kept.length === 0) return setAt(renamed, path, patterns.length === 1 ? patterns[0] : patterns);
  const isInOrder = kept.every((each, place) => each === patterns[place]);
  if (!isInOrder || new Set(before.patterns).size < before.patterns.length) return setAt(renamed, path, patterns);
  let edited = renamed;
  for (let place = before.patterns.length - 1; place >= 0; place -= 1) {
    if (!patterns.includes(before.patterns[place] ?? "")) edited = removeAt(edited, [...path, place]);
  }
  return patterns.slice(kept.length).reduce((done, each) => addTo(done, path, each), edited);
}

function editConditions(
  text: string,
  path: JSONPath,
  before: readonly ConditionEntry[],
  after: readonly ConditionEntry[],
): string {
  const old = before.filter((entry) => !after.some((each) => isSame(each, entry)));
  const added = after.filter((entry) => !before.some((each) => isSame(each, entry)));
  let edited = text;
  const left = [...old];
  const isPlace = (one: ConditionEntry, two: ConditionEntry): boolean =>
    one.operator === two.operator && one.key === two.key;
  // Those whose place is there already come first, so that no other takes the place.
  const placed = added.filter((entry) => old.some((each) => isPlace(each, entry)));
  for (const entry of [...placed, ...added.filter((each) => !placed.includes(each))]) {
    const own = left.findIndex((each) => isPlace(each, entry));
    const replaced = own === -1 ? left.findIndex((each) => canBecome(edited, path, each, entry)) : own;
    const [from] = replaced === -1 ? [] : left.splice(replaced, 1);
    edited =
      from === undefined
        ? setAt(edited, [...path, entry.operator, entry.key], valueOf(entry.values))
        : rewriteEntry(edited, path, from, entry);
  }
  for (const { operator, key } of left) {
    const isLast = keysAt(edited, [...path, operator]).length === 1;
    edited = removeAt(edited, isLast ? [...path, operator] : [...path, operator, key]);
  }
  return edited;
}

/** The entry stands alone under its operator and the new operator is not there: a word is changed, nothing moved. */
function canBecome(text: string, path: JSONPath, from: ConditionEntry, to: ConditionEntry): boolean {
  const isFree = from.operator === to.operator || !keysAt(text, path).includes(to.operator);
  return isFree && keysAt(text, [...path, from.operator]).length === 1;
}

function rewriteEntry(text: string, path: JSONPath, from: ConditionEntry, to: ConditionEntry): string {
  let edited = from.operator === to.operator ? text : renameKey(text, [...path, from.operator], to.operator);
  const isSameKey = from.key.toLowerCase() === to.key.toLowerCase();
  if (!isSameKey) edited = renameKey(edited, [...path, to.operator, from.key], to.key);
  const key = isSameKey ? from.key : to.key;
  const isSameValue = JSON.stringify(from.values) === JSON.stringify(to.values);
  return isSameValue ? edited : setAt(edited, [...path, to.operator, key], valueOf(to.values));
}

function isSame(one: ConditionEntry, two: ConditionEntry): boolean {
  return one.operator === two.operator && one.key === two.key && one.values.join("\n") === two.values.join("\n");
}

function valueOf(values: readonly string[]): unknown {
  return values.length === 1 ? values[0] : values;
}

function append(text: string, statement: Statement): string {
  const value = bareSingles(statementJson(statement));
  return nodeAt(text, ["Statement"])?.type === "array"
    ? addTo(text, ["Statement"], value)
    : makeList(text, ["Statement"], value);
}

function withVersion(text: string, version: Policy["version"]): string {
  const isThere = nodeAt(text, ["Version"]) !== undefined;
  return isThere ? setAt(text, ["Version"], version) : setFirst(text, "Version", version);
}
