import type { PathsAnswer } from "../../../domain/takeover/answer.ts";
import { printable } from "../printable.ts";
import type { Write } from "../write.ts";
import { type GraphNode, pathGraph } from "./path-graph.ts";

/** Mermaid refuses more edges and longer texts than this unless configured (`maxEdges`, `maxTextSize`). */
const maxEdges = 500;
const maxCharacters = 50_000;
const pathsOfAccount = 20;

/** The path graph as a Mermaid flowchart, one box per account; what does not fit is counted in a last line. */
export function writeMermaid(answer: PathsAnswer, write: Write, names: ReadonlyMap<string, string>): void {
  const start = "flowchart LR\n";
  write(start);
  let edges = 0;
  let characters = start.length;
  let leftOut = 0;
  for (const [at, account] of answer.accounts.filter((each) => each.paths.length > 0).entries()) {
    const graph = pathGraph(account, pathsOfAccount);
    const name = names.get(account.id);
    const id = (node: string) => `a${at}_${node}`;
    const title = quoted([account.id, ...(name === undefined ? [] : [name])]);
    const text = [
      `  subgraph a${at}[${title}]`,
      ...graph.nodes.map((node) => `    ${id(node.id)}${shape(node)}`),
      ...graph.edges.map((edge) => `    ${id(edge.from)} ${edge.isCertain ? "-->" : "-.->"} ${id(edge.to)}`),
      ...(graph.leftOut > 0 ? [`    ${id("more")}[${quoted([`… and ${graph.leftOut} more paths`])}]`] : []),
      "  end\n",
    ].join("\n");
    // Room stays for the last line.
    if (leftOut > 0 || edges + graph.edges.length > maxEdges || characters + text.length > maxCharacters - 200) {
      leftOut += 1;
      continue;
    }
    edges += graph.edges.length;
    characters += text.length;
    write(text);
  }
  if (leftOut > 0)
    write(`  more[${quoted([`… and ${leftOut} more accounts: rootward paths --account ID -f mermaid`])}]\n`);
}

function shape(node: GraphNode): string {
  const label = quoted(node.lines);
  if (node.kind === "goal") return `[[${label}]]`;
  return node.kind === "and" ? `{{${label}}}` : `(${label})`;
}

// Everything but letters, digits and harmless marks becomes an entity (`#38;`), so that nothing ends the quotes, makes
// a Markdown string, a link or HTML of a name.
function quoted(lines: readonly string[]): string {
  const safe = lines.map((line) =>
    printable(line).replace(/[^\p{L}\p{N}\p{M} .,:()/+*=…-]/gu, (one) => `#${one.codePointAt(0) ?? 63};`),
  );
  return `"${safe.join("<br/>")}"`;
}
