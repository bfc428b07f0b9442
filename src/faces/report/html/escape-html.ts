import { printable } from "../printable.ts";

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** A text as HTML text or as the value of a double-quoted attribute. */
export function html(text: string): string {
  return printable(text).replace(/[&<>"']/g, (character) => entities[character] ?? "");
}

/** A name from elsewhere: kept from changing the direction of the text around it. */
export function named(text: string): string {
  return `<bdi>${html(text)}</bdi>`;
}

/** A sentence of ours: what stands between backticks becomes code. */
export function prose(text: string): string {
  return `<bdi>${html(text).replace(/`([^`]+)`/g, "<code>$1</code>")}</bdi>`;
}
