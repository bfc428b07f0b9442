import type { GlobToken } from "../../language/glob.ts";
import type { Policy } from "../../language/policy.ts";
import { variableText } from "../../language/variable-text.ts";

/** What a variable stands for: one text, nothing, or something that the engine does not fix. */
export type VariableValue =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "none" }
  | { readonly kind: "open"; readonly why: string };

/** Gives the value of a key (lower case) as variable. */
export type VariableValues = (key: string) => VariableValue;

/**
 * A policy text with its variables replaced. `tokens` null: a variable has no value, so the text matches nothing.
 * `doubt`: the tokens match at least what the text matches, and this says why not more is known.
 */
export interface ResolvedText {
  readonly tokens: readonly GlobToken[] | null;
  readonly doubt: string | null;
}

/** Replaces the variables of a text; `wildcards` as in `variableText`. */
export function resolvedText(
  text: string,
  version: Policy["version"],
  wildcards: boolean,
  valueOf: VariableValues,
): ResolvedText {
  const cut = variableText(text, version, wildcards);
  if (cut.isMalformed) return { tokens: ["star"], doubt: `the form of a variable in "${text}" is not known` };
  const tokens: GlobToken[] = [];
  let doubt: string | null = null;
  for (const part of cut.parts) {
    if (part.kind === "fixed") {
      tokens.push(...part.tokens);
      continue;
    }
    const value = valueOf(part.key);
    if (value.kind === "open") {
      tokens.push("star");
      doubt ??= `"${text}" depends on ${part.key}: ${value.why}`;
    } else if (value.kind === "text") tokens.push({ text: value.text });
    else if (part.fallback === null) return { tokens: null, doubt: null };
    else tokens.push({ text: part.fallback });
  }
  return { tokens, doubt };
}
