import { randomBytes } from "node:crypto";
import { existsSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { decidedExport, fetchExport } from "../../../app/custody/client/export/fetch-export.ts";
import { proposeExport } from "../../../app/custody/client/export/propose-export.ts";
import { openExportRuns } from "../../../app/custody/export/export-runs.ts";
import { type ExportDeps, exportPlaceFit, writeExport } from "../../../app/custody/export/write-export.ts";
import { CodedError } from "../../../domain/core/coded-error.ts";
import type { Vault } from "../../../domain/custody/envelope/place.ts";
import { filesErrors } from "../../../world/files/errors.ts";
import { exportPlace } from "../../../world/files/export-place.ts";
import { openLineJournal } from "../../../world/files/line-journal.ts";
import { writeNewFile } from "../../../world/files/write-new-file.ts";
import { writeKdbx } from "../../../world/sealing/kdbx/write-kdbx.ts";
import { ownClient, type OwnClient, textOption } from "../bg/own-client.ts";
import { screenTargets, showAnswer } from "../bg/screen.ts";
import type { Invocation } from "../command.ts";
import { usageError } from "../usage-error.ts";

/** Proposes an export of one vault, or writes one that a quorum decided on; returns the exit code. */
export async function runExport(invocation: Invocation): Promise<number> {
  const hash = textOption(invocation.options, "document");
  if (hash === null) return await propose(invocation);
  if (!/^[A-Za-z0-9_-]{43}$/.test(hash)) throw usageError("an export is named by its hash, 43 characters");
  return await write(invocation, hash);
}

async function propose(invocation: Invocation): Promise<number> {
  const { options } = invocation;
  const vault = vaultOption(options);
  if (vault === null) throw usageError("--vault takes P (passwords) or S (seeds)");
  if (["to", "keyTo", "device"].some((name) => options[name] !== undefined)) {
    throw usageError("--to, --key-to and --device go with --document, an export that was decided on");
  }
  const names = (textOption(options, "account") ?? "").split(",").filter((name) => name !== "");
  const targets = screenTargets(invocation);
  const client = ownClient(invocation);
  const entered = await client.enter();
  try {
    const { hash, words, accounts, sealed } = await proposeExport(client.deps, entered, vault, names);
    showAnswer(invocation, targets, entered, {
      rows: [
        ["proposed", `an export of ${accounts.length} ${what(vault)}`],
        ["hash", hash],
        ["six words", words],
        ...(sealed.length === 0
          ? []
          : [["left out", `${sealed.join(", ")}: only shares open them, each under a grant of its own`] as const]),
        ["next", `rootward roster sign --proposal ${hash}   (each of the quorum; read them the six words)`],
        ["then", `after a day: rootward vault export --document ${hash} --to FILE --key-to FILE`],
      ],
      json: { hash, words, vault, accounts, sealed },
    });
    return 0;
  } finally {
    entered.hand.end();
  }
}

async function write(invocation: Invocation, hash: string): Promise<number> {
  const { io, options } = invocation;
  const [to, keyTo] = [textOption(options, "to"), textOption(options, "keyTo")];
  if (to === null || keyTo === null) throw usageError("--to and --key-to name the two files to be written");
  const [file, keyFile] = [resolve(io.cwd, to), resolve(io.cwd, keyTo)];
  const there = [file, keyFile].find((each) => existsSync(each));
  if (there !== undefined) throw new CodedError(filesErrors.FILES_ALREADY_THERE, { detail: there });
  const targets = screenTargets(invocation);
  const client = ownClient(invocation);
  const entered = await client.enter();
  const journal = await openLineJournal(stateDirectory(invocation), "runs.jsonl");
  try {
    const deps = exportDeps(invocation, client, journal);
    const document = await decidedExport(client.deps, entered, hash);
    const { vault } = document;
    // Before the secrets are asked for: from then on they are due for rotation.
    await exportPlaceFit(deps, { vault, file, keyFile });
    const fetched = await fetchExport(client.deps, entered, { hash, document });
    const where = { file, keyFile, deployment: document.deployment };
    const { entries, due } = await writeExport(deps)({ ...where, ...fetched });
    showAnswer(invocation, targets, entered, {
      rows: [
        ["written", `${entries} ${what(vault)} to ${file}`],
        ["its key", `in ${keyFile}: take it elsewhere; nothing else has it`],
        ["due", `${due.length} ${what(vault)} for rotation, now that a copy is out`],
        ...(document.accounts.length > entries
          ? [["left out", `${document.accounts.length - entries} that only shares open`] as const]
          : []),
        ["other vault", "another run, to another device and directory, best by another person"],
      ],
      json: { hash, vault, entries, file, keyFile, due },
    });
    return 0;
  } finally {
    await journal.close();
    entered.hand.end();
  }
}

function exportDeps(
  { io, options }: Invocation,
  { deps }: OwnClient,
  journal: Parameters<typeof openExportRuns>[0],
): ExportDeps {
  const declared = textOption(options, "device");
  if (declared !== null && !/^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/.test(declared)) {
    throw usageError("--device takes a name of letters, digits, dots and dashes");
  }
  return {
    randomBytes: (length) => Uint8Array.from(randomBytes(length)),
    writeKdbx: (name, entries, password) => writeKdbx(name, entries, password, { signal: io.signal }),
    placeOf: async (path) => {
      const place = await exportPlace(path);
      // A person's word counts only where the system has none, and stays recognisable as one.
      return place.device === null && declared !== null ? { ...place, device: `declared:${declared}` } : place;
    },
    writeNew: writeNewFile,
    remove: async (path) => rmSync(path, { force: true }),
    runs: openExportRuns(journal),
    now: () => Math.floor(deps.nowMs() / 1000),
  };
}

function stateDirectory({ io, settings, options }: Invocation): string {
  const given = textOption(options, "state");
  return given === null ? join(resolve(io.cwd, settings.text("identity") ?? "."), "export") : resolve(io.cwd, given);
}

function vaultOption(options: Invocation["options"]): Vault | null {
  const vault = textOption(options, "vault");
  return vault === "P" || vault === "S" ? vault : null;
}

function what(vault: Vault): string {
  return vault === "P" ? "passwords" : "seeds";
}
