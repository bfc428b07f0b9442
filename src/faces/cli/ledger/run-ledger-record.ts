import { resolve } from "node:path";
import { z } from "zod";
import { recordGrant } from "../../../app/ledger/record-grant.ts";
import { fromUtf8 } from "../../../domain/crypto/bytes.ts";
import { readBundle } from "../../../world/ledger-files/bundle/read-bundle.ts";
import { grantPagePdf } from "../../paper/grant-page-pdf.ts";
import type { Invocation } from "../command.ts";
import { printable } from "../../report/printable.ts";
import { paperOption } from "../kit/paper-option.ts";
import { formatTargets } from "../output/format-targets.ts";
import { writeTargets } from "../output/write-targets.ts";
import { usageError } from "../usage-error.ts";
import { readBytes, writeBytes } from "../byte-files.ts";
import { trustIn } from "./trust-in.ts";

const reasonSchema = z.object({ text: z.string().max(10_000), salt: z.string().regex(/^[A-Za-z0-9_-]{22}$/) });

/** Prints the record of one use of root, as text, JSON or one page; returns the exit code. */
export async function runLedgerRecord(invocation: Invocation): Promise<number> {
  const { io, settings, options, args } = invocation;
  const targets = formatTargets(settings, ["text", "json"], "text");
  const [requestId = ""] = args;
  const { bundle, trust: trustFile, roster, rosterHash, reason, out } = options;
  if (typeof bundle !== "string") throw usageError("ledger record needs --bundle: the broker's log, and the gate's");
  if (typeof trustFile !== "string") throw usageError("ledger record needs --trust FILE: the keys of the logs");
  if (!/^[0-9A-Z]{1,100}$/.test(requestId)) throw usageError(`${requestId}: a request's id, as bg status shows it`);
  if (typeof rosterHash === "string" && !/^[A-Za-z0-9_-]{43}$/.test(rosterHash)) {
    throw usageError("--roster-hash takes 43 characters of base64url");
  }
  const paper = paperOption(invocation);
  const read = (file: string): Uint8Array => readBytes(io.cwd, file);
  const trust = trustIn(read(trustFile), trustFile);
  const { record, deployment, checkpoints } = recordGrant({
    requestId,
    copies: bundle.split("\n").map((path) => ({
      ...readBundle(resolve(io.cwd, path)),
      trust,
      kept: [],
      rosters: typeof roster === "string" ? read(roster) : null,
      rosterHash: typeof rosterHash === "string" ? rosterHash : null,
    })),
    reason: typeof reason === "string" ? reasonIn(read(reason), reason) : null,
  });
  const isRehearsal = deployment.startsWith("rehearsal-");
  if (typeof out === "string") {
    const date = new Date(io.now()).toISOString().slice(0, 10);
    writeBytes(io.cwd, out, await grantPagePdf(record, { deployment, isRehearsal, date, checkpoints }, paper));
    if (!settings.is("quiet")) io.err(`wrote ${out}\n`);
  }
  writeTargets(targets, io, settings.is("quiet"), (format, put) => {
    if (format === "json") {
      const schema = "rootward.grant-record/v1";
      put(`${JSON.stringify({ schema, deployment, isRehearsal, ...record, checkpoints }, null, 2)}\n`);
      return;
    }
    const mark = isRehearsal ? "REHEARSAL " : "";
    const lines = [
      `request ${record.requestId}, account ${record.account}: ${record.outcome}`,
      ...record.headings.flatMap(({ title, lines: under }) => [title, ...under.map((line) => `  ${line}`)]),
      "verified under",
      ...checkpoints.map((line) => `  ${line}`),
    ];
    for (const line of lines) put(`${mark}${printable(line)}\n`);
  });
  return 0;
}

function reasonIn(bytes: Uint8Array, file: string): { readonly text: string; readonly salt: string } {
  try {
    return reasonSchema.parse(JSON.parse(fromUtf8(bytes) ?? ""));
  } catch {
    throw usageError(`--reason ${file}: a JSON file with text and salt`);
  }
}
