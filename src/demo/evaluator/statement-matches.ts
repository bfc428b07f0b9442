import type { PolicyDocument } from "../state/policy-document.ts";
import { conditionsHold, type Context } from "./conditions.ts";
import { arnGlob, glob, literal } from "./glob.ts";
import type { Statement } from "./parse-statements.ts";

/** One question: may this be done to that, with these condition keys? */
export interface Asked {
  /** In lower case, e.g. `iam:getuser`. */
  readonly action: string;
  readonly resource: string;
  readonly context: Context;
}

/** The statements of a document that speak of a question; principals are for the caller to look at. */
export function matchingStatements(document: PolicyDocument, asked: Asked): readonly Statement[] {
  return document.statements.filter((statement) => statementMatches(statement, asked));
}

/** Whether action, resource and conditions of a statement match; Principal is not looked at. */
export function statementMatches(statement: Statement, asked: Asked): boolean {
  const { actions, resources } = statement;
  if (actions.patterns.some((pattern) => glob(pattern, asked.action)) === actions.negated) return false;
  const expand = (text: string) => (statement.hasVariables ? expandVariables(text, asked.context) : text);
  if (resources !== null) {
    const hit = resources.patterns.some((pattern) => {
      const expanded = expand(pattern);
      return expanded !== null && resourceMatches(expanded, asked.resource, statement.effect);
    });
    if (hit === resources.negated) return false;
  }
  return conditionsHold(statement.conditions, asked.context, expand);
}

/**
 * AWS documents that wildcards work inside the segments of an ARN; whether they also cross colons is not clear. Allow is
 * played with the wider reading and Deny with the narrower, so that nothing looks safer than it is.
 */
function resourceMatches(pattern: string, resource: string, effect: Statement["effect"]): boolean {
  if (pattern === "*" || effect === "Allow") return glob(pattern, resource);
  return arnGlob(pattern, resource);
}

/** Replaces `${key}` and `${key, 'default'}`; null when a key has no value, and then nothing matches. */
function expandVariables(text: string, context: Context): string | null {
  if (!text.includes("${")) return text;
  let missing = false;
  const expanded = text.replace(/\$\{([^},]+)(?:,\s*'([^']*)')?\}/g, (_, key: string, fallback: string | undefined) => {
    if (key === "*" || key === "?") return literal(key);
    if (key === "$") return key;
    const values = context.get(key.trim().toLowerCase());
    // A key with several values never resolves.
    const value = values === undefined ? fallback : values.length === 1 ? values[0] : undefined;
    if (value === undefined) missing = true;
    return value ?? "";
  });
  return missing ? null : expanded;
}
