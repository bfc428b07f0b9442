import { readdirSync } from "node:fs";
import { dirname } from "node:path";
import { expect, it } from "vitest";

it("every transcript lies in a folder whose test plays it", () => {
  const names = readdirSync(import.meta.dirname, { recursive: true, encoding: "utf8" });
  const folders = new Set(names.filter((name) => name.endsWith(".txt")).map((name) => dirname(name)));
  expect(folders.size).toBeGreaterThan(3);
  const unplayed = [...folders].filter((folder) => !names.includes(`${folder}/transcripts.test.ts`));
  expect(unplayed).toEqual([]);
});
