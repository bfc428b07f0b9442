import { applyEdits, findNodeAtLocation, type JSONPath, modify, type Node, parseTree } from "jsonc-parser";
import type { ConditionEntry, Policy, Statement } from "../../../domain/iam/language/policy.ts";
import { statementJson } from "../../../domain/iam/language/policy-json.ts";
import { layoutOf } from "./layout-of.ts";

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
  const listed = findNodeAtLocation(treeOf(text), ["Statement"]);
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
  const node = findNodeAtLocation(treeOf(renamed), path);
  const { patterns } = after;
  if (node?.type !== "array") {
    return set(renamed, path, patterns.length === 1 ? patterns[0] : patterns);
  }
  if (patterns.length === before.patterns.length) {
    return patterns.reduce(
      (done, each, place) => (each === before.patterns[place] ? done : set(done, [...path, place], each)),
      renamed,
    );
  }
  const kept = before.patterns.filter((each) => patterns.includes(each));
  const isInOrder = kept.every((each, place) => each === patterns[place]);
  if (!isInOrder || new Set(before.patterns).size < before.patterns.length) return set(renamed, path, patterns);
  let edited = renamed;
  for (let place = before.patterns.length - 1; place >= 0; place -= 1) {
    if (!patterns.includes(before.patterns[place] ?? "")) edited = remove(edited, path, place);
  }
  return patterns.slice(kept.length).reduce((done, each, more) => insert(done, path, kept.length + more, each), edited);
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
  for (const entry of added) {
    const replaced = left.findIndex((each) => canBecome(edited, path, each, entry));
    const [from] = replaced === -1 ? [] : left.splice(replaced, 1);
    edited = from === undefined ? edited : rewriteEntry(edited, path, from, entry);
    if (from === undefined) edited = set(edited, [...path, entry.operator, entry.key], valueOf(entry.values));
  }
  for (const { operator, key } of left) {
    const isLast = keysAt(edited, [...path, operator]).length === 1;
    edited = remove(edited, isLast ? path : [...path, operator], isLast ? operator : key);
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
  return isSameValue ? edited : set(edited, [...path, to.operator, key], valueOf(to.values));
}

function isSame(one: ConditionEntry, two: ConditionEntry): boolean {
  return one.operator === two.operator && one.key === two.key && one.values.join("\n") === two.values.join("\n");
}

function valueOf(values: readonly string[]): unknown {
  return values.length === 1 ? values[0] : values;
}

function append(text: string, statement: Statement): string {
  const { eol, indent, isOneLine } = layoutOf(text);
  const value = singles(statementJson(statement));
  const node = findNodeAtLocation(treeOf(text), ["Statement"]);
  if (node?.type === "array") return insert(text, ["Statement"], node.children?.length ?? 0, value);
  if (node === undefined) return text;
  // The one statement becomes the first of a list, where it stands.
  const [start, end] = [node.offset, node.offset + node.length];
  const lineStart = text.lastIndexOf("\n", start) + 1;
  const base = /^[ \t]*/.exec(text.slice(lineStart))?.[0] ?? "";
  const more = isOneLine
    ? JSON.stringify(value)
    : JSON.stringify(value, null, indent).replaceAll("\n", `${eol}${base}`);
  const between = isOneLine ? "," : `,${eol}${base}`;
  return `${text.slice(0, start)}[${text.slice(start, end)}${between}${more}]${text.slice(end)}`;
}

/** Lists of one element as AWS's own samples write them: the bare value. */
function singles(statement: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const bare = (value: unknown): unknown => (Array.isArray(value) && value.length === 1 ? value[0] : value);
  const inside = (value: unknown): unknown =>
    typeof value === "object" && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).map(([key, each]) => [key, inside(each)]))
      : bare(value);
  return Object.fromEntries(Object.entries(statement).map(([key, value]) => [key, inside(value)]));
}

function withVersion(text: string, version: Policy["version"]): string {
  const { isOneLine } = layoutOf(text);
  if (findNodeAtLocation(treeOf(text), ["Version"]) !== undefined) return set(text, ["Version"], version);
  return applyEdits(
    text,
    modify(text, ["Version"], version, { ...options(text, isOneLine), getInsertionIndex: () => 0 }),
  );
}

function set(text: string, path: JSONPath, value: unknown): string {
  return applyEdits(text, modify(text, path, value, options(text)));
}

function insert(text: string, path: JSONPath, place: number, value: unknown): string {
  return applyEdits(text, modify(text, [...path, place], value, { ...options(text), isArrayInsertion: true }));
}

function remove(text: string, path: JSONPath, step: string | number): string {
  return applyEdits(text, modify(text, [...path, step], undefined, {}));
}

function renameKey(text: string, path: JSONPath, name: string): string {
  const key = findNodeAtLocation(treeOf(text), path)?.parent?.children?.[0];
  if (key === undefined) return text;
  return `${text.slice(0, key.offset)}${JSON.stringify(name)}${text.slice(key.offset + key.length)}`;
}

function keysAt(text: string, path: JSONPath): readonly string[] {
  const node = findNodeAtLocation(treeOf(text), path);
  return (node?.children ?? []).flatMap((property) => {
    const name: unknown = property.children?.[0]?.value;
    return typeof name === "string" ? [name] : [];
  });
}

function options(text: string, isOneLine = layoutOf(text).isOneLine): Parameters<typeof modify>[3] {
  const { eol, indent } = layoutOf(text);
  if (isOneLine) return {};
  const insertSpaces = indent !== "\t";
  return { formattingOptions: { eol, insertSpaces, tabSize: insertSpaces ? indent.length : 1 } };
}

function treeOf(text: string): Node {
  const tree = parseTree(text);
  if (tree === undefined) throw new Error("the text of a policy that was read is no JSON any more");
  return tree;
}
