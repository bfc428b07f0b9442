import type { AccountId } from "../../../../domain/core/account-id.ts";
import type { Secret } from "../../../../domain/core/secret.ts";
import { fromUtf8 } from "../../../../domain/crypto/bytes.ts";
import type { Vault } from "../../../../domain/custody/envelope/place.ts";
import type { FoundAccount } from "../../../../domain/custody/imports/account-in-text.ts";
import { importProblem, type ImportProblem } from "../../../../domain/custody/imports/import-problem.ts";
import { readEntry, type ReadEntry } from "../../../../domain/custody/imports/kdbx/read-entry.ts";
import type { KdbxEntry } from "../../../../world/sealing/kdbx/kdbx-entry.ts";
import { type ImportSource, type SourceRow, sourceRow } from "./source-row.ts";

/** The rows of a password database for one vault: entries with one-time codes, or entries that name an account. */
export function kdbxRows(entries: readonly KdbxEntry[], vault: Vault, chosen: AccountId | null): ImportSource {
  const live = entries.filter(({ isRecycled }) => !isRecycled);
  const read = live.map((entry, at) => ({ entry, row: at + 1, otp: readEntry(entry.fields) }));
  const paired = accountsWithBoth(read);
  // Each account has an address of its own: one that stands in two entries is somebody's, not the root user's.
  const users = Map.groupBy(live, addressOf);
  const rows = read.flatMap(({ entry, row, otp }) => {
    const place = `entry ${row} ${[...entry.group, textOf(entry, "Title") || entry.uuid].join("/")}`;
    const found = vault === "S" ? seedRow(place, row, otp, chosen) : passwordRow(place, row, entry, otp, chosen);
    if (found === null) return [];
    const title = textOf(entry, "Title");
    // SECURITY: a name with control or format characters could show as another one; such a title is not taken.
    const name = title.length <= 128 && !/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(title) ? title : "";
    const user = addressOf(entry);
    const email = user !== null && users.get(user)?.length === 1 ? user : null;
    return [{ ...found, name, email, isPairInFile: found.account !== null && paired.has(found.account) }];
  });
  const [recycled, others] = [entries.length - live.length, live.length - rows.length];
  const kind = vault === "S" ? "without one-time codes" : "that name no account or have no password";
  const leftOut = [
    ...(recycled > 0 ? [`${recycled} entries in the recycle bin`] : []),
    ...(others > 0 ? [`${others} entries ${kind}`] : []),
  ];
  return { kind: "kdbx", rows, leftOut };
}

type ReadRow = { readonly entry: KdbxEntry; readonly otp: ReadEntry };

/** Accounts whose password and seed lie in this one file, be it in one entry or in two. */
function accountsWithBoth(read: readonly ReadRow[]): ReadonlySet<AccountId> {
  const accountsOf = (some: readonly ReadRow[]) =>
    new Set(
      some.flatMap(({ otp }) => {
        const found = foundIn(otp);
        return found?.status === "found" ? [found.account] : [];
      }),
    );
  const seeds = accountsOf(read.filter(({ otp }) => otp.status === "read"));
  const passwords = accountsOf(read.filter(({ entry }) => passwordOf(entry) !== null));
  return seeds.intersection(passwords);
}

function foundIn(otp: ReadEntry): FoundAccount | null {
  return otp.status === "read" ? otp.entry.account : otp.status === "none" ? otp.account : null;
}

function seedRow(place: string, row: number, otp: ReadEntry, chosen: AccountId | null): SourceRow | null {
  if (otp.status === "none") return null;
  if (otp.status === "refused") {
    const kind = otp.kind === "other-account" ? "seed-other-account" : "entry-refused";
    return sourceRow(place, { row, account: chosen, problems: [importProblem(kind, row, "seed", otp)] });
  }
  const { seed, parameters, dialects, warnings } = otp.entry;
  const named = accountOf(row, otp.entry.account, chosen);
  const problems = [
    ...named.problems,
    ...warnings.map(({ kind, ...extra }) => importProblem(kind, row, "seed", extra)),
    ...(dialects.includes("bare-secret") ? [importProblem("seed-bare", row, "seed")] : []),
  ];
  return sourceRow(place, { row, account: named.account, seed, parameters, problems });
}

function passwordRow(
  place: string,
  row: number,
  entry: KdbxEntry,
  otp: ReadEntry,
  chosen: AccountId | null,
): SourceRow | null {
  const password = passwordOf(entry);
  const found = foundIn(otp) ?? foundIn(readEntry(withoutCodes(entry)));
  // A database is full of passwords of other things; without an id nothing makes one an account's.
  if (password === null || found === null || (found.status === "ask" && found.candidates.length === 0)) return null;
  const named = accountOf(row, found, chosen);
  const bytes = password.reveal();
  const problems = [...named.problems];
  if (fromUtf8(bytes.subarray(0, 5)) === "{REF:") problems.push(importProblem("password-reference", row, "password"));
  const control = bytes.findIndex((byte) => byte < 0x20 || byte === 0x7f);
  if (control >= 0) problems.push(importProblem("password-control", row, "password", { character: control + 1 }));
  if (bytes[0] === 0x20 || bytes.at(-1) === 0x20) problems.push(importProblem("password-spaces", row, "password"));
  return sourceRow(place, { row, account: named.account, password, problems });
}

function accountOf(
  row: number,
  found: FoundAccount,
  chosen: AccountId | null,
): { readonly account: AccountId | null; readonly problems: readonly ImportProblem[] } {
  const ids = found.status === "found" ? [found.account] : found.candidates;
  if (chosen !== null) {
    const isOther = ids.length > 0 && !ids.includes(chosen);
    return { account: chosen, problems: isOther ? [importProblem("seed-other-account", row, "account")] : [] };
  }
  if (found.status === "found") return { account: found.account, problems: [] };
  const kind = ids.length > 0 ? "account-several" : "account-unnamed";
  return { account: null, problems: [importProblem(kind, row, "account", { detail: ids.join(", ") })] };
}

function passwordOf({ fields }: KdbxEntry): Secret<Uint8Array> | null {
  const password = fields.get("Password");
  return password === undefined || password.reveal().length === 0 ? null : password;
}

function addressOf(entry: KdbxEntry): string | null {
  const user = textOf(entry, "UserName");
  return /^[^\s@\p{Cc}\p{Cf}]+@[^\s@\p{Cc}\p{Cf}]+$/u.test(user) && user.length <= 254 ? user : null;
}

/** The entry as it would be without one-time codes, to ask for its account when those were refused. */
function withoutCodes({ fields }: KdbxEntry): ReadonlyMap<string, Secret<Uint8Array>> {
  return new Map([...fields].filter(([name]) => ["Title", "UserName", "URL", "AWS Account"].includes(name)));
}

function textOf({ fields }: KdbxEntry, name: string): string {
  return fromUtf8(fields.get(name)?.reveal() ?? new Uint8Array()) ?? "";
}
