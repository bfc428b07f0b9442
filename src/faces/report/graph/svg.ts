import { html } from "../html/escape-html.ts";
import type { PathGraph } from "./path-graph.ts";
import { placed, type PlacedEdge, type PlacedNode } from "./layout.ts";

/**
 * The path graph as an inline SVG without style attributes, for a page whose policy forbids them; the page's classes
 * colour it. It is one picture to a screen reader: the list of steps beside it says the same.
 */
export function pathSvg(graph: PathGraph, label: string, cheapest: number | null): string {
  const { nodes, edges, width, height } = placed(graph);
  const cheap = new Set(cheapest === null ? [] : [`and${cheapest}`]);
  const isCheap = (edge: PlacedEdge) => cheap.has(edge.edge.to) || cheap.has(edge.edge.from);
  return [
    `<svg class="graph" role="img" aria-label="${html(label)}" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">`,
    ...edges.filter((edge) => !isCheap(edge)).map((edge) => edgeSvg(edge, "")),
    ...edges.filter(isCheap).map((edge) => edgeSvg(edge, " cheap")),
    ...nodes.map((node) => nodeSvg(node, cheap)),
    "</svg>",
  ].join("");
}

function edgeSvg({ edge, from, to }: PlacedEdge, more: string): string {
  const bend = (to.x - from.x) / 2;
  const end = to.x - 7;
  const curve = `M${from.x} ${from.y}C${from.x + bend} ${from.y} ${end - bend} ${to.y} ${end} ${to.y}`;
  const kind = edge.isCertain ? "certain" : "possible";
  return `<path class="edge ${kind}${more}" d="${curve}"/><path class="tip${more}" d="M${to.x} ${to.y}l-8 -4v8z"/>`;
}

function nodeSvg({ node, lines, x, y, width, height }: PlacedNode, cheap: ReadonlySet<string>): string {
  const centre = x + width / 2;
  const text = lines
    .map((line, at) => `<text class="l${at === 0 ? 0 : 1}" x="${centre}" y="${y + 21 + at * 16}">${html(line)}</text>`)
    .join("");
  return `<g class="node ${node.kind}${cheap.has(node.id) ? " cheap" : ""}">${shape(node.kind, x, y, width, height)}${text}</g>`;
}

// A shape per kind: round for what is needed, six corners for AND, a double frame for the goal.
function shape(kind: "leaf" | "and" | "goal", x: number, y: number, width: number, height: number): string {
  if (kind === "leaf") return `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="10"/>`;
  if (kind === "and") {
    const [right, bottom, middle] = [x + width, y + height, y + height / 2];
    return `<polygon points="${x},${middle} ${x + 10},${y} ${right - 10},${y} ${right},${middle} ${right - 10},${bottom} ${x + 10},${bottom}"/>`;
  }
  const inner = `<rect x="${x + 4}" y="${y + 4}" width="${width - 8}" height="${height - 8}"/>`;
  return `<rect x="${x}" y="${y}" width="${width}" height="${height}"/>${inner}`;
}
