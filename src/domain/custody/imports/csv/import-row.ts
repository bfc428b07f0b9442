import type { AccountId } from "../../../core/account-id.ts";
import type { Secret } from "../../../core/secret.ts";
import type { Vault } from "../../envelope/place.ts";
import type { TotpParameters } from "../../totp/totp-parameters.ts";
import type { ImportProblem } from "../import-problem.ts";

/** What an import is held against. */
export interface ImportQuestion {
  /** Whose page it is: the other vault's column is looked at only for whether there is something in it. */
  readonly vault: Vault;
  /** Accounts in scope; `null` when that is not known here. */
  readonly accounts: ReadonlySet<AccountId> | null;
  /** The key of seed fingerprints, 16 bytes at least; random for this run where the broker's is not at hand. */
  readonly fingerprintKey: Secret<Uint8Array>;
  /** Fingerprints of all seeds in custody, any account, any version. */
  readonly knownFingerprints: ReadonlySet<string>;
}

/** One row of a dry run. */
export interface ImportRow {
  readonly row: number;
  /** `ready`: can be imported; `confirm`: a person must say something first; `error`: not taken. */
  readonly status: "ready" | "confirm" | "error";
  readonly account: AccountId | null;
  readonly padded: AccountId | null;
  readonly name: string;
  readonly email: string | null;
  readonly seed: Secret<Uint8Array> | null;
  /** Of the seed; from an otpauth address where the cell holds one. */
  readonly parameters: TotpParameters | null;
  readonly password: Secret<Uint8Array> | null;
  /** The row holds the other vault's secret, too: whoever has the file has both. */
  readonly isPairInFile: boolean;
  readonly problems: readonly ImportProblem[];
}
