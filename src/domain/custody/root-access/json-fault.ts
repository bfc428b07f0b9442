const blank = /[ \t\n\r]*/y;
const scalar =
  /(?:"[ !#-[\]-\uffff]*(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[ !#-[\]-\uffff]*)*"|-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?|true|false|null)/y;

/**
 * Where a text stops being JSON, as an offset in UTF-16 units; `null` for JSON. One pass: `JSON.parse` refuses the same
 * texts but does not always say where. Source: RFC 8259.
 */
export function jsonFault(text: string): number | null {
  const open: string[] = [];
  let next: "value" | "value or ]" | "key" | "key or }" | "colon" | "rest" = "value";
  let at = 0;
  for (;;) {
    at = after(blank, text, at) ?? at;
    const sign = text[at];
    if (sign === undefined) return next === "rest" && open.length === 0 ? null : at;
    if (next === "colon" && sign === ":") next = "value";
    else if (next === "rest" && sign === "," && open.length > 0) next = open.at(-1) === "{" ? "key" : "value";
    else if (closes(sign, next, open.at(-1))) {
      open.pop();
      next = "rest";
    } else if (next.startsWith("value") && (sign === "{" || sign === "[")) {
      open.push(sign);
      next = sign === "{" ? "key or }" : "value or ]";
    } else {
      const end = next.startsWith("value") || (next.startsWith("key") && sign === '"') ? after(scalar, text, at) : null;
      if (end === null) return at;
      at = end;
      next = next.startsWith("key") ? "colon" : "rest";
      continue;
    }
    at += 1;
  }
}

function closes(sign: string, next: string, open: string | undefined): boolean {
  if (sign === "}") return open === "{" && (next === "rest" || next === "key or }");
  return sign === "]" && open === "[" && (next === "rest" || next === "value or ]");
}

function after(pattern: RegExp, text: string, at: number): number | null {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : null;
}
