import { readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { commands } from "../../src/faces/cli/commands.ts";
import { errorIndex } from "../../src/faces/cli/error-index.ts";
import { runCli } from "../../src/faces/cli/program.ts";
import { settingsOf } from "../../src/faces/cli/settings/settings-of.ts";
import { top } from "./run-process.ts";
import { parseTranscript, words } from "./transcript.ts";

const transcripts = readdirSync(import.meta.dirname, { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".txt"))
  .map((name) => readFileSync(join(import.meta.dirname, name), "utf8"));
const steps = transcripts.flatMap((text) => parseTranscript(text).steps.map(({ command }) => command));

/** What is wrong with a command line, read but not run; null when nothing is. */
async function problemOf(argv: readonly string[]): Promise<string | null> {
  let said = "";
  const io = {
    out: () => {},
    err: (text: string) => void (said += text),
    readInput: () => Promise.resolve(""),
    ask: () => Promise.resolve(null),
    terminal: { in: false, out: false, err: false },
    columns: 100,
    env: {},
    cwd: join(tmpdir(), "rootward-nowhere"),
    now: Date.now,
    signal: new AbortController().signal,
  };
  const code = await runCli(argv, io, () => Promise.resolve(0));
  return code === 0 ? null : said;
}

/** Command lines in fenced blocks, a line broken by a backslash joined, remarks after two blanks and `#` left out. */
function commandLines(text: string): string[] {
  const blocks = [...text.matchAll(/^```[a-z]*\n([\s\S]*?)^```/gm)].map((match) => match[1] ?? "");
  return blocks
    .flatMap((block) => block.replaceAll(/\s*\\\n\s*/g, " ").split("\n"))
    .map((line) => /^(?:\$ )?(?:[A-Z_]+=\S+ )*(?:node bin\/rootward\.js|rootward) (.*)$/.exec(line.trim())?.[1])
    .filter((line) => line !== undefined)
    .map((line) => line.replace(/\s{2,}#.*$/, "").replace(/\s+[>|&].*$/, ""));
}

describe("every command", () => {
  it.each(commands.map(({ path }) => path))("%s has a transcript, of its help too", (path) => {
    const own = steps.filter((step) => new RegExp(`(^|\\s)rootward ${path}(\\s|$)`).test(step));
    expect(own.filter((step) => !step.includes("--help")).length).toBeGreaterThan(0);
    expect(own.filter((step) => step.includes("--help")).length).toBeGreaterThan(0);
  });

  it.each(commands.flatMap(({ path, examples }) => examples.map(([, line]) => [path, line] as const)))(
    "%s has an example that can be typed: %s",
    async (path, line) => {
      expect(line.startsWith(`rootward ${path}`)).toBe(true);
      expect(await problemOf(words(line).slice(1))).toBeNull();
    },
  );

  it("takes no flag twice, and none that a setting of its own hides", () => {
    for (const spec of commands) {
      const { path, options } = spec;
      const names = [...options.map(({ flags }) => flags), ...settingsOf(spec).map(({ flag }) => flag)].flatMap(
        (flags) =>
          flags
            .replace(/<.*>/, "")
            .split(",")
            .map((name) => name.trim()),
      );
      expect([path, names.filter((name, at) => names.indexOf(name) !== at)]).toEqual([path, []]);
    }
  });
});

describe("the documentation", () => {
  const pages = [
    "README.md",
    "CONTRIBUTING.md",
    "SECURITY.md",
    ...readdirSync(join(top, "docs"), { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".md"))
      .map((name) => join("docs", name)),
  ];
  const lines = pages.flatMap((page) =>
    commandLines(readFileSync(join(top, page), "utf8")).map((line) => [page, line] as const),
  );

  it("names commands at all", () => {
    expect(lines.length).toBeGreaterThan(20);
    expect(lines.filter(([page]) => page === "README.md").length).toBeGreaterThan(2);
  });

  it("names only commands and flags that exist", async () => {
    const wrong: string[] = [];
    for (const [page, line] of lines) {
      const problem = await problemOf(words(line));
      if (problem !== null) wrong.push(`${page}: ${line}\n${problem}`);
    }
    expect(wrong.join("\n")).toBe("");
  });

  it("and the hints of errors name no flag or command that does not exist", async () => {
    const inline = [
      ...errorIndex.map(({ hint }) => hint),
      ...pages.map((page) => readFileSync(join(top, page), "utf8")),
    ]
      .flatMap((text) => [...text.matchAll(/`(?:node bin\/rootward\.js|rootward) ([a-z][^`]*)`/g)])
      .map((match) => match[1] ?? "");
    expect(inline.length).toBeGreaterThan(30);
    const wrong: string[] = [];
    for (const line of new Set(inline)) {
      const problem = await problemOf(words(line.replaceAll("…", "x")));
      // A placeholder such as ID is no value; what it stands after must exist.
      if (problem !== null && problem.includes("unknown")) wrong.push(`${line}\n${problem}`);
    }
    expect(wrong.join("\n")).toBe("");
  });

  it("is read as a shell reads it: a wrong flag, and a wrong command, would be seen", async () => {
    expect(
      commandLines("```\nnode bin/rootward.js scan --from x   # why\n$ rootward paths \\\n  --from y > z\n```"),
    ).toEqual(["scan --from x", "paths --from y"]);
    expect(await problemOf(["scan", "--form", "x"])).toContain("unknown option");
    expect(await problemOf(["scna"])).toContain("unknown command");
    expect(await problemOf(["scan", "--fail-on", "worst"])).toContain("--fail-on");
  });
});
