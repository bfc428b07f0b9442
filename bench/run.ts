// Runs every benchmark, each in a process of its own. All of them print counts and ratios of one run; none judges.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const wanted = process.argv.slice(2);
const all = ["start-up", "paths", "scan", "collect", "prove", "admins", "custody"];

for (const name of wanted.length === 0 ? all : wanted) {
  const file = fileURLToPath(new URL(`./${name}.ts`, import.meta.url));
  if (!existsSync(file)) {
    console.log(`no benchmark is called ${name}; there are: ${all.join(", ")}`);
    process.exitCode = 2;
    continue;
  }
  console.log(`\n== ${name} ==`);
  const ended = spawnSync(process.execPath, [file], { stdio: "inherit" });
  if (ended.status !== 0) process.exitCode = 1;
}
