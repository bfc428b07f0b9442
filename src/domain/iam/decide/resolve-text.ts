import { multivaluedKeys } from "../catalogue/multivalued-keys.ts";
import { type Glob, globOf, type GlobToken, matchesGlob } from "../language/glob.ts";
import { globsOverlap } from "../language/glob-overlap.ts";
import { may, type Truth } from "../language/truth.ts";
import { type VariableText, variableText } from "../language/variable-text.ts";
import { keyState, otherForm } from "./key-state.ts";
import type { Request } from "./request.ts";

/** A pattern of a policy, ready to match; `fixed` when it needs nothing of the request. */
export interface PatternText {
  readonly text: string;
  readonly fixed: Glob | null;
  readonly variable: VariableText;
  readonly isFolded: boolean;
}

/** How a pattern is read. */
export interface PatternForm {
  /** `*` and `?` are wildcards. */
  readonly wildcards: boolean;
  /** Upper and lower case are the same. */
  readonly ignoreCase: boolean;
}

/** Reads a pattern once, so that it can be matched often. */
export function patternText(text: string, version: "2012-10-17" | "2008-10-17", form: PatternForm): PatternText {
  const variable = variableText(text, version, form.wildcards);
  const isFixed = !variable.hasVariables && !variable.isMalformed;
  const tokens = variable.parts.flatMap((part) => (part.kind === "fixed" ? part.tokens : []));
  return {
    text,
    fixed: isFixed ? globOf(form.ignoreCase ? folded(tokens) : tokens) : null,
    variable,
    isFolded: form.ignoreCase,
  };
}

/** Matches a pattern against a text; `"unresolved"` when a variable in it has no value. */
export function matchPattern(pattern: PatternText, text: string, request: Request): Truth | "unresolved" {
  const value = pattern.isFolded ? text.toLowerCase() : text;
  if (pattern.fixed !== null) return matchesGlob(pattern.fixed, value);
  const { tokens, doubt } = resolve(pattern.variable, request);
  if (tokens === null) return "unresolved";
  if (!matchesGlob(globOf(pattern.isFolded ? folded(tokens) : tokens), value)) return false;
  return doubt === null ? true : may(doubt);
}

/** True when the pattern can match a text of a form that is only partly known. */
export function mayMatchForm(pattern: PatternText, form: readonly GlobToken[], request: Request): boolean {
  const tokens = resolve(pattern.variable, request).tokens;
  if (tokens === null) return false;
  return pattern.isFolded ? globsOverlap(folded(tokens), folded(form)) : globsOverlap(tokens, form);
}

/** Tokens with every variable replaced, what is not known as a star; null when a variable has no value. */
function resolve(text: VariableText, request: Request): { tokens: readonly GlobToken[] | null; doubt: string | null } {
  if (text.isMalformed) return { tokens: ["star"], doubt: "a variable in it has a form that is not known" };
  const tokens: GlobToken[] = [];
  let doubt: string | null = null;
  for (const part of text.parts) {
    if (part.kind === "fixed") {
      tokens.push(...part.tokens);
      continue;
    }
    const state = keyState(request, part.key);
    if (state === "absent") {
      if (part.fallback === null) return { tokens: null, doubt };
      tokens.push({ text: part.fallback });
    } else if (typeof state === "string" || otherForm(request, part.key) !== null) {
      tokens.push("star");
      doubt ??= `the value of ${part.key} is not known`;
    } else if (state.length !== 1 || multivaluedKeys.has(part.key)) {
      return { tokens: null, doubt };
    } else {
      const value = state[0] ?? "";
      if (/[*?]/.test(value)) {
        tokens.push("star");
        doubt ??= `the value of ${part.key} holds a wildcard, and AWS does not say whether it counts as one`;
      } else tokens.push({ text: value });
    }
  }
  return { tokens, doubt };
}

function folded(tokens: readonly GlobToken[]): readonly GlobToken[] {
  return tokens.map((token) => (typeof token === "string" ? token : { text: token.text.toLowerCase() }));
}
