import { spawn } from "node:child_process";
import { relative } from "node:path";
import { fileURLToPath } from "node:url";
import type { Invocation } from "../command.ts";
import { type RehearsedAnswer, rehearsed } from "./rehearsed.ts";
import type { PretendOrganization } from "./pretend-organization.ts";
import { serve } from "./serve.ts";

/** Where the tour listens and writes. */
export interface TourAsk {
  readonly port: number;
  readonly limits: boolean;
  readonly save: string | null;
  readonly report: string;
  /** Whether a break-glass use is rehearsed first, for the second answer. */
  readonly hasRehearsal: boolean;
}

const bin = fileURLToPath(new URL("../../../../bin/rootward.js", import.meta.url));
/** The day at which the shipped organizations are told; attestations and ages are judged as of it. */
const shippedDay = "2026-11-21";

/**
 * Serves the organization and scans it with a process of its own, which knows nothing but the environment a user would
 * set. Findings are what a demo is for: it ends with 0 whatever they are, and with 2 when the scan could not run.
 */
export async function tour({ io, settings }: Invocation, pretend: PretendOrganization, ask: TourAsk): Promise<number> {
  const served = await serve(pretend, ask.port, ask.limits);
  let custody: RehearsedAnswer | null = null;
  try {
    custody = await rehearsed({ io, settings }, ask.hasRehearsal);
    io.err(`A pretend AWS with the organization ${pretend.name} runs at ${served.url}. Scanning it …\n\n`);
    const argv = [
      "scan",
      "--assume-root",
      "--as-of",
      shippedDay,
      ...(pretend.inventory === null ? [] : ["--inventory", pretend.inventory]),
      ...(pretend.mail === null ? [] : ["--mail-facts", pretend.mail]),
      ...(custody === null ? [] : ["--custody", custody.file]),
      ...(ask.save === null ? [] : ["--save", ask.save]),
      ...(settings.is("showContacts") ? ["--show-contacts"] : []),
      "--fail-on",
      "none",
      "-f",
      "summary",
      "-f",
      `html=${ask.report}`,
      ...(io.terminal.out ? ["--color"] : ["--no-color"]),
    ];
    const code = await run(argv, { ...plain(io.env), ...served.environment, COLUMNS: String(io.columns) }, io);
    if (code !== 0 && code !== 3) return code;
    io.out(nextSteps(ask, pretend, io.cwd));
    return 0;
  } finally {
    await served.close();
    custody?.remove();
  }
}

function run(argv: readonly string[], env: Record<string, string>, io: Invocation["io"]): Promise<number> {
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, [bin, ...argv], {
      cwd: io.cwd,
      env,
      stdio: ["ignore", "pipe", io.terminal.err ? "inherit" : "pipe"],
    });
    child.stdout?.setEncoding("utf8").on("data", (chunk: string) => io.out(chunk));
    child.stderr?.setEncoding("utf8").on("data", (chunk: string) => io.err(chunk));
    io.signal.addEventListener("abort", () => child.kill("SIGTERM"), { once: true });
    child.on("error", fail);
    child.on("close", (code) => done(code ?? 130));
  });
}

/** The environment without anything that would lead the scan to a real AWS, or settings of the user's own. */
function plain(env: Invocation["io"]["env"]): Record<string, string> {
  const kept = Object.entries(env).filter(
    ([name]) => !/^(AWS_|ROOTWARD_)/.test(name) || name.startsWith("ROOTWARD_TEST_"),
  );
  return Object.fromEntries(kept.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
}

function nextSteps({ report, save }: TourAsk, { inventory }: PretendOrganization, cwd: string): string {
  const rootward = "node bin/rootward.js";
  const declared = inventory === null ? "" : ` --inventory ${relative(cwd, inventory)}`;
  const saved =
    save === null
      ? []
      : [
          "Look closer at what was just scanned:",
          `  ${rootward} paths --from ${save}${declared}`,
          `  ${rootward} fix --from ${save}${declared} --out ./demo-fixes`,
          "",
        ];
  return [
    "",
    `The whole report: ${report} (open it in a browser; nothing in it is real).`,
    "",
    ...saved,
    "On a real account or organization, read-only, with any profile the AWS CLI knows:",
    `  ${rootward} doctor --profile x`,
    `  ${rootward} scan --profile x --save ./snapshot`,
    `  ${rootward} paths --from ./snapshot            every way to become root, step by step`,
    `  ${rootward} fix --from ./snapshot --out ./fixes`,
    "",
  ].join("\n");
}
