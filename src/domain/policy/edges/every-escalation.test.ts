import { describe, expect, it } from "vitest";
import { prover } from "../../iam/prove/prover.ts";
import type { EscalationEdge } from "../escalation-edge.ts";
import { type EscalationFact, escalationFacts } from "../escalation-facts-for-test.ts";
import { allow, deny, document } from "./account-for-test.ts";
import { escalationEdges } from "./escalation-edges.ts";
import { replayEdge } from "./replay-edge-for-test.ts";
import { sceneFor, type TestScene } from "./scenes-for-test.ts";
import { patternsOf } from "./thing-arns.ts";

const engine = prover();

function edgesIn({ model, who, credential, devices }: TestScene, id: string): readonly EscalationEdge[] {
  const cells = escalationEdges(model, engine).of(who, credential, devices, (each) => each.id === id);
  return cells.flatMap(({ edges }) => edges);
}

/** How sure the escalation is for a caller with these documents; null: it is closed. */
function answer(fact: EscalationFact, documents: readonly object[]): "certain" | "may" | null {
  const edges = edgesIn(sceneFor(fact, documents), fact.id);
  if (edges.some(({ certainty }) => certainty === "certain")) return "certain";
  return edges.length > 0 ? "may" : null;
}

const asked = ({ needs }: EscalationFact): EscalationFact["needs"] => needs.filter(({ isOptional }) => !isOptional);
const actionsOf = (fact: EscalationFact): readonly string[] => asked(fact).map(({ action }) => action);
// Whoever a trust policy names by `*` needs no grant of its own in the same account.
const needsNoGrant = (fact: EscalationFact): boolean => fact.id === "sts-wildcard-trust";

const never = [
  { Bool: { "aws:MultiFactorAuthPresent": "true" }, StringEquals: { "aws:MultiFactorAuthPresent": "false" } },
  { DateLessThan: { "aws:CurrentTime": "2020-01-01T00:00:00Z" } },
];

describe.each(escalationFacts)("$id", (fact) => {
  const actions = actionsOf(fact);

  it("is open with its calls allowed, and its requests replay", () => {
    const documents = [allow(actions)];
    expect(answer(fact, documents)).toBe(fact.best);
    const scene = sceneFor(fact, documents);
    const edges = edgesIn(scene, fact.id);
    for (const edge of edges) {
      expect(edge.why === null).toBe(edge.certainty === "certain");
      expect(replayEdge(scene, edge).filter((each) => !each.endsWith(" allowed"))).toEqual([]);
      const called = edge.steps.map(({ action }) => action);
      if (edge.certainty === "certain") expect(called).toEqual(expect.arrayContaining([...actions]));
    }
  });

  it("is open with each call allowed on the types of its action", () => {
    const documents = actions.map((action) => {
      const types = patternsOf(action).map((pattern) => `arn:aws:${pattern}`);
      return allow(action, types.length === 0 ? "*" : types);
    });
    expect(answer(fact, documents)).toBe(fact.best);
  });

  it("is open with each call allowed in another document", () => {
    expect(
      answer(
        fact,
        actions.map((action) => allow(action)),
      ),
    ).toBe(fact.best);
  });

  it("is closed when one call is denied, in the same policy or in another", () => {
    for (const action of actions) {
      const same = document(
        { Effect: "Allow", Action: "*", Resource: "*" },
        { Effect: "Deny", Action: action, Resource: "*" },
      );
      expect(answer(fact, [same]), action).toBe(null);
      expect(answer(fact, [allow(actions), deny(action)]), action).toBe(null);
    }
  });

  it("is closed when one call is not allowed, or only under a condition that never holds", () => {
    for (const action of needsNoGrant(fact) ? [] : actions) {
      const others = allow(actions.filter((each) => each !== action).concat("s3:ListAllMyBuckets"));
      expect(answer(fact, [others]), action).toBe(null);
      for (const Condition of never)
        expect(answer(fact, [others, allow(action, "*", { Condition })]), action).toBe(null);
    }
  });

  it("is closed when a call is allowed on other things only", () => {
    for (const { action, resource } of needsNoGrant(fact) ? [] : asked(fact)) {
      const isTyped = patternsOf(action).length > 0;
      const others = allow(actions.filter((each) => each !== action).concat("s3:ListAllMyBuckets"));
      const found = answer(fact, [others, allow(action, elsewhere(action, resource))]);
      // Whether a service takes a narrower ARN for a call without resource is not known.
      if (isTyped) expect(found, action).toBe(null);
      else expect(found, action).not.toBe("certain");
    }
  });
});

/** An ARN of the right type that is none of the things that the way is about. */
function elsewhere(action: string, resource: string): string {
  const service = action.slice(0, action.indexOf(":"));
  const kind = /(user|role|group|mfa)$/.exec(resource)?.[1];
  if (kind !== undefined && kind !== "mfa") return `arn:aws:iam::111122223333:${kind}/nobody`;
  if (resource.startsWith("policy on ")) return "arn:aws:iam::111122223333:policy/unused";
  if (resource === "member root") return "arn:aws:iam::999900001111:root";
  return `arn:aws:${service}:us-east-1:999900001111:nothing`;
}
