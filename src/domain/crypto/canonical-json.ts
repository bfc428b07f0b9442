// Canonical JSON (RFC 8785, JCS), restricted so that two implementations cannot differ: no floats, no null, no absent
// fields, NFC text only. What is signed is bytes; two texts for one document would let one person sign what another
// program reads differently.
import { CodedError } from "../core/coded-error.ts";
import { equalBytes, fromUtf8, utf8 } from "./bytes.ts";
import { cryptoErrors } from "./errors.ts";

/** Objects and lists inside one another, at most; keeps hostile nesting from exhausting the stack. */
const deepest = 64;

/**
 * The one byte string of a value made of plain objects, lists, booleans, whole numbers below 2^53 and NFC text.
 * Throws `CRYPTO_NO_CANONICAL_FORM` with the path of what has none.
 */
export function canonicalBytes(value: unknown): Uint8Array {
  return utf8(written(value, "$", 1));
}

/**
 * Reads a canonical document: writing the value again gives the same bytes. Throws `CRYPTO_NOT_CANONICAL` for everything
 * else, e.g. another order of keys, a key twice, a space, `1.0`, `null`, text that is not NFC.
 */
export function readCanonical(bytes: Uint8Array): unknown {
  const text = fromUtf8(bytes);
  if (text === null) throw notCanonical("not UTF-8");
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw notCanonical("not JSON");
  }
  // INVARIANT: comparing the bytes is what refuses keys that stand twice: the parser has dropped the first of them.
  if (!equalBytes(rewritten(value), bytes)) throw notCanonical("writing it again gives other bytes");
  return value;
}

function rewritten(value: unknown): Uint8Array {
  try {
    return canonicalBytes(value);
  } catch (error) {
    if (error instanceof CodedError) throw notCanonical(error.detail ?? "", error.position?.path);
    throw error;
  }
}

function written(value: unknown, path: string, depth: number): string {
  switch (typeof value) {
    case "boolean":
      return value ? "true" : "false";
    case "string":
      return quoted(value, path);
    case "number":
      if (!Number.isSafeInteger(value)) throw noForm("a number that is not whole or not below 2^53", path);
      return value === 0 ? "0" : String(value);
    case "object":
      if (value === null) throw noForm("null", path);
      if (depth > deepest) throw noForm(`more than ${deepest} levels`, path);
      return Array.isArray(value) ? list(value, path, depth) : object(value, path, depth);
    case "undefined":
    case "bigint":
    case "function":
    case "symbol":
      throw noForm(typeof value, path);
  }
}

function list(values: readonly unknown[], path: string, depth: number): string {
  const items: string[] = [];
  // By index, because an iterator of the array's own could say anything and `map` skips holes.
  for (let at = 0; at < values.length; at++) items.push(written(values[at], `${path}[${at}]`, depth + 1));
  return `[${items.join(",")}]`;
}

function object(value: object, path: string, depth: number): string {
  const parent: unknown = Object.getPrototypeOf(value);
  // SECURITY: bytes, dates, maps and secrets have no form of their own here; being written as `{}` would sign nothing.
  if (parent !== Object.prototype && parent !== null) throw noForm("an object that is not plain", path);
  // RFC 8785 section 3.2.3: sorted by UTF-16 code units, which is how ECMAScript compares text.
  const entries = Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1));
  const fields = entries.map(([key, field]) => {
    // SECURITY: copying such a field would set a prototype.
    if (key === "__proto__") throw noForm("a field named __proto__", path);
    return `${quoted(key, path)}:${written(field, `${path}.${key}`, depth + 1)}`;
  });
  return `{${fields.join(",")}}`;
}

function quoted(text: string, path: string): string {
  if (!text.isWellFormed()) throw noForm("text with half a character", path);
  if (text.normalize("NFC") !== text) throw noForm("text that is not NFC", path);
  // RFC 8785 section 3.2.2.2 takes its escapes from here.
  return JSON.stringify(text);
}

function noForm(detail: string, path: string): CodedError {
  return new CodedError(cryptoErrors.CRYPTO_NO_CANONICAL_FORM, { detail, position: { path: shortened(path) } });
}

function notCanonical(detail: string, path?: string): CodedError {
  return new CodedError(cryptoErrors.CRYPTO_NOT_CANONICAL, { detail, position: { path } });
}

function shortened(path: string): string {
  return path.length > 200 ? `${path.slice(0, 200)}…` : path;
}
