import { actionPattern, coversAction } from "../language/action-pattern.ts";
import type { Statement } from "../language/policy.ts";

/** How far a statement covers an action or a symbolic class. */
export type Cover = "surely" | "possibly" | "no";

/** Stands for every name that neither the catalogue nor a document spells. */
const other = "<other>";

/** How far the Action or NotAction element covers `iam:createuser`, `iam:<other>` or `<other>:<other>`. */
export function actionCover(statement: Statement, action: string): Cover {
  const { negated, patterns } = statement.actions;
  // AWS does not say what a NotAction without entries means.
  if (patterns.length === 0) return negated ? "possibly" : "no";
  const covers = patterns.map((pattern) => patternCover(pattern, action));
  const found = covers.includes("surely") ? "surely" : covers.includes("possibly") ? "possibly" : "no";
  if (!negated || found === "possibly") return found;
  return found === "surely" ? "no" : "surely";
}

function patternCover(pattern: string, action: string): Cover {
  if (pattern === "*") return "surely";
  const [service = "", name = ""] = action.split(":");
  if (service !== other && name !== other) return coversAction(actionPattern(pattern), action) ? "surely" : "no";
  const colon = pattern.indexOf(":");
  const parts = [partCover(pattern.slice(0, colon), service), partCover(pattern.slice(colon + 1), name)];
  return parts.includes("no") ? "no" : parts.includes("possibly") ? "possibly" : "surely";
}

function partCover(pattern: string, part: string): Cover {
  if (/^\*+$/.test(pattern)) return "surely";
  if (part === other) return /[*?]/.test(pattern) ? "possibly" : "no";
  return coversAction(actionPattern(`${pattern}:*`), `${part}:x`) ? "surely" : "no";
}
