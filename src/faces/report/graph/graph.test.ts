import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { trickyOutcome } from "../../../../test/tricky-outcome.ts";
import type { AccountPaths, PathsAnswer } from "../../../domain/takeover/answer.ts";
import { writeDot } from "./dot.ts";
import { placed } from "./layout.ts";
import { writeMermaid } from "./mermaid.ts";
import { pathGraph } from "./path-graph.ts";

const answer = trickyOutcome().paths;
if (answer === null) throw new Error("the fixture has no paths");
const [payments] = answer.accounts;
if (payments === undefined) throw new Error("the fixture is empty");

// So many paths that each need some of a few leaves.
const accounts = fc
  .array(fc.uniqueArray(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 4 }), {
    minLength: 1,
    maxLength: 20,
  })
  .map((sets): AccountPaths => ({
    ...payments,
    paths: sets.map((leaves) => ({
      goal: "session",
      certainty: leaves.length > 3 ? "possible" : "certain",
      steps: [],
      leaves: leaves.map((at) => ({
        id: `phone:${at}`,
        kind: "phone",
        who: at % 2 === 0 ? null : ["a very long name of a person"],
        cost: "low",
      })),
      rules: ["R1"],
      parties: { atLeast: 1, exact: true },
      cost: "low",
    })),
  }));

function mermaid(from: PathsAnswer, names = new Map<string, string>()): string {
  const chunks: string[] = [];
  writeMermaid(from, (chunk) => chunks.push(chunk), names);
  return chunks.join("");
}

describe("the path graph", () => {
  it("draws AND as its own node, one per path, and a leaf that two paths share once", () => {
    const graph = pathGraph(payments, 10);
    expect(graph.nodes.filter((node) => node.kind === "and").map((node) => node.lines[0])).toEqual([
      "AND: path 1",
      "AND: path 2",
      "AND: path 3",
      "path 4, possible",
      "path 5",
    ]);
    const mailboxes = graph.nodes.filter((node) => node.kind === "leaf" && node.leaf.kind === "mailbox");
    expect(mailboxes).toHaveLength(1);
    expect(graph.edges.filter((edge) => edge.from === mailboxes[0]?.id).map((edge) => edge.to)).toEqual([
      "and0",
      "and1",
    ]);
    expect(graph.nodes.filter((node) => node.kind === "goal").map((node) => node.lines[0])).toEqual([
      "ROOT",
      "BUCKET UNLOCKED",
    ]);
  });

  it("has an edge for every leaf of every path and one from every path to its goal", () => {
    fc.assert(
      fc.property(accounts, (account) => {
        const graph = pathGraph(account, 100);
        const expected = account.paths.reduce((sum, path) => sum + path.leaves.length + 1, 0);
        expect(graph.edges).toHaveLength(expected);
        const ids = new Set(graph.nodes.map((node) => node.id));
        expect(graph.edges.filter((edge) => !ids.has(edge.from) || !ids.has(edge.to))).toEqual([]);
      }),
    );
  });

  it("counts the paths that a limit leaves out", () => {
    expect(pathGraph(payments, 2).leftOut).toBe(3);
  });

  it("is laid out without overlap, inside its frame, edges from left to right", () => {
    fc.assert(
      fc.property(accounts, (account) => {
        const { nodes, edges, width, height } = placed(pathGraph(account, 100));
        for (const [index, a] of nodes.entries()) {
          expect(a.x >= 0 && a.y >= 0 && a.x + a.width <= width && a.y + a.height <= height).toBe(true);
          for (const b of nodes.slice(index + 1)) {
            const isApart = a.x + a.width < b.x || b.x + b.width < a.x || a.y + a.height < b.y || b.y + b.height < a.y;
            expect(isApart).toBe(true);
          }
        }
        expect(edges.every((edge) => edge.from.x < edge.to.x)).toBe(true);
      }),
    );
  });
});

describe("graph texts", () => {
  it("quote every label so that no name ends it", () => {
    const nasty = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.constantFrom('"];', "`**x**`", "<b>", "a;b", "\\", '"\n}', "#quot;", "\\N"),
    );
    fc.assert(
      fc.property(nasty, (name) => {
        const names = new Map([["011122223333", name]]);
        const text = mermaid(answer, names);
        // Each line has no quote or exactly the two of its label, and nothing in a label but entities and plain marks.
        for (const line of text.trimEnd().split("\n")) {
          expect([0, 2]).toContain(line.split('"').length - 1);
          const label = line.split('"')[1] ?? "";
          expect(label.replaceAll("<br/>", "")).not.toMatch(/[<>`"&|{}[\]\\]/);
        }
        const chunks: string[] = [];
        writeDot(answer, (chunk) => chunks.push(chunk), names);
        const dot = chunks.join("");
        // Read as DOT does: strings end at a quote that no backslash escapes; outside them braces must balance.
        const outside = dot.replace(/"(?:[^"\\]|\\.)*"/gs, "");
        expect(outside).not.toContain('"');
        expect(outside.split("{").length).toBe(outside.split("}").length);
        expect(outside.split("subgraph").length - 1).toBe(
          answer.accounts.filter((each) => each.paths.length > 0).length,
        );
      }),
    );
  });

  it("keep within what Mermaid draws, and count what is left out", () => {
    const many = Array.from({ length: 200 }, (_, at) => ({ ...payments, id: String(700000000000 + at) }));
    const text = mermaid({ ...answer, accounts: many });
    expect(text.length).toBeLessThanOrEqual(50_000);
    expect(text.split("->").length - 1).toBeLessThanOrEqual(500);
    const shown = text.split("subgraph").length - 1;
    expect(text).toContain(`… and ${200 - shown} more accounts`);
  });
});
