// otpauth addresses (the key URI format of authenticator programs), read from bytes so that the secret never becomes a
// string. Password programs write forms that strict parsers refuse (no label, no path, an empty label): those are read.
// Counter-based and Steam codes are refused loudly: other programs silently show a wrong code for them.
import type { Secret } from "../../../core/secret.ts";
import { fromUtf8 } from "../../../crypto/bytes.ts";
import { type Refused, refused } from "../../refused.ts";
import { awsTotp, type TotpParameters } from "../../totp/totp-parameters.ts";
import { accountsInText, type FoundAccount, foundAccount } from "../account-in-text.ts";
import { importErrors } from "../errors.ts";
import { readSeedText, type SeedProblem } from "../seed-text.ts";
import { digitsNamed, hashNamed, periodNamed } from "../totp-settings.ts";
import { percentDecoded } from "./percent-decoded.ts";
import { type QueryField, queryFields } from "./query-fields.ts";

/** What an otpauth address holds. */
export interface Otpauth {
  readonly seed: Secret<Uint8Array>;
  readonly parameters: TotpParameters;
  /** Decoded, as it stands; may be empty. */
  readonly label: string;
  readonly issuer: string | null;
  /** By the ids in the label. */
  readonly account: FoundAccount;
  /** Names of parameters that mean nothing here. */
  readonly unknown: readonly string[];
  readonly warnings: readonly SeedProblem[];
}

/** Why an address is refused. */
export type OtpauthRefusal =
  | "not-otpauth"
  | "hotp"
  | "steam"
  | "migration"
  | "type"
  | "too-long"
  | "twice"
  | "secret"
  | "algorithm"
  | "digits"
  | "period"
  | "not-utf8";

/** An address that was read, or why not. */
export type ReadOtpauth =
  | { readonly status: "read"; readonly otpauth: Otpauth }
  | (Refused & { readonly kind: OtpauthRefusal; readonly problems: readonly SeedProblem[] });

const mostBytes = 4096;

/** Reads an otpauth address. Refused by `CUSTODY_OTPAUTH_REFUSED` with a kind; the detail never holds a piece of it. */
export function readOtpauth(address: Secret<Uint8Array>): ReadOtpauth {
  const bytes = trimmed(address.reveal());
  if (bytes.length > mostBytes) return no("too-long", `${bytes.length} bytes; at most ${mostBytes}`);
  const scheme = schemeOf(bytes);
  if (scheme === "steam") return no("steam", "Steam codes have five characters");
  if (scheme === "otpauth-migration")
    return no("migration", "an export of several secrets; show one QR code at a time");
  if (scheme !== "otpauth") return no("not-otpauth", "it does not begin with otpauth://");
  const rest = until(bytes.subarray(scheme.length + 3), 0x23);
  const path = until(rest, 0x3f);
  const kind = (fromUtf8(until(path, 0x2f)) ?? "").toLowerCase();
  if (kind === "hotp") return no("hotp", "counter-based codes (HOTP), not time-based ones");
  if (kind === "steam") return no("steam", "Steam codes have five characters");
  if (kind !== "totp") return no("type", "neither totp nor hotp");
  const label = fromUtf8(percentDecoded(path.subarray(kind.length + 1), false));
  if (label === null) return no("not-utf8", "the label is not UTF-8");
  return withFields(label, queryFields(rest.subarray(path.length + 1)));
}

const known = new Set(["secret", "issuer", "algorithm", "digits", "period"]);

function withFields(label: string, fields: readonly QueryField[]): ReadOtpauth {
  const one = new Map<string, Uint8Array>();
  for (const { name, value } of fields) {
    if (known.has(name) && one.has(name)) return no("twice", `${name} stands twice`);
    one.set(name, value);
  }
  const text = (name: string) => fromUtf8(one.get(name) ?? new Uint8Array())?.trim() ?? null;
  const issuer = text("issuer");
  if (issuer === null) return no("not-utf8", "the issuer is not UTF-8");
  if (isSteam(label, issuer, text("encoder") ?? "")) return no("steam", "Steam codes have five characters");
  const parameters = parametersOf(text);
  if (typeof parameters === "string") return no(parameters, "a value that is not supported");
  const read = readSeedText(one.get("secret") ?? new Uint8Array());
  if (read.status === "unreadable") return no("secret", read.problems[0]?.kind ?? "", read.problems);
  const shown = label.slice(0, 300);
  const otpauth: Otpauth = {
    seed: read.seed,
    parameters,
    label: shown,
    issuer: issuer === "" ? null : issuer.slice(0, 300),
    account: foundAccount(accountsInText(shown)),
    unknown: [...one.keys()].filter((name) => !known.has(name)).map((name) => name.slice(0, 60)),
    warnings: read.warnings,
  };
  return { status: "read", otpauth };
}

/** An empty value counts as left out. */
function parametersOf(text: (name: string) => string | null): TotpParameters | "algorithm" | "digits" | "period" {
  const [algorithm, digits, period] = ["algorithm", "digits", "period"].map((name) => text(name) ?? "?");
  const hash = algorithm === "" ? awsTotp.hash : hashNamed(algorithm ?? "");
  const length = digits === "" ? awsTotp.digits : digitsNamed(digits ?? "");
  const periodSeconds = period === "" ? awsTotp.periodSeconds : periodNamed(period ?? "");
  if (hash === null) return "algorithm";
  if (length === null) return "digits";
  return periodSeconds === null ? "period" : { hash, digits: length, periodSeconds };
}

function isSteam(label: string, issuer: string, encoder: string): boolean {
  return [issuer, encoder].some((each) => each.toLowerCase() === "steam") || /^\s*steam\s*:/i.test(label);
}

/** What stands before `://`, in lower case; `null` when there is nothing like it. */
function schemeOf(bytes: Uint8Array): string | null {
  const head = fromUtf8(bytes.subarray(0, 20).map((byte) => (byte < 0x80 ? byte : 0x3f))) ?? "";
  return /^([a-z-]+):\/\//i.exec(head)?.[1]?.toLowerCase() ?? null;
}

function until(bytes: Uint8Array, byte: number): Uint8Array {
  const at = bytes.indexOf(byte);
  return at < 0 ? bytes : bytes.subarray(0, at);
}

function trimmed(bytes: Uint8Array): Uint8Array {
  let [from, to] = [0, bytes.length];
  while (from < to && (bytes[from] ?? 0) <= 0x20) from++;
  while (to > from && (bytes[to - 1] ?? 0) <= 0x20) to--;
  return bytes.subarray(from, to);
}

function no(kind: OtpauthRefusal, detail: string, problems: readonly SeedProblem[] = []): ReadOtpauth {
  return { ...refused(importErrors.CUSTODY_OTPAUTH_REFUSED, `${kind}: ${detail}`), kind, problems };
}
