import type { Link, Node } from "./graph.ts";
import type { WayStep } from "./moves/move.ts";
import { certain, type Sureness, weaker } from "./sureness.ts";

/** How somebody gets from a place to a goal. */
export interface Way extends Sureness {
  readonly steps: () => readonly WayStep[];
  /** The moves in order. */
  readonly links: () => readonly Link[];
  readonly goal: Node;
}

/** A place where the goal is reached. */
export interface Goal {
  readonly node: Node;
  readonly sure: Sureness;
  /** What is still done there. */
  readonly steps: () => readonly WayStep[];
}

interface Reached {
  readonly next: Link | null;
  readonly goal: Goal;
  readonly weight: number;
}

/**
 * The best way from every place to one of the goals. A way is as good as its weakest move, so ways of certain moves are
 * looked for first, and among equally sure ways the lightest is told.
 */
export function shortestWays(goals: readonly Goal[]): (node: Node) => Way | null {
  const sure = reach(
    goals.filter((goal) => goal.sure.certainty === "certain"),
    ({ move }) => move.certainty === "certain",
  );
  const any = reach(goals, () => true);
  return (node) => {
    const reached = sure.has(node) ? sure : any;
    if (!reached.has(node)) return null;
    return wayFrom(node, reached);
  };
}

function wayFrom(node: Node, reached: ReadonlyMap<Node, Reached>): Way | null {
  const links: Link[] = [];
  let at = reached.get(node);
  while (at !== undefined && at.next !== null) {
    links.push(at.next);
    at = reached.get(at.next.to);
  }
  if (at === undefined) return null;
  const { goal } = at;
  const sureness = [...links.map(({ move }): Sureness => move), goal.sure].reduce(weaker, certain);
  return {
    certainty: sureness.certainty,
    why: sureness.why,
    goal: goal.node,
    links: () => links,
    steps: () => [...links.flatMap(({ move }) => move.steps()), ...goal.steps()],
  };
}

/** Dijkstra from the goals backward; weights are small whole numbers, so buckets do for a queue. */
function reach(goals: readonly Goal[], isUsed: (link: Link) => boolean): ReadonlyMap<Node, Reached> {
  const best = new Map<Node, Reached>();
  const done = new Set<Node>();
  const buckets: Node[][] = [];
  const put = (node: Node, reached: Reached): void => {
    const known = best.get(node);
    if (known !== undefined && known.weight <= reached.weight) return;
    best.set(node, reached);
    (buckets[reached.weight] ??= []).push(node);
  };
  for (const goal of goals) put(goal.node, { next: null, goal, weight: 0 });
  for (let weight = 0; weight < buckets.length; weight += 1) {
    for (const node of buckets[weight] ?? []) {
      const reached = best.get(node);
      if (reached === undefined || done.has(node)) continue;
      done.add(node);
      for (const link of node.into) {
        if (isUsed(link)) put(link.from, { next: link, goal: reached.goal, weight: weight + link.move.weight });
      }
    }
  }
  return best;
}
