import type { Administrator } from "./administrator/administrator.ts";
import type { Move, Place, RootMove } from "./moves/move.ts";
import { standingKey } from "./standing.ts";

/** A place with everything that was found out about it. */
export interface Node {
  readonly key: string;
  readonly place: Place;
  admin: Administrator | null;
  readonly roots: readonly RootMove[];
  /** Moves out of it, each with the node that it leads to. */
  readonly out: Map<Node, Link>;
  readonly into: Set<Link>;
}

/** A move between two nodes. */
export interface Link {
  readonly from: Node;
  readonly to: Node;
  readonly move: Move;
}

/** The text by which a place is known. */
export function placeKey({ who, standing }: Place): string {
  return `${who.principal.arn} ${standingKey(standing)}`;
}

/** Puts a move between two nodes; of two between the same nodes the surer stays, then the lighter. */
export function link(from: Node, to: Node, move: Move): boolean {
  if (from === to) return false;
  const known = from.out.get(to);
  if (known !== undefined) {
    const isSurer = known.move.certainty === "may" && move.certainty === "certain";
    const isLighter = known.move.certainty === move.certainty && move.weight < known.move.weight;
    if (!isSurer && !isLighter) return false;
    to.into.delete(known);
  }
  const made = { from, to, move };
  from.out.set(to, made);
  to.into.add(made);
  return true;
}
