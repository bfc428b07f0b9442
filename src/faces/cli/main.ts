import { processIo } from "./process-io.ts";
import { runCli } from "./program.ts";

/** Entry of the command line; sets the exit code and lets the process end by itself. */
export async function main(): Promise<void> {
  process.exitCode = await runCli(process.argv.slice(2), processIo());
}
