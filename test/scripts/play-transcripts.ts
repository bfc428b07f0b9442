import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { judgeStep } from "./judge-step.ts";
import { forgetSnapshots } from "./pretend-snapshot.ts";
import { contactsIn } from "./snapshot-contacts.ts";
import { setStage } from "./stage.ts";
import { parseTranscript } from "./transcript.ts";

/** Makes a test of every transcript in a folder; each folder has a test file of its own, so that they run beside each other. */
export function playTranscripts(folder: string): void {
  const files = readdirSync(folder)
    .filter((name) => name.endsWith(".txt"))
    .sort();

  describe("the command line does what its transcripts say", () => {
    afterAll(forgetSnapshots);

    it.each(files)("%s", async (name) => {
      const { directives, steps } = parseTranscript(readFileSync(join(folder, name), "utf8"));
      expect(steps.length).toBeGreaterThan(0);
      const stage = await setStage(directives);
      try {
        const contacts = ["acme", "solo", "hardened"]
          .map((each) => join(stage.cwd, each))
          .filter((each) => existsSync(each))
          .flatMap((each) => contactsIn(each, ["accounts.jsonl"]));
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
}
