import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startProcess } from "./run-process.ts";

const cwd = mkdtempSync(join(tmpdir(), "rootward-interrupted-check-"));

/** Takes many seconds to judge, and no pause in between. */
beforeAll(() => {
  const Action = Array.from({ length: 600_000 }, (_, number) => `s3:Get${number}*`);
  const policy = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action, Resource: "*" }] };
  writeFileSync(join(cwd, "huge.json"), JSON.stringify(policy));
});

afterAll(() => rmSync(cwd, { recursive: true, force: true }));

describe("Ctrl-C while a policy is judged", () => {
  it("ends at once with 130, without an answer and without a stack", async () => {
    const running = startProcess(["policy", "check", "huge.json"], { cwd });
    await wait(3000);
    running.interrupt();
    expect(await running.ended).toEqual({ code: 130, out: "", err: "" });
  }, 120_000);
});
