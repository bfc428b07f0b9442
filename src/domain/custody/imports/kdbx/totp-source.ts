import type { Secret } from "../../../core/secret.ts";
import type { TotpParameters } from "../../totp/totp-parameters.ts";
import type { FoundAccount } from "../account-in-text.ts";
import type { SeedProblem } from "../seed-text.ts";

/** How password programs write one-time code settings into an entry. */
export type TotpDialect = "otpauth" | "bare-secret" | "keeotp" | "keepass" | "traytotp";

/** What one dialect of an entry says. */
export interface TotpSource {
  readonly dialect: TotpDialect;
  readonly seed: Secret<Uint8Array>;
  readonly parameters: TotpParameters;
  /** By the label of an otpauth address; `null` in dialects that have none. */
  readonly label: FoundAccount | null;
  readonly warnings: readonly SeedProblem[];
}

/** Why a dialect cannot be imported. */
export type DialectRefusal = "hotp" | "steam" | "secret" | "settings" | "disagree" | "not-utf8" | "other";

/** One dialect that was read, refused, or is not there. */
export type ReadDialect =
  | { readonly status: "read"; readonly source: TotpSource }
  | { readonly status: "refused"; readonly kind: DialectRefusal; readonly field: string; readonly detail: string }
  | { readonly status: "none" };

/** The fields of an entry, by their exact names. Two may differ in case alone. */
export type EntryFields = ReadonlyMap<string, Secret<Uint8Array>>;
