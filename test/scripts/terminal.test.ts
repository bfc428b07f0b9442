import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { forgetSnapshots, pretendSnapshot } from "./pretend-snapshot.ts";
import { runInProcess } from "./run-in-process.ts";

const cwd = mkdtempSync(join(tmpdir(), "rootward-terminal-"));
const escape = "\u001b";

beforeAll(async () => {
  await pretendSnapshot("solo", join(cwd, "solo"));
  await pretendSnapshot("acme", join(cwd, "acme"));
});

afterAll(async () => {
  await forgetSnapshots();
  rmSync(cwd, { recursive: true, force: true });
});

const segments = new Intl.Segmenter("en");

function lettersOf(text: string): number {
  return Array.from(segments.segment(text)).length;
}

/** Lines that are wider than the terminal although they could have been broken at a blank. */
function tooWide(text: string, columns: number): string[] {
  return text.split("\n").filter((line) => {
    if (lettersOf(line) <= columns) return false;
    const indent = line.length - line.trimStart().length;
    return line
      .trim()
      .split(" ")
      .every((word) => indent + lettersOf(word) <= columns);
  });
}

describe("a terminal", () => {
  it.each([40, 80])("of %d columns is never run over", async (columns) => {
    for (const argv of [
      ["scan", "--from", "acme"],
      ["scan", "--from", "solo", "--all"],
      ["paths", "--from", "acme"],
    ]) {
      const { out } = await runInProcess(argv, { cwd, columns });
      expect(out.split("\n").length).toBeGreaterThan(40);
      expect(tooWide(out, columns).slice(0, 5)).toEqual([]);
    }
  });

  it.each([
    [{}, [], false],
    [{ FORCE_COLOR: "1" }, [], true],
    [{ FORCE_COLOR: "1", NO_COLOR: "1" }, [], true],
    [{ FORCE_COLOR: "1", CI: "true", TERM: "dumb" }, [], true],
    [{ FORCE_COLOR: "0" }, [], false],
    [{ FORCE_COLOR: "1" }, ["--no-color"], false],
    [{ NO_COLOR: "1" }, ["--color"], true],
    [{ CI: "true" }, ["--color"], true],
    [{ NO_COLOR: "1" }, [], false],
    [{ CI: "true" }, [], false],
  ])("with %j and %j is coloured: %s", async (env, flags, isColoured) => {
    const { out } = await runInProcess(["scan", "--from", "solo", "-f", "summary", ...flags], { cwd, env });
    expect(out.includes(escape)).toBe(isColoured);
  });

  it("gets no colour in a machine's format, whatever is asked for", async () => {
    for (const format of ["json", "jsonl", "csv", "sarif", "ocsf", "html", "md", "mermaid", "dot", "run"]) {
      const asked = ["scan", "--from", "solo", "-f", format, "--color"];
      const { out } = await runInProcess(asked, { cwd, env: { FORCE_COLOR: "1" } });
      expect(out.includes(escape)).toBe(false);
    }
  });

  it("gets the same JSON at every verbosity, and nothing beside it", async () => {
    const texts: string[] = [];
    for (const flags of [[], ["--verbose"], ["--debug"], ["--quiet"], ["--no-progress"], ["--no-input", "--yes"]]) {
      const { out, code } = await runInProcess(["scan", "--from", "solo", "-f", "json", ...flags], { cwd });
      expect(code).toBe(1);
      const envelope: { run: { id: string } } = JSON.parse(out);
      texts.push(out.replaceAll(envelope.run.id, ""));
    }
    expect(new Set(texts.map((text) => text.replace(/"(first|last)Seen":"[^"]*"/g, ""))).size).toBe(1);
  });

  it("is asked nothing, and shows no rewritten line, where nobody sits at it", async () => {
    cpSync(join(cwd, "solo"), join(cwd, "copy"), { recursive: true });
    const { err } = await runInProcess(["scan", "--from", "copy", "-f", "summary"], { cwd });
    expect(err).toBe("");
  });
});
