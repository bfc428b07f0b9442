import { spawnSync } from "node:child_process";
import { join } from "node:path";

/** TypeScript source as the project's formatter writes it. */
export function formatted(top: string, path: string, source: string): string {
  const bin = join(top, "node_modules", ".bin", "oxfmt");
  const ended = spawnSync(bin, ["--stdin-filepath", path], { cwd: top, input: source, encoding: "utf8" });
  if (ended.status !== 0) throw new Error(`oxfmt failed on ${path}: ${ended.stderr}`);
  return ended.stdout;
}
