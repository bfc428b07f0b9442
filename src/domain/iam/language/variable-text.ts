import { type GlobToken, globTokens } from "./glob.ts";

/** A piece of a policy text: fixed tokens, or a variable `${key}` / `${key, 'default'}`. */
export type TextPart =
  | { readonly kind: "fixed"; readonly tokens: readonly GlobToken[] }
  | { readonly kind: "variable"; readonly key: string; readonly fallback: string | null };

/** A policy text cut at its variables. */
export interface VariableText {
  readonly parts: readonly TextPart[];
  readonly hasVariables: boolean;
  /** True when a `${…}` is not of a form AWS knows: what it matches is not known. */
  readonly isMalformed: boolean;
}

/**
 * Cuts a text at its variables. `wildcards`: whether `*` and `?` are wildcards here (Resource, Like operators) or
 * plain characters. Version 2008-10-17 knows no variables: everything is literal text there, `${*}` too.
 */
export function variableText(text: string, version: "2012-10-17" | "2008-10-17", wildcards: boolean): VariableText {
  const plain = (piece: string): readonly GlobToken[] => {
    if (piece === "") return [];
    return wildcards ? globTokens(piece) : [{ text: piece }];
  };
  if (version === "2008-10-17" || !text.includes("${")) {
    return { parts: [{ kind: "fixed", tokens: plain(text) }], hasVariables: false, isMalformed: false };
  }
  const parts: TextPart[] = [];
  let isMalformed = false;
  let end = 0;
  for (let open = text.indexOf("${"); open !== -1; open = text.indexOf("${", end)) {
    const close = text.indexOf("}", open);
    if (close === -1) {
      isMalformed = true;
      break;
    }
    parts.push({ kind: "fixed", tokens: plain(text.slice(end, open)) });
    const part = placeholderPart(text.slice(open + 2, close));
    if (part === null) isMalformed = true;
    else parts.push(part);
    end = close + 1;
  }
  parts.push({ kind: "fixed", tokens: plain(text.slice(end)) });
  return { parts, hasVariables: parts.some((part) => part.kind === "variable"), isMalformed };
}

/** `*`, `?` and `$` stand for themselves; otherwise a key with an optional default in single quotes. */
function placeholderPart(inner: string): TextPart | null {
  if (inner === "*" || inner === "?" || inner === "$") return { kind: "fixed", tokens: [{ text: inner }] };
  const variable = /^([A-Za-z0-9_./-]+:[^',{}]+?)(?:, ?'([^']*)')?$/.exec(inner);
  if (variable === null) return null;
  return { kind: "variable", key: (variable[1] ?? "").toLowerCase(), fallback: variable[2] ?? null };
}
