// Writes everything that is derived from the code: registries, the error index, documentation pages, the reader policy.
// `npm run gen` writes, `npm run gen -- --check` (part of `npm run check`) only says what is stale.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { generators } from "./generate/generators.ts";

const top = fileURLToPath(new URL("../", import.meta.url));
const isCheck = process.argv.includes("--check");
const stale: string[] = [];

for (const generator of generators) {
  const files = await generator.files(top);
  for (const [path, text] of files) {
    const file = join(top, path);
    if (existsSync(file) && readFileSync(file, "utf8") === text) continue;
    stale.push(path);
    if (isCheck) continue;
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  for (const folder of generator.owns) {
    const full = join(top, folder);
    if (!existsSync(full)) continue;
    for (const name of readdirSync(full)) {
      if (files.has(`${folder}/${name}`)) continue;
      stale.push(`${folder}/${name} (no longer generated)`);
      if (!isCheck) rmSync(join(full, name));
    }
  }
}

if (stale.length > 0) console.log(`${isCheck ? "stale" : "written"}:\n  ${stale.join("\n  ")}`);
if (isCheck && stale.length > 0) {
  console.log("Run `npm run gen` and commit what it writes.");
  process.exitCode = 1;
}
