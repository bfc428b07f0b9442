import { costRank, costs } from "../../core/cost.ts";
import type { Instant } from "../../core/instant.ts";
import type { Inventory } from "../../inventory/inventory.ts";
import { compareText, type Gift, giftText, type Leaf, leafOf } from "../leaf.ts";
import { classWords } from "../tell/actor-words.ts";
import type { Actor, Effect, Grip } from "../who-can.ts";
import { declaredFor } from "./declared-for.ts";
import { peopleBehind } from "./people-behind.ts";

/** What grouping needs to know. */
export interface ClassInput {
  readonly account: string;
  readonly actors: readonly Actor[];
  readonly inventory: Inventory;
  readonly now: Instant;
}

/**
 * Principals with equal effects as one leaf each, since any of them will do. Effects that are only possible, limited to
 * mail domains, or declared to be meant make another class.
 */
export function principalClasses(input: ClassInput): readonly Leaf[] {
  const isDeclared = declaredFor(input.inventory.declared);
  const groups = new Map<string, { readonly gives: readonly Gift[]; readonly actors: Actor[] }>();
  for (const actor of input.actors) {
    const gives = giftsOf(actor, isDeclared);
    if (gives.length === 0) continue;
    const key = gives.map(giftText).join(",");
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { gives, actors: [actor] });
    else group.actors.push(actor);
  }
  return [...groups].map(([key, { gives, actors }]) => classLeaf(key, gives, actors, input));
}

/** One leaf per principal instead of one per class: the search that grouping is compared with. */
export function principalLeaves(input: ClassInput): readonly Leaf[] {
  const isDeclared = declaredFor(input.inventory.declared);
  return input.actors.flatMap((actor) => {
    const gives = giftsOf(actor, isDeclared);
    return gives.length === 0 ? [] : [{ ...classLeaf(actor.arn, gives, [actor], input), id: actor.arn }];
  });
}

function giftsOf(actor: Actor, isDeclared: (arn: string, effect: Effect) => boolean): readonly Gift[] {
  return [...actor.effects]
    .flatMap(([effect, grip]) => {
      const spared = isDeclared(actor.arn, effect) ? { spared: true } : {};
      return partsOf(grip).map((part): Gift => ({ slot: effect, ...part, ...spared }));
    })
    .sort((one, two) => compareText(giftText(one), giftText(two)));
}

/** A certain move to some mail domains may go with a possible one to others, or to any. */
function partsOf({ certainty, domains, beyond }: Grip): readonly Omit<Gift, "slot">[] {
  const own = { certainty, ...(domains === undefined ? {} : { domains }) };
  if (beyond === undefined) return [own];
  return [own, { certainty: "possible", ...(beyond.domains === undefined ? {} : { domains: beyond.domains }) }];
}

function classLeaf(key: string, gives: readonly Gift[], actors: readonly Actor[], input: ClassInput): Leaf {
  const people = actors.map((actor) => peopleBehind(actor, input.inventory, input.now));
  const who = new Set<string>();
  for (const each of people) for (const person of each ?? []) who.add(person);
  const ranks = actors.flatMap(({ entrances }) => entrances.map(({ cost }) => costRank(cost)));
  return leafOf({
    id: `any-of:${key}`,
    kind: "principals",
    cost: costs[Math.min(...ranks, costs.length - 1)] ?? "insider",
    // One member whose people nobody declared may be anyone's, and so may the class.
    who: people.includes(null) ? null : [...who].sort(),
    gives,
    words: classWords(actors, input.account),
    members: actors.map(({ arn }) => arn).sort(compareText),
  });
}
