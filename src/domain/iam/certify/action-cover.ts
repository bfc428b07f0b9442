import { actionPattern, coversAction } from "../language/action-pattern.ts";
import type { Statement } from "../language/policy.ts";

/** How far a statement covers an action or a symbolic class. */
export type Cover = "surely" | "possibly" | "no";

/** Stands for every name that neither the catalogue nor a document spells. */
const other = "<other>";

/** How far the Action or NotAction element covers `iam:createuser`, `iam:<other>` or `<other>:<other>`. */
export function actionCover(statement: Statement): (action: string) => Cover {
  const { negated, patterns } = statement.actions;
  // AWS does not say what a NotAction without entries means.
  if (patterns.length === 0) return () => (negated ? "possibly" : "no");
  const tests = patterns.map(patternCover);
  return (action) => {
    const covers = tests.map((test) => test(action));
    const found = covers.includes("surely") ? "surely" : covers.includes("possibly") ? "possibly" : "no";
    if (!negated || found === "possibly") return found;
    return found === "surely" ? "no" : "surely";
  };
}

function patternCover(text: string): (action: string) => Cover {
  if (text === "*") return () => "surely";
  const pattern = actionPattern(text);
  const [service = "", name = ""] = text.toLowerCase().split(":");
  const ofService = actionPattern(`${service}:*`);
  const onOther = (part: string): Cover => (/^\*+$/.test(part) ? "surely" : /[*?]/.test(part) ? "possibly" : "no");
  return (action) => {
    if (!action.endsWith(`:${other}`)) return coversAction(pattern, action) ? "surely" : "no";
    if (action === `${other}:${other}`) return least(onOther(service), onOther(name));
    return coversAction(ofService, action) ? onOther(name) : "no";
  };
}

function least(one: Cover, another: Cover): Cover {
  if (one === "no" || another === "no") return "no";
  return one === "surely" ? another : one;
}
