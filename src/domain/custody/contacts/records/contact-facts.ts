import type { HeldAlternate, HeldPrimary, AlternateType } from "./contact-fields.ts";

/** One thing that was to be read. `null` as value: AWS says that there is none. */
export type ContactReading<T> =
  | { readonly status: "read"; readonly value: T | null }
  | {
      readonly status: "unread";
      /** The call that is missing, e.g. `account:GetContactInformation`. */
      readonly needs: string;
      /** AWS's error code, or `NotAsked`. */
      readonly code: string;
      /** What AWS said, for people only. */
      readonly message: string;
    };

/** An account as it stands before a plan. What is not there was not asked. */
export interface ContactFacts {
  /** `<partition>:<12 digits>`. */
  readonly account: string;
  readonly name: string;
  readonly place: "management" | "member" | "standalone";
  /** False for accounts that are suspended, closed or not yet there. */
  readonly isActive: boolean;
  /** Address of the root user. */
  readonly mailbox?: ContactReading<string> | undefined;
  readonly primary?: ContactReading<HeldPrimary> | undefined;
  readonly alternates?: { readonly [type in AlternateType]?: ContactReading<HeldAlternate> | undefined } | undefined;
}

/** Who the inventory says is behind an address or a number; `null` where it says nothing. */
export interface ContactPeople {
  readonly readersOf: (mailbox: string) => readonly string[] | null;
  readonly holdersOf: (phone: string) => readonly string[] | null;
}
