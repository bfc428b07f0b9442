import type { AccountId } from "../../../domain/core/account-id.ts";
import { Secret } from "../../../domain/core/secret.ts";
import type { Vault } from "../../../domain/custody/envelope/place.ts";
import { type OneFactorReason, passwordFlags } from "../../../domain/custody/imports/flags/password-flags.ts";
import type { KdbxKey } from "../../../world/sealing/kdbx/kdbx-entry.ts";
import type { DeskFlag } from "./import-desk.ts";
import { readSource, type SourceDeps } from "./sources/read-source.ts";
import type { SourceKind, SourceRow } from "./sources/source-row.ts";

/** What reads files and makes keys for this run. */
export interface PlanDeps extends SourceDeps {
  readonly randomBytes: (length: number) => Uint8Array;
}

/** A file to be looked at. */
export interface ImportAsk {
  readonly file: Secret<Uint8Array>;
  readonly vault: Vault;
  readonly partition: "aws" | "aws-cn" | "aws-us-gov";
  readonly key: KdbxKey;
  readonly account: AccountId | null;
  readonly zerosConfirmed: boolean;
  /** An operator attests that a generator made the passwords. */
  readonly isGenerated: boolean;
}

/** A row and what it will wear once it is imported. */
export interface PlannedRow extends SourceRow {
  /** `<partition>:<12 digits>`. */
  readonly custodyAccount: string | null;
  readonly flags: readonly DeskFlag[];
}

/** A dry run: everything there is to say about a file before anything is written. */
export interface ImportPlan {
  readonly vault: Vault;
  readonly kind: SourceKind;
  readonly rows: readonly PlannedRow[];
  readonly counts: Readonly<Record<SourceRow["status"], number>>;
  readonly leftOut: readonly string[];
}

/** Reads a file for one of the two vaults and writes nothing. Throws as `readSource`. */
export const planImport =
  (deps: PlanDeps) =>
  async (ask: ImportAsk): Promise<ImportPlan> => {
    const { vault, partition } = ask;
    const runKey = new Secret(deps.randomBytes(32));
    const { kind, rows, leftOut } = await readSource(deps, { ...ask, fingerprintKey: runKey });
    const flags = vault === "P" ? flagsOfPasswords(rows, runKey, ask.isGenerated) : rows.map(flagsOfSeed);
    runKey.wipe();
    const planned = rows.map((row, at) => ({
      ...row,
      custodyAccount: row.account === null ? null : `${partition}:${row.account}`,
      flags: flags[at] ?? [],
    }));
    const count = (status: SourceRow["status"]) => planned.filter((row) => row.status === status).length;
    const counts = { ready: count("ready"), confirm: count("confirm"), error: count("error") };
    return { vault, kind, rows: planned, counts, leftOut };
  };

/** The file itself is one of the copies elsewhere. */
function flagsOfSeed({ isPairInFile }: SourceRow): readonly DeskFlag[] {
  return isPairInFile ? ["copies-elsewhere", "one-factor:pair-in-file"] : ["copies-elsewhere"];
}

const flagOf: Readonly<Record<OneFactorReason, DeskFlag>> = {
  "pair-in-file": "one-factor:pair-in-file",
  reused: "one-factor:reused",
  short: "one-factor:short",
  "not-generated": "one-factor:unattested",
};

function flagsOfPasswords(
  rows: readonly SourceRow[],
  runKey: Secret<Uint8Array>,
  isGenerated: boolean,
): readonly (readonly DeskFlag[])[] {
  // Rows without a password stay in the list, so that flags and rows have one order.
  const passwords = rows.flatMap((row, at) => (row.password === null ? [] : [{ at, row, password: row.password }]));
  const reasons = passwordFlags(
    passwords.map(({ row, password }) => ({ password, isGenerated, isPairInFile: row.isPairInFile })),
    runKey,
    new Set(),
  );
  const flags: DeskFlag[][] = rows.map(() => []);
  for (const [place, { at }] of passwords.entries()) {
    const found: DeskFlag[] = ["copies-elsewhere", ...(reasons[place] ?? []).map((reason) => flagOf[reason])];
    flags[at] = found.sort();
  }
  return flags;
}
