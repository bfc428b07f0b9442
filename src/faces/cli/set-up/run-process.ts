import { spawn } from "node:child_process";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { Invocation } from "../command.ts";
import { usageError } from "../usage-error.ts";
import { optionText } from "./write-outcome.ts";

/** Runs the gate, the broker or the courier as a process of its own until it ends; returns its exit code. */
export function runProcess(
  invocation: Invocation,
  side: "broker" | "gate" | "courier",
  more: readonly string[] = [],
): Promise<number> {
  const { io } = invocation;
  const config = optionText(invocation, "config");
  if (config === null) throw usageError(`--config FILE is needed: the ${side}.json that custody init made`);
  const bin = fileURLToPath(new URL("../../../../bin/rootward.js", import.meta.url));
  const child = spawn(process.execPath, [bin, side, "--config", resolve(io.cwd, config), ...more], {
    cwd: io.cwd,
    env: { ...io.env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  child.stdout.setEncoding("utf8").on("data", io.out);
  child.stderr.setEncoding("utf8").on("data", io.err);
  io.signal.addEventListener("abort", () => child.kill("SIGTERM"));
  return new Promise((done, fail) => {
    child.on("error", fail);
    child.on("close", (code) => done(code ?? 130));
  });
}
