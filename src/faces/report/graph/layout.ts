import { displayWidth, fitted, wrapped } from "../text/display-width.ts";
import { printable } from "../printable.ts";
import type { GraphEdge, GraphNode, PathGraph } from "./path-graph.ts";

/** A node with its place: pixels from the top left. */
export interface PlacedNode {
  readonly node: GraphNode;
  readonly lines: readonly string[];
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** An edge from the right side of one node to the left side of another. */
export interface PlacedEdge {
  readonly edge: GraphEdge;
  readonly from: { readonly x: number; readonly y: number };
  readonly to: { readonly x: number; readonly y: number };
}

/** A graph with every node and edge placed. */
export interface PlacedGraph {
  readonly nodes: readonly PlacedNode[];
  readonly edges: readonly PlacedEdge[];
  readonly width: number;
  readonly height: number;
}

const margin = 8;
const lineHeight = 16;
const columnGap = 72;
const rowGap = 14;
/** Generous for a 12-pixel sans-serif font. */
const characterWidth = 7.4;
const characters = { leaf: 28, and: 20, goal: 19 } as const;
const linesPerText = 2;

/** Places a path graph in three layers: leaves, the ANDs in the order of the paths, goals. Few edges cross. */
export function placed(graph: PathGraph): PlacedGraph {
  const leaves = byMeanPath(graph);
  const ands = graph.nodes.filter((node) => node.kind === "and");
  const goals = graph.nodes.filter((node) => node.kind === "goal");
  const leafBoxes = stacked(
    leaves.map((node) => box(node, margin)),
    null,
  );
  const andX = margin + boxWidth("leaf") + columnGap;
  const andBoxes = stacked(
    ands.map((node) => box(node, andX)),
    (node) => meanCentre(graph, node.id, leafBoxes),
  );
  const goalX = andX + boxWidth("and") + columnGap;
  const goalBoxes = stacked(
    goals.map((node) => box(node, goalX)),
    (node) => meanCentre(graph, node.id, andBoxes),
  );
  const nodes = [...leafBoxes, ...andBoxes, ...goalBoxes];
  const places = new Map(nodes.map((each) => [each.node.id, each]));
  const edges = graph.edges.flatMap((edge): PlacedEdge[] => {
    const from = places.get(edge.from);
    const to = places.get(edge.to);
    if (from === undefined || to === undefined) return [];
    return [
      {
        edge,
        from: { x: from.x + from.width, y: from.y + from.height / 2 },
        to: { x: to.x, y: to.y + to.height / 2 },
      },
    ];
  });
  const height = Math.max(0, ...nodes.map((each) => each.y + each.height)) + margin;
  return { nodes, edges, width: goalX + boxWidth("goal") + margin, height };
}

// A leaf stands where the paths that need it stand on average, so that its edges stay short.
function byMeanPath(graph: PathGraph): GraphNode[] {
  const sums = new Map<string, { sum: number; count: number }>();
  for (const edge of graph.edges) {
    const index = Number(edge.to.slice("and".length));
    if (!edge.to.startsWith("and")) continue;
    const known = sums.get(edge.from) ?? { sum: 0, count: 0 };
    sums.set(edge.from, { sum: known.sum + index, count: known.count + 1 });
  }
  const mean = (node: GraphNode) => {
    const known = sums.get(node.id);
    return known === undefined ? 0 : known.sum / known.count;
  };
  return graph.nodes.filter((node) => node.kind === "leaf").sort((a, b) => mean(a) - mean(b));
}

function boxWidth(kind: GraphNode["kind"]): number {
  return Math.ceil(characters[kind] * characterWidth) + 20;
}

function box(node: GraphNode, x: number): PlacedNode {
  const columns = characters[node.kind];
  const lines = node.lines.flatMap((text) => {
    const all = wrapped(printable(text), columns);
    if (all.length <= linesPerText) return all;
    const last = all.slice(linesPerText - 1).join(" ");
    return [...all.slice(0, linesPerText - 1), fitted(`${last} `, Math.min(columns, displayWidth(last)))];
  });
  return { node, lines, x, y: 0, width: boxWidth(node.kind), height: lines.length * lineHeight + 16 };
}

// From top to bottom in the given order, each as near to its wish as those above leave room.
function stacked(boxes: readonly PlacedNode[], wish: ((node: GraphNode) => number | null) | null): PlacedNode[] {
  let top = margin;
  return boxes.map((each) => {
    const centre = wish === null ? null : wish(each.node);
    const y = Math.max(top, centre === null ? top : centre - each.height / 2);
    top = y + each.height + rowGap;
    return { ...each, y: Math.round(y) };
  });
}

function meanCentre(graph: PathGraph, id: string, before: readonly PlacedNode[]): number | null {
  const sources = new Set(graph.edges.filter((edge) => edge.to === id).map((edge) => edge.from));
  const centres = before.filter((each) => sources.has(each.node.id)).map((each) => each.y + each.height / 2);
  return centres.length === 0 ? null : centres.reduce((sum, centre) => sum + centre, 0) / centres.length;
}
