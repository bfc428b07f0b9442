// One run of an export: one vault, one place, one key that is made for it and kept nowhere. The other vault is another run,
// and what is remembered of the first keeps both apart.
import { CodedError } from "../../../domain/core/coded-error.ts";
import { Secret } from "../../../domain/core/secret.ts";
import { toBase32 } from "../../../domain/crypto/base32.ts";
import { utf8 } from "../../../domain/crypto/bytes.ts";
import {
  checkExportRun,
  exportKeyTag,
  type ExportPlace,
  type ExportRun,
} from "../../../domain/custody/exports/check-export-run.ts";
import type { ExportedEntry } from "../../../domain/custody/exports/exported-entry.ts";
import { passwordExport, type PasswordItem } from "../../../domain/custody/exports/password-export.ts";
import { type RotationDue, rotationsDue } from "../../../domain/custody/exports/rotations-due.ts";
import { seedExport, type SeedItem } from "../../../domain/custody/exports/seed-export.ts";
import { custodyRefusal } from "../custody-refusal.ts";
import { exportRunErrors } from "./errors.ts";

/** What an export touches. */
export interface ExportDeps {
  readonly randomBytes: (length: number) => Uint8Array;
  readonly writeKdbx: (
    name: string,
    entries: readonly ExportedEntry[],
    password: Secret<Uint8Array>,
  ) => Promise<Uint8Array>;
  /** Where a file would lie; its directory must be there. */
  readonly placeOf: (file: string) => Promise<ExportPlace>;
  /** Writes a new file for its owner alone, whole and on disk, or nothing. Throws `FILES_ALREADY_THERE`, `FILES_NOT_WRITTEN`. */
  readonly writeNew: (file: string, bytes: Uint8Array) => Promise<void>;
  /** Takes away a file that was written here. */
  readonly remove: (file: string) => Promise<void>;
  /** The runs of earlier exports; no key, only tags. */
  readonly runs: { readonly all: () => readonly ExportRun[]; readonly keep: (run: ExportRun) => Promise<void> };
  /** Unix seconds. */
  readonly now: () => number;
}

/** An item with its version, which is due for rotation once it is out. */
type Versioned<T> = T & { readonly version: number };

/** What is exported, and where to. */
export type ExportAsk = { readonly file: string; readonly keyFile: string; readonly deployment: string } & (
  | { readonly vault: "P"; readonly items: readonly Versioned<PasswordItem>[] }
  | { readonly vault: "S"; readonly items: readonly Versioned<SeedItem>[] }
);

/** What was written. */
export interface WrittenExport {
  readonly entries: number;
  readonly due: readonly RotationDue[];
}

/**
 * Writes a KeePass database and, elsewhere, its key. Throws `EXPORT_*`, `CUSTODY_EXPORT_TOGETHER`, `_ONE_KEY`,
 * `_PLACE_UNKNOWN`, `_UNFIT`; nothing is left of a run that failed but its note.
 */
export const writeExport =
  (deps: ExportDeps) =>
  async (ask: ExportAsk): Promise<WrittenExport> => {
    const { vault, file, keyFile, deployment, items } = ask;
    if (items.length === 0) throw new CodedError(exportRunErrors.EXPORT_NOTHING);
    const entries = ask.vault === "P" ? passwordExport(ask.items) : seedExport(ask.items);
    const place = await exportPlaceFit(deps, { vault, file, keyFile });
    const key = new Secret(deps.randomBytes(32));
    try {
      const run: ExportRun = { vault, place, keyTag: exportKeyTag(key) };
      const fit = checkExportRun(run, deps.runs.all());
      if (fit.status === "refused") throw custodyRefusal(fit);
      // Before the file: a run that dies must not let the other vault's be written beside what it left.
      await deps.runs.keep(run);
      const password = exportPassword(key);
      const what = vault === "P" ? "passwords" : "seeds";
      await deps.writeNew(file, await deps.writeKdbx(`${deployment} ${what}`, entries, password));
      const line = utf8("\n");
      const text = new Uint8Array(password.reveal().length + line.length);
      text.set(password.reveal());
      text.set(line, password.reveal().length);
      // A database whose key was never written would be taken for an export.
      await deps.writeNew(keyFile, text).catch(async (error: unknown) => {
        await deps.remove(file);
        throw error;
      });
      text.fill(0);
      password.wipe();
    } finally {
      key.wipe();
    }
    return { entries: entries.length, due: rotationsDue(vault, items, deps.now()) };
  };

/**
 * Where an export would lie, held against the other vault's runs: to be asked before the secrets are. Throws
 * `EXPORT_KEY_BESIDE`, `CUSTODY_EXPORT_TOGETHER`, `_PLACE_UNKNOWN`.
 */
export async function exportPlaceFit(
  { placeOf, runs }: Pick<ExportDeps, "placeOf" | "runs">,
  { vault, file, keyFile }: Pick<ExportAsk, "vault" | "file" | "keyFile">,
): Promise<ExportPlace> {
  const [place, keyPlace] = [await placeOf(file), await placeOf(keyFile)];
  if (isSamePlace(place, keyPlace)) {
    throw new CodedError(exportRunErrors.EXPORT_KEY_BESIDE, { detail: place.directory });
  }
  const fit = checkExportRun({ vault, place, keyTag: "" }, runs.all());
  if (fit.status === "refused") throw custodyRefusal(fit);
  return place;
}

/** The database's password: the key in base32, lower case, in groups of four, as people can read it to each other. */
export function exportPassword(key: Secret<Uint8Array>): Secret<Uint8Array> {
  const groups =
    toBase32(key.reveal())
      .toLowerCase()
      .match(/.{1,4}/g) ?? [];
  return new Secret(utf8(groups.join("-")));
}

function isSamePlace(one: ExportPlace, other: ExportPlace): boolean {
  return one.host === other.host && one.directory === other.directory;
}
