import type { PathsAnswer } from "../../../domain/takeover/answer.ts";
import { printable } from "../printable.ts";
import type { Write } from "../write.ts";
import { type GraphNode, pathGraph } from "./path-graph.ts";

/** The path graph in Graphviz's DOT language, one cluster per account, all paths. */
export function writeDot(answer: PathsAnswer, write: Write, names: ReadonlyMap<string, string>): void {
  write(`digraph rootward {\n  rankdir=LR;\n  node [fontname="Helvetica"];\n`);
  for (const account of answer.accounts) {
    if (account.paths.length === 0) continue;
    const graph = pathGraph(account, account.paths.length);
    const name = names.get(account.id);
    const id = (node: string) => quoted([`${account.id}/${node}`]);
    write(`  subgraph ${quoted([`cluster_${account.id}`])} {\n`);
    write(`    label=${quoted([account.id, ...(name === undefined ? [] : [name])])};\n`);
    for (const node of graph.nodes) write(`    ${id(node.id)} [label=${quoted(node.lines)}, shape=${shape(node)}];\n`);
    for (const edge of graph.edges) {
      write(`    ${id(edge.from)} -> ${id(edge.to)}${edge.isCertain ? "" : " [style=dashed]"};\n`);
    }
    write("  }\n");
  }
  write("}\n");
}

function shape(node: GraphNode): string {
  if (node.kind === "goal") return "doubleoctagon";
  return node.kind === "and" ? "hexagon" : "box";
}

// A backslash starts an escape in a DOT label (`\N` is the node's name), a quote ends it.
function quoted(lines: readonly string[]): string {
  const safe = lines.map((line) => printable(line).replaceAll("\\", "\\\\").replaceAll('"', '\\"'));
  return `"${safe.join("\\n")}"`;
}
