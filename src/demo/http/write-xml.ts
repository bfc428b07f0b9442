/** Entries of an XML map: `<entry><key/><value/></entry>`. */
export class XmlMap {
  readonly entries: readonly (readonly [string, string | number])[];

  constructor(entries: readonly (readonly [string, string | number])[]) {
    this.entries = entries;
  }
}

/**
 * Writes an element: lists become `<member>`, `undefined` and `null` are left out, Dates ISO text without
 * milliseconds.
 */
export function writeXml(name: string, value: unknown): string {
  if (value === undefined || value === null) return "";
  return `<${name}>${content(value)}</${name}>`;
}

/** The text with the five characters that XML reserves replaced; characters XML cannot hold are dropped. */
export function xmlText(text: string): string {
  return text
    .replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`)
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, "")
    .replace(/\r/g, "&#13;");
}

function content(value: unknown): string {
  if (Array.isArray(value)) return value.map((one: unknown) => writeXml("member", one)).join("");
  if (value instanceof Date) return value.toISOString().replace(/\.\d{3}Z$/, "Z");
  if (value instanceof XmlMap) {
    return value.entries
      .map(([key, one]) => `<entry><key>${xmlText(key)}</key><value>${xmlText(String(one))}</value></entry>`)
      .join("");
  }
  if (typeof value === "object" && value !== null) {
    return Object.entries(value)
      .map(([key, one]) => writeXml(key, one))
      .join("");
  }
  if (typeof value === "string") return xmlText(value);
  return typeof value === "number" || typeof value === "boolean" ? String(value) : "";
}
