import { readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { top } from "./sources.ts";

const src = join(top, "src");

/** Everything that starting the command line loads: modules by path under src/, packages by name. */
function loadedAtStart(entry: string): ReadonlySet<string> {
  const loaded = new Set<string>();
  const visit = (path: string): void => {
    if (loaded.has(path)) return;
    loaded.add(path);
    const file = join(src, path);
    const text = readFileSync(file, "utf8").replace(/\/\*[\s\S]*?\*\//g, "");
    for (const [, name = ""] of text.matchAll(/^\s*(?:import|export)\s(?!type\b)[^"';]*?from\s*["']([^"']+)["']/gm)) {
      if (name.startsWith(".")) visit(relative(src, resolve(dirname(file), name)).replaceAll("\\", "/"));
      else loaded.add(name);
    }
  };
  visit(entry);
  return loaded;
}

describe("starting the command line", () => {
  const loaded = [...loadedAtStart("faces/cli/main.ts")];

  it("loads no AWS client, no engine, no schema library and no report writer", () => {
    const heavy =
      /^(@aws-sdk|@smithy|zod|yaml|jsonc-parser|domain\/(iam|takeover|posture|snapshot|guards)|world|app|demo)/;
    expect(loaded.filter((name) => heavy.test(name))).toEqual([]);
    expect(loaded.filter((name) => /^faces\/report\/(?!report-formats|printable)/.test(name))).toEqual([]);
  });

  it("loads few modules of ours besides one small file for each command", () => {
    const ours = loaded.filter((name) => name.endsWith(".ts") && !name.startsWith("faces/cli/commands/"));
    expect(ours.length).toBeGreaterThan(10);
    expect(ours.length).toBeLessThan(60);
  });
});
