import { actionPattern, coversAction } from "../../iam/language/action-pattern.ts";
import type { Policy } from "../../iam/language/policy.ts";
import type { PolicyKind } from "../../iam/language/policy-kind.ts";

/**
 * Whether a document of a kind decides about an action. A trust or resource policy speaks of its own resource only, and
 * of the actions that it names; every other kind of everything.
 */
export function concerned(as: PolicyKind, { statements }: Policy): (action: string) => boolean {
  if (as !== "trust" && as !== "resource") return () => true;
  const covers = statements.map(({ actions }) => {
    const patterns = actions.patterns.map(actionPattern);
    return (name: string) => patterns.some((pattern) => coversAction(pattern, name)) !== actions.negated;
  });
  return (name) => !name.includes("<") && covers.some((each) => each(name)) && (as !== "trust" || /^sts:/i.test(name));
}
