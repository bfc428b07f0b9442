import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { judgeStep } from "./judge-step.ts";
import { forgetSnapshots } from "./pretend-snapshot.ts";
import { setStage } from "./stage.ts";
import { contactsIn } from "./snapshot-contacts.ts";
import { parseTranscript } from "./transcript.ts";

const here = import.meta.dirname;
const files = readdirSync(here, { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".txt"))
  .sort();

describe("the command line does what its transcripts say", () => {
  afterAll(forgetSnapshots);

  it.each(files)("%s", async (name) => {
    const { directives, steps } = parseTranscript(readFileSync(join(here, name), "utf8"));
    expect(steps.length).toBeGreaterThan(0);
    const stage = await setStage(directives);
    try {
      const contacts = ["acme", "solo", "hardened"]
        .map((each) => join(stage.cwd, each))
        .filter((folder) => existsSync(folder))
        .flatMap((folder) => contactsIn(folder, ["accounts.jsonl"]));
      const wrong: string[] = [];
      for (const step of steps) {
        const said = judgeStep(step, await stage.play(step.command), contacts);
        if (said !== null) wrong.push(`${name} ${said}`);
      }
      expect(wrong.join("\n\n")).toBe("");
    } finally {
      await stage.close();
    }
  });
});
