import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startProcess } from "./run-process.ts";

const cwd = mkdtempSync(join(tmpdir(), "rootward-interrupted-check-"));

/** So many documents take many seconds to judge. */
const files = Array.from({ length: 150 }, (_, number) => `guard-${number}.json`);

beforeAll(() => {
  const Condition = { Bool: { "aws:MultiFactorAuthPresent": "false" } };
  const Statement = [
    { Effect: "Allow", Action: "*", Resource: "*" },
    { Effect: "Deny", NotAction: "iam:*", Resource: "*", Condition },
  ];
  for (const file of files) writeFileSync(join(cwd, file), JSON.stringify({ Version: "2012-10-17", Statement }));
});

afterAll(() => rmSync(cwd, { recursive: true, force: true }));

describe("Ctrl-C while a policy is judged", () => {
  it("ends at once with 130, without an answer and without a stack", async () => {
    const running = startProcess(["policy", "check", ...files], { cwd });
    await wait(3000);
    running.interrupt();
    expect(await running.ended).toEqual({ code: 130, out: "", err: "" });
  }, 120_000);
});
