import { resolve } from "node:path";
import { printVerifierKey } from "../../../domain/ledger/note/verifier-key.ts";
import { witnessConfig } from "../../witness/config.ts";
import { startWitness } from "../../witness/start-witness.ts";
import { writeNewWitnessKey } from "../../witness/witness-key-file.ts";
import type { Invocation } from "../command.ts";
import { usageError } from "../usage-error.ts";

/** Makes a witness's key, or runs a witness until it is told to end. Returns the exit code. */
export async function runWitness({ io, options, settings }: Invocation): Promise<number> {
  const text = (name: string): string | null => {
    const value = options[name];
    return typeof value === "string" ? value : null;
  };
  const newKey = text("newKey");
  if (newKey !== null) {
    const file = text("key");
    if (file === null) throw usageError("--new-key needs --key FILE: where to write the key");
    io.out(`${printVerifierKey(writeNewWitnessKey(resolve(io.cwd, file), newKey))}\n`);
    if (!settings.is("quiet")) {
      io.err(
        `wrote ${file}; keep it on the witness's host alone. The printed line goes into trust files and rosters.\n`,
      );
    }
    return 0;
  }
  const logs = text("log")?.split("\n") ?? [];
  const flags = { config: text("config"), listen: text("listen"), key: text("key"), data: text("data"), logs };
  const config = witnessConfig(flags, io.cwd);
  const witness = await startWitness(config, { nowMs: io.now, tell: (line) => io.err(`witness: ${line}\n`) });
  const shown = witness.host.includes(":") ? `[${witness.host}]` : witness.host;
  const watched = config.logs.map(({ name }) => name).join(", ");
  io.err(`witness ready: http://${shown}:${witness.port}, ${printVerifierKey(witness.key)}, watching ${watched}\n`);
  if (!io.signal.aborted) {
    await new Promise<void>((ended) => {
      io.signal.addEventListener("abort", () => {
        ended();
      });
    });
  }
  await witness.close();
  return 0;
}
