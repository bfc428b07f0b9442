// How far an import has come, account by account, so that it can be stopped at any moment and run again. Names, versions
// and states alone: no secret, no fingerprint.
import { z } from "zod";
import { accountId } from "../../../domain/core/account-id.ts";
import { CodedError } from "../../../domain/core/coded-error.ts";
import type { Vault } from "../../../domain/custody/envelope/place.ts";
import { newRow, type OnboardingRow, rowSteps } from "../../../domain/custody/imports/rows/onboarding-row.ts";
import { importRunErrors } from "./errors.ts";

/** One account's standing. */
export interface JournalRow {
  /** `<partition>:<12 digits>`. */
  readonly account: string;
  readonly row: OnboardingRow;
  /** The version of each vault's item that custody has acknowledged; `null` is none. */
  readonly stored: Readonly<Record<Vault, number | null>>;
  /** What was being stored when this was written; the answer is not known. */
  readonly tried: { readonly vault: Vault; readonly version: number } | null;
}

/** Where lines are kept; each is on disk when its promise is kept. */
export interface JournalFile {
  readonly lines: readonly string[];
  readonly append: (line: string) => Promise<void>;
}

/** The standing of every account of an import. */
export interface ImportJournal {
  readonly rowOf: (account: string) => JournalRow;
  readonly keep: (row: JournalRow) => Promise<void>;
}

const persons = z.array(z.string());
const lease = z.strictObject({ person: z.string(), until: z.int() }).nullable();
const version = z.int().min(1).nullable();
const states = [...rowSteps, "existing_mfa"] as const;
const account = z.string().regex(/^(?:aws|aws-cn|aws-us-gov):[0-9]{12}$/);
const rowSchema = z.strictObject({
  account: z.string().transform((text, context) => {
    const id = accountId(text);
    if (id !== null) return id;
    context.addIssue("12 digits");
    return z.NEVER;
  }),
  state: z.enum([...states, "skipped", "failed"]),
  resume: z.enum(states).nullable(),
  failure: z.string().nullable(),
  isPasswordStored: z.boolean(),
  pairs: z.int().min(0).max(2),
  handled: z.strictObject({ P: persons, S: persons }),
  leases: z.strictObject({ P: lease, S: lease }),
});
const lineSchema = z.union([
  z.strictObject({ v: z.literal(1), deployment: z.string() }),
  z.strictObject({
    account,
    row: rowSchema,
    stored: z.strictObject({ P: version, S: version }),
    tried: z.strictObject({ vault: z.enum(["P", "S"]), version: z.int().min(1) }).nullable(),
  }),
]);

/** Opens the journal of a deployment's import. Throws `IMPORT_STATE_OTHER`, `IMPORT_STATE_DAMAGED`. */
export async function openImportJournal(file: JournalFile, deployment: string): Promise<ImportJournal> {
  const rows = new Map<string, JournalRow>();
  for (const [at, text] of file.lines.entries()) {
    const line = lineSchema.safeParse(parsed(text));
    if (!line.success || "v" in line.data !== (at === 0)) {
      throw new CodedError(importRunErrors.IMPORT_STATE_DAMAGED, { position: { line: at + 1 } });
    }
    if (!("v" in line.data)) rows.set(line.data.account, line.data);
    else if (line.data.deployment !== deployment) {
      throw new CodedError(importRunErrors.IMPORT_STATE_OTHER, { detail: line.data.deployment });
    }
  }
  if (file.lines.length === 0) await file.append(JSON.stringify({ v: 1, deployment }));
  return {
    rowOf: (name) =>
      rows.get(name) ?? { account: name, row: emptyRow(name), stored: { P: null, S: null }, tried: null },
    keep: async (row) => {
      await file.append(JSON.stringify(row));
      rows.set(row.account, row);
    },
  };
}

function emptyRow(name: string): OnboardingRow {
  const id = accountId(name.split(":")[1] ?? "");
  if (id === null) throw new Error("an account of custody has 12 digits");
  return newRow(id);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
