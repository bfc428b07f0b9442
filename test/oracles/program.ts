import { spawnSync } from "node:child_process";
import { type Oracle, oracle } from "../oracle.ts";

/** Looks for a program by running it; a missing one, or one that cannot start, is "not run: why". */
export function program(name: string, command: readonly string[]): Promise<Oracle<string>> {
  return oracle(name, () => {
    const [file = "", ...argv] = command;
    const ended = spawnSync(file, argv, { encoding: "utf8", timeout: 30_000 });
    if (ended.error !== undefined) throw new Error(`${file} is not installed (.ci/oracles names the package)`);
    return `${ended.stdout}${ended.stderr}`;
  });
}
