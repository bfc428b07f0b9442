import { resolve } from "node:path";
import { proveEntry } from "../../../app/ledger/prove-entry.ts";
import { fromUtf8 } from "../../../domain/crypto/bytes.ts";
import { readBundle } from "../../../world/ledger-files/bundle/read-bundle.ts";
import type { Invocation } from "../command.ts";
import { usageError } from "../usage-error.ts";
import { writeBytes } from "../byte-files.ts";

/** Writes one entry's proof; returns the exit code. */
export function runLedgerProve({ io, settings, options, args }: Invocation): Promise<number> {
  const [text = ""] = args;
  const { from, out, entry: entryFile } = options;
  if (!/^(?:0|[1-9][0-9]{0,14})$/.test(text)) throw usageError(`an entry has a number from 0, not ${text}`);
  if (typeof from !== "string") throw usageError("ledger prove needs --from BUNDLE");
  const { files } = readBundle(resolve(io.cwd, from));
  const { entry, proof, size } = proveEntry(files, Number(text));
  if (typeof entryFile === "string") writeBytes(io.cwd, entryFile, entry);
  if (typeof out === "string") {
    writeBytes(io.cwd, out, proof);
    if (!settings.is("quiet")) io.err(`wrote ${out}: entry ${text} of ${size}\n`);
  } else io.out(fromUtf8(proof) ?? "");
  return Promise.resolve(0);
}
