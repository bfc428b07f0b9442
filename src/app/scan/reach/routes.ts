import { costRank, type Cost } from "../../../domain/core/cost.ts";
import type { Principal } from "../../../domain/iam/principals/principal.ts";
import type { Entrance } from "../../../domain/takeover/who-can.ts";
import type { Assumer, Assumers, WaysIn } from "./assumers.ts";
import { certain, isSurer, type Sureness, weaker } from "./verdict.ts";

/** One way from an actor to a principal that holds a permission. */
export interface Route extends Sureness {
  readonly holder: string;
  /** ARNs, the actor first, the holder last. */
  readonly through: readonly string[];
  /** Ids of the escalations on the way; empty: roles are assumed as they are. */
  readonly by: readonly string[];
}

/** Somebody who can act as one or more holders. */
export interface Reacher {
  readonly principal: Principal;
  /** How sure it is that anyone can act as it at all. */
  readonly entry: Sureness;
  readonly entrances: readonly Entrance[];
  readonly routes: readonly Route[];
}

interface Node {
  readonly principal: Principal;
  readonly ways: WaysIn;
}

/**
 * Everybody who can act as one of the holders, themselves among them, over any number of role assumptions. Whoever
 * nobody can act as is left out. Sorted by ARN.
 */
export async function reachersOf(holders: readonly Principal[], assumers: Assumers): Promise<readonly Reacher[]> {
  const nodes = await discover(holders, assumers);
  const entries = entriesOf(nodes);
  const costs = cheapest(nodes, entries);
  const routes = new Map<string, Route[]>();
  for (const holder of holders) {
    for (const [arn, route] of routesTo(holder.arn, nodes)) {
      const known = routes.get(arn);
      if (known === undefined) routes.set(arn, [route]);
      else known.push(route);
    }
  }
  const found: Reacher[] = [];
  for (const [arn, { principal, ways }] of nodes) {
    const entry = entries.get(arn);
    const own = routes.get(arn);
    if (entry === undefined || own === undefined) continue;
    found.push({ principal, entry, routes: own, entrances: entrancesOf(ways, costs) });
  }
  return found.sort((one, two) => (one.principal.arn < two.principal.arn ? -1 : 1));
}

async function discover(holders: readonly Principal[], assumers: Assumers): Promise<ReadonlyMap<string, Node>> {
  const nodes = new Map<string, Node>();
  const waiting = [...holders];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (nodes.has(next.arn)) continue;
    const ways = await assumers.of(next);
    nodes.set(next.arn, { principal: next, ways });
    for (const { principal } of ways.assumers) if (!nodes.has(principal.arn)) waiting.push(principal);
  }
  return nodes;
}

/** How surely anyone at all gets to act as each principal; absent: nobody. Spreads from doors along assumptions. */
function entriesOf(nodes: ReadonlyMap<string, Node>): ReadonlyMap<string, Sureness> {
  const entries = new Map<string, Sureness>();
  const better = (arn: string, sure: Sureness): boolean => {
    if (!isSurer(sure, entries.get(arn) ?? null)) return false;
    entries.set(arn, sure);
    return true;
  };
  for (const [arn, { ways }] of nodes) for (const door of ways.doors) better(arn, plain(door));
  for (let changed = true; changed;) {
    changed = false;
    for (const [arn, { ways }] of nodes) {
      for (const assumer of ways.assumers) {
        const from = entries.get(assumer.principal.arn);
        if (from !== undefined && better(arn, plain(weaker(from, assumer)))) changed = true;
      }
    }
  }
  return entries;
}

/** The best route of every node to one holder: surest first, then shortest, then by name. */
function routesTo(holder: string, nodes: ReadonlyMap<string, Node>): ReadonlyMap<string, Route> {
  const best = new Map<string, Route>([[holder, { holder, through: [holder], by: [], ...certain }]]);
  // Sure steps first, as far as they lead; then from everything reached so far, steps in doubt too.
  for (const withDoubt of [false, true]) {
    let front = [...best.keys()].sort();
    let detours: readonly Step[] = [];
    while (front.length + detours.length > 0) {
      const next = new Set<string>();
      const take = ({ assumer, onward }: Step): void => {
        const { principal, via } = assumer;
        if (best.has(principal.arn) || (!withDoubt && assumer.certainty === "possible")) return;
        const sure = plain(weaker(assumer, onward));
        const by = [...(assumer.by ?? []), ...onward.by];
        const through = [principal.arn, ...(via === undefined ? [] : [via]), ...onward.through];
        best.set(principal.arn, { holder, through, by, ...sure });
        next.add(principal.arn);
      };
      const steps = front.flatMap((arn) => stepsTo(arn, best, nodes));
      for (const step of steps) if (step.assumer.via === undefined) take(step);
      // Whoever goes by way of another takes one step more.
      for (const step of detours) take(step);
      detours = steps.filter(({ assumer }) => assumer.via !== undefined);
      front = [...next].sort();
    }
  }
  return best;
}

interface Step {
  readonly assumer: Assumer;
  readonly onward: Route;
}

function stepsTo(arn: string, best: ReadonlyMap<string, Route>, nodes: ReadonlyMap<string, Node>): readonly Step[] {
  const onward = best.get(arn);
  return onward === undefined ? [] : (nodes.get(arn)?.ways.assumers ?? []).map((assumer) => ({ assumer, onward }));
}

/** The cheapest way to act as each principal. */
function cheapest(nodes: ReadonlyMap<string, Node>, entries: ReadonlyMap<string, Sureness>): ReadonlyMap<string, Cost> {
  const costs = new Map<string, Cost>();
  const lower = (arn: string, cost: Cost): boolean => {
    const known = costs.get(arn);
    if (known !== undefined && costRank(known) <= costRank(cost)) return false;
    costs.set(arn, cost);
    return true;
  };
  for (const [arn, { ways }] of nodes) for (const { entrance } of ways.doors) lower(arn, entrance.cost);
  for (let changed = true; changed;) {
    changed = false;
    for (const [arn, { ways }] of nodes) {
      for (const { principal } of ways.assumers) {
        const cost = entries.has(principal.arn) ? costs.get(principal.arn) : undefined;
        if (cost !== undefined && lower(arn, cost)) changed = true;
      }
    }
  }
  return costs;
}

function entrancesOf(ways: WaysIn, costs: ReadonlyMap<string, Cost>): readonly Entrance[] {
  const found = new Map<string, Entrance>();
  const add = (entrance: Entrance): void => void found.set(`${entrance.kind} ${entrance.subject}`, entrance);
  for (const door of ways.doors) add(door.entrance);
  for (const { principal } of ways.assumers) {
    const cost = costs.get(principal.arn);
    if (cost !== undefined) add({ kind: "role", subject: principal.arn, cost });
  }
  return [...found].sort(([one], [two]) => (one < two ? -1 : 1)).map(([, entrance]) => entrance);
}

function plain({ certainty, why }: Sureness): Sureness {
  return { certainty, why };
}
