// `rootward --help` against an empty Node process, in turn, and what the published package weighs.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const top = fileURLToPath(new URL("../", import.meta.url));
const runs = 15;

const millis = (args: readonly string[]): number => {
  const start = performance.now();
  spawnSync(process.execPath, args, { cwd: top, stdio: "ignore" });
  return performance.now() - start;
};
const median = (values: number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

const bare: number[] = [];
const help: number[] = [];
for (let run = 0; run < runs; run++) {
  bare.push(millis(["-e", "0"]));
  help.push(millis(["bin/rootward.js", "--help"]));
}
const ratio = median(help.map((value, run) => value / (bare[run] ?? value)));
console.log(`rootward --help over node -e 0: ${ratio.toFixed(2)}x (median of ${runs} pairs)`);

spawnSync(process.execPath, ["tools/build.ts"], { cwd: top, stdio: "ignore" });
const packed = spawnSync("npm", ["pack", "--dry-run", "--json", "--ignore-scripts"], {
  cwd: `${top}build/package`,
  encoding: "utf8",
});
const manifest: { dependencies: Record<string, string> } = JSON.parse(readFileSync(`${top}package.json`, "utf8"));
const [pack]: { size: number; unpackedSize: number; entryCount: number }[] = JSON.parse(packed.stdout);
if (pack !== undefined) {
  const kilobytes = (bytes: number): string => `${Math.round(bytes / 1024)} KB`;
  console.log(
    `package: ${kilobytes(pack.size)} packed, ${kilobytes(pack.unpackedSize)} unpacked, ${pack.entryCount} files`,
  );
}
console.log(`direct dependencies: ${Object.keys(manifest.dependencies).length}`);
