import type { InsteadOfRoot } from "../../../app/custody/client/request/instead-of-root.ts";
import type { Row } from "./screen.ts";

/** What to try before root, in two lines; none where there is nothing. */
export function insteadRows(instead: InsteadOfRoot | null, label = ""): readonly Row[] {
  if (instead === null) return [];
  const { title, ways, isSessionInRule } = instead;
  const texts = ways.map(({ how, command }) => (command === null ? how : `${command} (${how})`));
  const lacks = ways.some(({ command }) => command !== null) && !isSessionInRule;
  const rule = lacks ? ". The account's rule does not allow such sessions yet: a quorum adds assume-root to it" : "";
  return [
    [label, title],
    ["", `${texts.join("; or: ")}${rule}`],
  ];
}

/** The same as a field of an answer for programs; nothing where there is nothing. */
export function insteadOf(instead: InsteadOfRoot | null): { readonly instead?: InsteadOfRoot } {
  return instead === null ? {} : { instead };
}
