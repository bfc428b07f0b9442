// What an import needs of a signed-in operator: the gate, the broker behind it and the own signing key. The client that
// speaks to both fills it in; tests have one in memory.
import type { Secret } from "../../../domain/core/secret.ts";
import type { RowOperator } from "../../../domain/custody/imports/rows/row-event.ts";
import type { Refused } from "../../../domain/custody/refused.ts";

/** An account as custody knows it; versions are those of the newest items. */
export interface DeskAccount {
  /** `<partition>:<12 digits>`. */
  readonly account: string;
  readonly P: { readonly version: number } | null;
  readonly S: { readonly version: number } | null;
}

/** A first seed, ready for `rw.enrol/v1`. */
export interface SeedEnrolment {
  readonly account: string;
  readonly version: number;
  readonly origin: "import";
  /** An age file to `bootKey` with the seed's frame. */
  readonly seed: Uint8Array;
  readonly bootKey: string;
}

/** Why a password is one factor only, and that other copies of it may exist, as the gate keeps it. */
export type DeskFlag =
  | "copies-elsewhere"
  | "one-factor:pair-in-file"
  | "one-factor:reused"
  | "one-factor:short"
  | "one-factor:unattested";

/** A password to be sealed and kept. */
export interface PasswordDeposit {
  readonly account: string;
  readonly version: number;
  readonly origin: "import";
  readonly password: Secret<Uint8Array>;
  readonly flags: readonly DeskFlag[];
  /** By the deployment's tag key; `null` while there is none. */
  readonly tag: string | null;
}

/** What came of one item. A refusal is about this item; whatever concerns the whole deployment is thrown. */
export type DeskAnswer =
  | {
      readonly status: "stored";
      /** Other accounts with the same password. */
      readonly sameAs: readonly string[];
    }
  | Refused;

/** An operator's desk. Every method may throw a coded error that ends the run; what was stored stays stored. */
export interface CustodyDesk {
  readonly deployment: string;
  readonly operator: RowOperator;
  readonly accounts: () => Promise<readonly DeskAccount[]>;
  /** Makes an account known before its first item. */
  readonly addAccount: (account: string, name: string, email: string | null) => Promise<void>;
  /** The running broker's X25519 recipient, its signature checked. */
  readonly bootKey: () => Promise<string>;
  /** Signs `rw.enrol/v1` and brings it to the broker. */
  readonly enrol: (enrolment: SeedEnrolment) => Promise<DeskAnswer>;
  /** The key of password tags, which the gate cannot open. */
  readonly tagKey: () => Promise<Secret<Uint8Array> | null>;
  /** Seals a password to those who may open it, and brings it to the gate. */
  readonly putPassword: (deposit: PasswordDeposit) => Promise<DeskAnswer>;
}
