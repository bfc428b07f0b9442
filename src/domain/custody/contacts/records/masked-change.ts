// What a change looks like to people. Custodians judge a change by these lines, so a field that changes always has one,
// also where its mask looks the same on both sides.
import { alternateFields, primaryFields } from "./contact-fields.ts";
import type { ContactChange } from "../contacts-plan.ts";
import { differingAlternateFields, differingPrimaryFields } from "./normal-contact.ts";
import { maskedField } from "./masked-field.ts";
import { shownText } from "./shown-text.ts";
import { nameOfChange } from "./standing-of.ts";

/** `old -> new` in one line for every field that changes, with addresses, numbers and names masked. */
export function maskedChange(change: ContactChange): readonly string[] {
  return linesOf(change, maskedField);
}

/** `old -> new` in one line for every field that changes, in full: for whoever asked to see contacts. */
export function wholeChange(change: ContactChange): readonly string[] {
  return linesOf(change, (_field, text) => shownText(text));
}

type Show = (field: string, text: string) => string;

type Texts = Readonly<Record<string, string | undefined>>;

function linesOf(change: ContactChange, show: Show): readonly string[] {
  const name = nameOfChange(change);
  switch (change.kind) {
    case "primary":
      return fieldLines(name, change.old, change.new, differingPrimaryFields(change.old ?? {}, change.new), show);
    case "alternate": {
      const fields = differingAlternateFields(change.old ?? {}, change.new ?? {});
      const lines = fieldLines(name, change.old, change.new, fields, show);
      return lines.length > 0 ? lines : [`${name}: an empty record -> none`];
    }
    case "mailbox":
      return [lineOf(name, "EmailAddress", change.old, change.new, show)];
  }
}

function fieldLines(
  name: string,
  old: Texts | null,
  next: Texts | null,
  fields: readonly string[],
  show: Show,
): readonly string[] {
  return [...new Set<string>([...primaryFields, ...alternateFields])]
    .filter((field) => fields.includes(field))
    .map((field) => lineOf(`${name}, ${field}`, field, old?.[field], next?.[field], show));
}

function lineOf(name: string, field: string, old: string | undefined, next: string | undefined, show: Show): string {
  const [from, to] = [old, next].map((text) => (text === undefined ? "none" : show(field, text)));
  // SECURITY: a mask must not make a change look like none.
  return `${name}: ${from} -> ${to}${from === to ? " (another one that looks the same)" : ""}`;
}
