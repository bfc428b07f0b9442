import { existsSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, it } from "vitest";
import { playTranscripts } from "./play-transcripts.ts";

const here = import.meta.dirname;
const folders = new Set(
  readdirSync(here, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".txt"))
    .map((name) => dirname(name)),
);

it("transcripts lie in folders, most of which have a test of their own that plays them", () => {
  expect(folders.size).toBeGreaterThan(3);
  expect(folders.has(".")).toBe(false);
});

// None stays unplayed.
for (const folder of folders)
  if (!existsSync(join(here, folder, "transcripts.test.ts"))) playTranscripts(join(here, folder));
