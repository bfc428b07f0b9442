// What one entry of a password database says about one-time codes. Every dialect in it is read: programs show different
// codes for one entry, so dialects that disagree are an error, never a choice.
import type { Secret } from "../../../core/secret.ts";
import { equalBytes, fromUtf8 } from "../../../crypto/bytes.ts";
import { type Refused, refused } from "../../refused.ts";
import type { TotpParameters } from "../../totp/totp-parameters.ts";
import { accountsInText, type FoundAccount, foundAccount } from "../account-in-text.ts";
import { importErrors } from "../errors.ts";
import type { SeedProblem } from "../seed-text.ts";
import { readKeePassFields, readTrayTotpFields } from "./read-keepass-fields.ts";
import { readOtpField } from "./read-otp-field.ts";
import type { DialectRefusal, EntryFields, ReadDialect, TotpDialect, TotpSource } from "./totp-source.ts";

/** The seed of an entry; it counts only after two codes of the old authenticator have matched. */
export interface EntrySeed {
  readonly seed: Secret<Uint8Array>;
  readonly parameters: TotpParameters;
  readonly dialects: readonly TotpDialect[];
  readonly account: FoundAccount;
  readonly warnings: readonly SeedProblem[];
}

/** An entry's seed; that it has none; or why it is refused. */
export type ReadEntry =
  | { readonly status: "read"; readonly entry: EntrySeed }
  | { readonly status: "none"; readonly account: FoundAccount }
  | (Refused & { readonly kind: DialectRefusal | "other-account"; readonly field: string });

/** Reads the one-time code settings of an entry. Refused by `CUSTODY_ENTRY_REFUSED`, with the field's name. */
export function readEntry(fields: EntryFields): ReadEntry {
  const counter = [...fields].find(([name, value]) => /^hmacotp-/i.test(name) && value.reveal().length > 0);
  if (counter !== undefined) return no("hotp", counter[0], "counter-based codes (HOTP), not time-based ones");
  const results: readonly ReadDialect[] = [
    ...[...fields].filter(([name]) => name.toLowerCase() === "otp").map(([name, value]) => readOtpField(name, value)),
    ...readKeePassFields(fields),
    readTrayTotpFields(fields),
  ];
  // A refusal beside a dialect that can be read still refuses: programs differ in which of them they show.
  for (const each of results) if (each.status === "refused") return no(each.kind, each.field, each.detail);
  const sources = results.flatMap((each) => (each.status === "read" ? [each.source] : []));
  const account = accountOf(fields);
  const [first, ...others] = sources;
  if (first === undefined) return { status: "none", account };
  const other = others.find((each) => !isSame(first, each));
  if (other !== undefined) {
    return no("disagree", first.dialect, `${first.dialect} and ${other.dialect} make different codes`);
  }
  return withLabels(first, sources, account);
}

function withLabels(first: TotpSource, sources: readonly TotpSource[], account: FoundAccount): ReadEntry {
  const labels = sources.flatMap(({ label }) => (label === null ? [] : idsOf(label)));
  const ids = idsOf(account);
  // An id in the label that stands nowhere else in an entry that names accounts: the seed is another account's.
  if (ids.length > 0 && labels.some((id) => !ids.includes(id))) {
    return no("other-account", "otp", "its label names another account than the entry");
  }
  return {
    status: "read",
    entry: {
      seed: first.seed,
      parameters: first.parameters,
      dialects: [...new Set(sources.map(({ dialect }) => dialect))],
      account: foundAccount(ids.length > 0 ? ids : labels),
      warnings: first.warnings,
    },
  };
}

/** Where twelve digits are looked for; a name is never guessed to be an account, and notes are not searched. */
const accountFields = ["Title", "UserName", "URL", "AWS Account"];

function accountOf(fields: EntryFields): FoundAccount {
  return foundAccount(
    accountFields.flatMap((name) => accountsInText(fromUtf8(fields.get(name)?.reveal() ?? new Uint8Array()) ?? "")),
  );
}

function idsOf(found: FoundAccount) {
  return found.status === "found" ? [found.account] : found.candidates;
}

function isSame(one: TotpSource, other: TotpSource): boolean {
  const [a, b] = [one.parameters, other.parameters];
  if (a.hash !== b.hash || a.digits !== b.digits || a.periodSeconds !== b.periodSeconds) return false;
  return equalBytes(one.seed.reveal(), other.seed.reveal());
}

function no(kind: DialectRefusal | "other-account", field: string, detail: string): ReadEntry {
  return { ...refused(importErrors.CUSTODY_ENTRY_REFUSED, `${kind}, ${field.slice(0, 60)}: ${detail}`), kind, field };
}
