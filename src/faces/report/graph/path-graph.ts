import type { AccountPaths, AnswerLeaf, Goal, Path } from "../../../domain/takeover/answer.ts";
import { goalWords, holdersText, leafName, leafWords } from "../path-words.ts";

/** Holders named in a node. */
const shownHolders = 4;

/** A node of the path graph: what an attacker needs, the AND that joins needs, or where a path arrives. */
export type GraphNode =
  | { readonly kind: "leaf"; readonly id: string; readonly lines: readonly string[]; readonly leaf: AnswerLeaf }
  | {
      readonly kind: "and";
      readonly id: string;
      readonly lines: readonly string[];
      readonly path: Path;
      readonly index: number;
    }
  | { readonly kind: "goal"; readonly id: string; readonly lines: readonly string[]; readonly goal: Goal };

/** From what is needed to what it gives; `possible` ones are drawn broken. */
export interface GraphEdge {
  readonly from: string;
  readonly to: string;
  readonly isCertain: boolean;
}

/** The paths of one account as a graph: leaves → one node per path → goal. Everything into a path's
 * node is needed together, so it says AND where that is more than one thing. */
export interface PathGraph {
  readonly account: string;
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
  /** Paths beyond the limit. */
  readonly leftOut: number;
}

/** Makes the graph of an account's first `limit` paths. Node ids are `leaf0`, `and0`, `goal0` … in order of appearance. */
export function pathGraph(account: AccountPaths, limit: number): PathGraph {
  const nodes: GraphNode[] = [];
  const edges: GraphEdge[] = [];
  const leaves = new Map<string, string>();
  const goals = new Map<Goal, string>();
  const paths = account.paths.slice(0, limit);
  for (const [index, path] of paths.entries()) {
    const and = `and${index}`;
    const isCertain = path.certainty === "certain";
    for (const leaf of path.leaves) {
      const known = leaves.get(leaf.id);
      const id = known ?? `leaf${leaves.size}`;
      if (known === undefined) {
        leaves.set(leaf.id, id);
        nodes.push({
          kind: "leaf",
          id,
          lines: [leafWords[leaf.kind], leafName(leaf), holdersText(leaf, shownHolders)],
          leaf,
        });
      }
      edges.push({ from: id, to: and, isCertain });
    }
    const join = path.leaves.length > 1 ? "AND: " : "";
    const certainty = isCertain ? "" : ", possible";
    nodes.push({
      kind: "and",
      id: and,
      lines: [`${join}path ${index + 1}${certainty}`, path.rules.join(" ")],
      path,
      index,
    });
    const goal = goals.get(path.goal) ?? `goal${goals.size}`;
    if (!goals.has(path.goal)) {
      goals.set(path.goal, goal);
      nodes.push({ kind: "goal", id: goal, lines: [goalWords[path.goal], account.id], goal: path.goal });
    }
    edges.push({ from: and, to: goal, isCertain });
  }
  return { account: account.id, nodes, edges, leftOut: account.paths.length - paths.length };
}
