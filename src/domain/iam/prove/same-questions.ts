import type { Policy } from "../language/policy.ts";
import type { PolicyIndexer } from "./actions/statement-index.ts";
import type { Decided } from "./decide-cells.ts";
import type { ProveLayer, Subject } from "./subject.ts";

/** What was decided, cell by cell. */
export interface Answered {
  readonly decided: readonly (readonly Decided[])[];
  readonly steps: number;
}

/**
 * Remembers answers: principals of an account with the same documents, credential and facts are decided once, unless a
 * document or a rule looks at who they are.
 */
export function sameQuestions(
  indexer: PolicyIndexer,
): (subject: Subject, policies: readonly Policy[], decide: () => Answered) => Answered {
  const numbers = new WeakMap<object, number>();
  let last = 0;
  const numberOf = (thing: object): number => {
    const known = numbers.get(thing);
    if (known !== undefined) return known;
    last += 1;
    numbers.set(thing, last);
    return last;
  };
  const answers = new Map<string, Answered>();
  return (subject, policies, decide) => {
    const { principal, credential, devices, instant, keys, layers } = subject;
    const isPersonal = layers.resource !== undefined || policies.some((policy) => indexer.of(policy).isPersonal);
    const who = isPersonal || devices !== 0 ? `${principal.arn} ${devices} ${numberOf(principal)}` : principal.account;
    const place = (layer: ProveLayer | undefined): string => {
      if (layer === undefined) return "-";
      return "unknown" in layer
        ? `?${layer.unknown}`
        : layer.map((each) => `${numberOf(each.policy)}:${each.name}`).join(",");
    };
    const all = [layers.identity, layers.boundary, layers.session, layers.endpoint].map(place);
    const levels = [layers.scps, layers.rcps].map((each) => (each ?? []).map(place).join("/"));
    const facts = [principal.kind, principal.management, credential, instant, keys === undefined ? 0 : numberOf(keys)];
    const resource = layers.resource === undefined ? 0 : numberOf(layers.resource);
    const key = [who, ...facts, ...all, ...levels, resource].join("|");
    const found = answers.get(key) ?? decide();
    answers.set(key, found);
    return found;
  };
}
