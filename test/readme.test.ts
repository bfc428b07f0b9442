import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { top } from "./architecture/sources.ts";

const readme = readFileSync(join(top, "README.md"), "utf8");

describe("README.md", () => {
  it("sets up with exactly two commands", () => {
    expect(readme.match(/^npm ci && npm (start|test)$/gm)).toEqual(["npm ci && npm start", "npm ci && npm test"]);
  });

  it("shows what the demo prints, line by line", () => {
    const folder = mkdtempSync(join(tmpdir(), "rootward-readme-"));
    try {
      const ended = spawnSync(process.execPath, [join(top, "bin/rootward.js"), "demo"], {
        cwd: folder,
        encoding: "utf8",
        env: { PATH: process.env["PATH"] ?? "", HOME: folder },
      });
      expect(ended.status).toBe(0);
      const shown = /```\n(1\. WHO ELSE[\s\S]*?)```/.exec(readme)?.[1] ?? "";
      const said = ended.stdout.replace(/\s+/g, " ");
      const lines = shown.split("\n").filter((line) => line.trim() !== "");
      expect(lines.length).toBeGreaterThan(10);
      expect(lines.filter((line) => !said.includes(line.trim().replace(/\s+/g, " ")))).toEqual([]);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
