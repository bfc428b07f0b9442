// The process that people talk to.
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { CodedError } from "../../domain/core/coded-error.ts";
import { readConfig } from "./config.ts";
import { gateStartErrors } from "./errors.ts";
import { serveGate } from "./serve-gate.ts";
import { beginGate, separate } from "./start.ts";

/**
 * Runs `--config FILE` in the foreground until SIGTERM or SIGINT, or `init --config FILE --genesis FILE --roster HASH` once.
 * The exit code.
 */
export async function runGate(args: readonly string[]): Promise<number> {
  try {
    const { values, positionals } = readArgs(args);
    const { config: file, genesis, roster } = values;
    if (file === undefined) throw foreign("--config FILE is missing");
    const config = readConfig(resolve(file));
    if (positionals[0] === "init") {
      if (genesis === undefined || roster === undefined) throw foreign("--genesis FILE and --roster HASH are needed");
      beginGate(config, genesis, roster);
      say("gate initialised");
      return 0;
    }
    separate(config);
    const { gate, address, stop } = await serveGate(config, say);
    const state = gate.quarantine.size > 0 ? `QUARANTINED ${[...gate.quarantine].join(", ")}` : "open";
    say(`${gate.isRehearsal ? "REHEARSAL " : ""}gate ready: ${state}, ${address.address}:${address.port}`);
    // Not once: a supervisor signals this process and the one that started it, so the same comes twice.
    await new Promise<void>((done) => {
      process.on("SIGTERM", () => done());
      process.on("SIGINT", () => done());
    });
    await stop();
    return 0;
  } catch (error) {
    if (!(error instanceof CodedError)) {
      say(`GATE_INTERNAL: ${error instanceof Error ? error.message : "unknown"}`);
      return 3;
    }
    const where = error.position?.file === undefined ? "" : ` (${error.position.file})`;
    say(`${error.row.code}: ${error.message}${where}\n${error.hint}`);
    return error.row.exit;
  }
}

function readArgs(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { config: { type: "string" }, genesis: { type: "string" }, roster: { type: "string" } },
    });
  } catch (error) {
    throw foreign(error instanceof Error ? (error.message.split("\n")[0] ?? "") : "its flags");
  }
}

function say(text: string): void {
  process.stderr.write(`${text}\n`);
}

function foreign(detail: string): CodedError {
  return new CodedError(gateStartErrors.GATE_CONFIG_FOREIGN, { detail });
}
