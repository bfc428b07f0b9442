import type { ModelPrincipal } from "../account-model.ts";
import { boundaryKey, ofTarget, policyKey } from "./absent-keys.ts";
import type { Facts } from "./call.ts";
import type { Questions } from "./questions.ts";

/** What conditions of a call may ask about the user or role that it is about. Source: service authorization reference, IAM. */
export function targetFacts(questions: Questions, action: string, target: ModelPrincipal): Facts {
  const facts: [string, Facts[number][1]][] = [];
  if (ofTarget.test(action)) facts.push([boundaryKey, target.boundary === null ? "absent" : [target.boundary]]);
  for (const prefix of ["aws:resourcetag/", "iam:resourcetag/"]) {
    for (const key of questions.keysWith(prefix)) {
      // AWS: tags of the role are no sure condition on iam:PassRole.
      const value = action === "iam:PassRole" ? undefined : tagOf(target, key.slice(prefix.length));
      facts.push([key, action === "iam:PassRole" ? "unknown" : value === undefined ? "absent" : [value]]);
    }
  }
  return facts;
}

/** Of things whose tags nobody read: groups have none, policies may. */
export function unreadTags(questions: Questions, fact: "absent" | "unknown"): Facts {
  return ["aws:resourcetag/", "iam:resourcetag/"].flatMap((prefix) =>
    questions.keysWith(prefix).map((key) => [key, fact] as const),
  );
}

/** The policy that a call attaches or detaches. */
export function aboutPolicy(arn: string): Facts {
  return [[policyKey, [arn]]];
}

/** The boundary that a call puts on. */
export function withBoundary(arn: string): Facts {
  return [[boundaryKey, [arn]]];
}

/** The AWS managed policy that allows everything. */
export function administratorAccess(partition: string): string {
  return `arn:${partition}:iam::aws:policy/AdministratorAccess`;
}

function tagOf({ principal }: ModelPrincipal, name: string): string | undefined {
  return Object.entries(principal.tags).find(([key]) => key.toLowerCase() === name)?.[1];
}
