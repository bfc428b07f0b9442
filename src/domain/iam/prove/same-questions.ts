import type { Policy } from "../language/policy.ts";
import type { PolicyIndexer } from "./actions/statement-index.ts";
import type { Decided } from "./decide-cells.ts";
import type { ProveLayer, Subject } from "./subject.ts";

/** What was decided, cell by cell. */
export interface Answered {
  readonly decided: readonly (readonly Decided[])[];
  readonly steps: number;
}

/** Action numbers and words of sets that remembered answers may hold together: some megabytes. */
const mostHeld = 400_000;

/**
 * Remembers answers: principals of an account with the same documents, credential and facts are decided once, unless a
 * document or a rule looks at who they are. The answers that were used longest ago are forgotten first; `held` bounds
 * what the others take.
 */
export function sameQuestions(
  indexer: PolicyIndexer,
  held: number = mostHeld,
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
  const answers = new Map<string, { readonly answered: Answered; readonly size: number }>();
  let total = 0;
  return (subject, policies, decide) => {
    const { principal, credential, devices, instant, keys, layers } = subject;
    const isPersonal = layers.resource !== undefined || policies.some((policy) => indexer.of(policy).isPersonal);
    const isBoundByDevices = devices !== 0 && (credential === "user-key" || credential === "federation-console");
    const who =
      isPersonal || isBoundByDevices ? `${principal.arn} ${devices} ${numberOf(principal)}` : principal.account;
    const place = (layer: ProveLayer | undefined): string => {
      if (layer === undefined) return "-";
      return "unknown" in layer
        ? `?${layer.unknown}`
        : layer.map((each) => `${numberOf(each.policy)}:${each.name}`).join(",");
    };
    const all = [layers.identity, layers.boundary, layers.session, layers.endpoint].map(place);
    const levels = [layers.scps, layers.rcps].map((each) => (each ?? []).map(place).join("/"));
    const isServiceLinked = principal.arn.includes(":role/aws-service-role/");
    const facts = [
      principal.kind,
      isServiceLinked,
      principal.management,
      credential,
      instant,
      keys === undefined ? 0 : numberOf(keys),
    ];
    const resource = layers.resource === undefined ? 0 : numberOf(layers.resource);
    const key = [who, ...facts, ...all, ...levels, resource].join("|");
    const found = answers.get(key);
    if (found !== undefined) {
      answers.delete(key);
      answers.set(key, found);
      return found.answered;
    }
    const answered = decide();
    const size = sizeOf(answered);
    answers.set(key, { answered, size });
    total += size;
    for (const [oldest, { size: freed }] of answers) {
      if (total <= held) break;
      answers.delete(oldest);
      total -= freed;
    }
    return answered;
  };
}

/** Numbers and words that an answer holds; each class counts for what belongs to it. */
function sizeOf({ decided }: Answered): number {
  let size = 0;
  for (const classes of new Set(decided))
    for (const { actions } of classes)
      size += 20 + (typeof actions === "object" && "words" in actions ? actions.words.length : actions.length);
  return size;
}
