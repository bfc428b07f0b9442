// Runs the tests and ends with one plain line of counts. With `--slow`: the long property runs, with their seed.
// Other arguments go to vitest, e.g. `npm test -- src/domain/iam`.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

interface TestFile {
  readonly assertionResults: readonly {
    readonly status: string;
    readonly fullName: string;
    readonly failureMessages: readonly string[];
  }[];
}

const top = fileURLToPath(new URL("../", import.meta.url));
const isSlow = process.argv.includes("--slow");
const rest = process.argv.slice(2).filter((argument) => argument !== "--slow");
const folder = mkdtempSync(join(tmpdir(), "rootward-test-"));
const report = join(folder, "report.json");
const seed = process.env["ROOTWARD_TEST_SEED"] ?? String(Math.floor(Math.random() * 2 ** 31));

try {
  const vitest = join(top, "node_modules", "vitest", "vitest.mjs");
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const ended = spawnSync(process.execPath, [vitest, "run", ...reporters, ...rest], {
    cwd: top,
    stdio: "inherit",
    env: { ...process.env, ROOTWARD_TEST_SEED: seed, ...(isSlow ? { ROOTWARD_TEST_SLOW: "1" } : {}) },
  });
  process.exitCode = ended.status ?? 1;
  const { testResults }: { testResults: readonly TestFile[] } = JSON.parse(readFileSync(report, "utf8"));
  const results = testResults.flatMap((file) => file.assertionResults);
  const count = (...states: string[]): number => results.filter((each) => states.includes(each.status)).length;
  const notRun = results.filter((each) => each.status !== "passed" && each.status !== "failed");
  for (const each of notRun) console.log(`not run: ${each.fullName}`);
  if (isSlow) console.log(`seed ${seed} (repeat with ROOTWARD_TEST_SEED=${seed} npm run test:slow)`);
  if (results.length === 0) process.exitCode = 1;
  console.log(`${count("passed")} passed, ${count("failed")} failed, ${notRun.length} skipped`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
