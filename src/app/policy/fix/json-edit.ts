import { findNodeAtLocation, type JSONPath, type Node, parseTree } from "jsonc-parser";

/*
 * Edits of a JSON text that leave every character alone that is not meant. jsonc-parser finds the places; its own edits
 * are not used, because they lay out anew what stands around them, and cut wrongly in lists on one line.
 */

/** The node at a path; undefined when there is none. */
export function nodeAt(text: string, path: JSONPath): Node | undefined {
  const tree = parseTree(text);
  return tree === undefined ? undefined : findNodeAtLocation(tree, path);
}

/** The keys of the object at a path, in order; none when there is no object. */
export function keysAt(text: string, path: JSONPath): readonly string[] {
  return (nodeAt(text, path)?.children ?? []).flatMap((property) => {
    const name: unknown = property.children?.[0]?.value;
    return typeof name === "string" ? [name] : [];
  });
}

/** Changes a key; the value stays. */
export function renameKey(text: string, path: JSONPath, name: string): string {
  const key = nodeAt(text, path)?.parent?.children?.[0];
  return key === undefined ? text : spliced(text, key.offset, endOf(key), JSON.stringify(name));
}

/** Puts a value in place of the one that is there, or as a new last member of the nearest object that is there. */
export function setAt(text: string, path: JSONPath, value: unknown): string {
  const node = nodeAt(text, path);
  if (node !== undefined) {
    const lead = staysOnLine(text, node, value) ? null : leadOfLine(text, node.offset);
    return spliced(text, node.offset, endOf(node), rendered(text, value, lead));
  }
  const parent = path.slice(0, -1);
  const name = String(path.at(-1));
  const holder = nodeAt(text, parent);
  if (holder === undefined) return parent.length === 0 ? text : setAt(text, parent, { [name]: value });
  return withMember(text, holder, (lead) => `${JSON.stringify(name)}:${gap(text)}${rendered(text, value, lead)}`);
}

/** A text, a value in a statement that stands on one line, or a short list in place of one that does. */
function staysOnLine(text: string, node: Node, value: unknown): boolean {
  const holder = node.parent?.parent;
  if (typeof value === "string" || (holder !== undefined && isOneLine(text, holder))) return true;
  return node.type === "array" && isOneLine(text, node) && rendered(text, value, null).length <= shortList;
}

/** Characters of a list that is still read at a glance. */
const shortList = 100;

/** Puts a value behind the last of a list. */
export function addTo(text: string, path: JSONPath, value: unknown): string {
  const list = nodeAt(text, path);
  return list === undefined ? text : withMember(text, list, (lead) => rendered(text, value, lead));
}

/** Takes an item out of a list, or a member out of an object, with the comma that goes with it. */
export function removeAt(text: string, path: JSONPath): string {
  const found = nodeAt(text, path);
  const node = typeof path.at(-1) === "number" ? found : found?.parent;
  const all = node?.parent?.children;
  if (node === undefined || all === undefined) return text;
  const place = all.indexOf(node);
  const [before, after] = [all[place - 1], all[place + 1]];
  if (after !== undefined) return spliced(text, node.offset, after.offset, "");
  return spliced(text, before === undefined ? node.offset : endOf(before), endOf(node), "");
}

/** Puts a member before all others of the whole text's object. */
export function setFirst(text: string, name: string, value: string): string {
  const first = nodeAt(text, [])?.children?.[0];
  if (first === undefined) return text;
  const isInline = !text.slice(0, first.offset).includes("\n");
  const between = isInline ? gap(text) : `${eolOf(text)}${leadOfLine(text, first.offset)}`;
  const member = `${JSON.stringify(name)}:${gap(text)}${JSON.stringify(value)},${between}`;
  return spliced(text, first.offset, first.offset, member);
}

/** Makes the one item at a path the first of a list of two. */
export function makeList(text: string, path: JSONPath, second: unknown): string {
  const node = nodeAt(text, path);
  if (node === undefined) return text;
  const isInline = isOneLine(text, node);
  const lead = isInline ? null : leadOfLine(text, node.offset);
  const between = lead === null ? `,${gap(text)}` : `,${eolOf(text)}${lead}`;
  const own = text.slice(node.offset, endOf(node));
  return spliced(text, node.offset, endOf(node), `[${own}${between}${rendered(text, second, lead)}]`);
}

function withMember(text: string, holder: Node, render: (lead: string | null) => string): string {
  const last = holder.children?.at(-1);
  if (last === undefined) return spliced(text, holder.offset + 1, endOf(holder) - 1, render(null));
  if (isOneLine(text, holder)) return spliced(text, endOf(last), endOf(last), `,${gap(text)}${render(null)}`);
  const line = text.slice(text.lastIndexOf("\n", last.offset) + 1, last.offset);
  const lead = line.trim() === "" ? line : `${leadOfLine(text, holder.offset)}${stepOf(text)}`;
  return spliced(text, endOf(last), endOf(last), `,${eolOf(text)}${lead}${render(lead)}`);
}

/** A value as text: on one line when `lead` is null, else on several, each after the first with `lead` before it. */
function rendered(text: string, value: unknown, lead: string | null): string {
  if (lead !== null) return JSON.stringify(value, null, stepOf(text)).replaceAll("\n", `${eolOf(text)}${lead}`);
  return gap(text) === "" ? JSON.stringify(value) : spaced(value);
}

function spaced(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(spaced).join(", ")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const members = Object.entries(value).map(([key, each]) => `${JSON.stringify(key)}: ${spaced(each)}`);
  return members.length === 0 ? "{}" : `{ ${members.join(", ")} }`;
}

/** What the text puts behind colons. */
function gap(text: string): "" | " " {
  return /":\s/.test(text) ? " " : "";
}

function eolOf(text: string): "\n" | "\r\n" {
  return text.includes("\r\n") ? "\r\n" : "\n";
}

/** One step of indentation; two blanks where the text does not say. */
function stepOf(text: string): string {
  const found = /\n([ \t]+)\S/.exec(text)?.[1] ?? "  ";
  return found.startsWith("\t") ? "\t" : found;
}

function leadOfLine(text: string, offset: number): string {
  return /^[ \t]*/.exec(text.slice(text.lastIndexOf("\n", offset - 1) + 1))?.[0] ?? "";
}

function isOneLine(text: string, node: Node): boolean {
  return !text.slice(node.offset, endOf(node)).includes("\n");
}

function endOf({ offset, length }: Node): number {
  return offset + length;
}

function spliced(text: string, start: number, end: number, more: string): string {
  return `${text.slice(0, start)}${more}${text.slice(end)}`;
}
