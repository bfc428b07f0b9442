import { resolve } from "node:path";
import { verifyLedger } from "../../../app/ledger/verify-ledger.ts";
import { fromUtf8 } from "../../../domain/crypto/bytes.ts";
import { verifyProofFile } from "../../../domain/ledger/proof/verify-proof-file.ts";
import type { Trust } from "../../../domain/ledger/trust/trust-file.ts";
import { readBundle } from "../../../world/ledger-files/bundle/read-bundle.ts";
import type { Invocation } from "../command.ts";
import { formatTargets } from "../output/format-targets.ts";
import { writeTargets } from "../output/write-targets.ts";
import { usageError } from "../usage-error.ts";
import { readBytes } from "../byte-files.ts";
import { shownLedger, type ShownLedger } from "./shown-ledger.ts";
import { ledgerText } from "./ledger-text.ts";
import { trustIn } from "./trust-in.ts";

/** Verifies a bundle or a proof file; returns the exit code: 0 verified, 1 damaged. */
export function runLedgerVerify({ io, settings, options, args }: Invocation): Promise<number> {
  const targets = formatTargets(settings, ["text", "json"], "text");
  const [path = ""] = args;
  const { trust: trustFile, checkpoint, roster, rosterHash, entry } = options;
  if (typeof trustFile !== "string")
    throw usageError("ledger verify needs --trust FILE: the keys of logs and witnesses");
  if (typeof rosterHash === "string" && !/^[A-Za-z0-9_-]{43}$/.test(rosterHash)) {
    throw usageError("--roster-hash takes 43 characters of base64url");
  }
  const read = (file: string): Uint8Array => readBytes(io.cwd, file);
  const trust = trustIn(read(trustFile), trustFile);
  const shown =
    typeof entry === "string"
      ? provenEntry(read(path), read(entry), trust)
      : shownLedger(
          verifyLedger({
            ...readBundle(resolve(io.cwd, path)),
            trust,
            kept: typeof checkpoint === "string" ? checkpoint.split("\n").map((file) => read(file)) : [],
            rosters: typeof roster === "string" ? read(roster) : null,
            rosterHash: typeof rosterHash === "string" ? rosterHash : null,
          }),
        );
  writeTargets(targets, io, settings.is("quiet"), (format, write) => {
    if (format === "json") write(`${JSON.stringify(shown, null, 2)}\n`);
    else write(ledgerText(shown));
  });
  return Promise.resolve(shown.status === "verified" ? 0 : 1);
}

function provenEntry(proof: Uint8Array, entry: Uint8Array, trust: Trust): ShownLedger {
  const verdict = verifyProofFile(proof, entry, trust);
  const none = { firstBad: null, proven: [], remarks: [], codes: null, decisions: null };
  if (verdict.status === "refused") {
    const { row, detail } = verdict;
    const problems = [{ file: null, entry: null, code: row.code, title: row.title, detail }];
    return { status: "damaged", origin: "", size: null, root: null, cosignedBy: [], ...none, problems };
  }
  const { index, opened } = verdict;
  const { origin, size } = opened.checkpoint;
  const cosignedBy = opened.cosigned.map(({ key }) => key.name);
  const remarks = [`entry ${index} stands in the log: ${(fromUtf8(entry) ?? "(not text)").slice(0, 2000)}`];
  const proven = [{ from: index, to: index + 1 }];
  return { status: "verified", origin, size, root: null, cosignedBy, ...none, proven, problems: [], remarks };
}
