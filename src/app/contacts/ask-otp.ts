import type { Secret } from "../../domain/core/secret.ts";

/** What is asked of a person. */
export interface OtpAsk {
  readonly account: string;
  readonly name: string;
  /** The new address, where the code is. */
  readonly address: string;
  /** From 1; every further one means that AWS did not take the code before. */
  readonly attempt: number;
}

/** A code; or not now; or none came, so a new one is to be mailed. */
export type OtpAnswer =
  | { readonly status: "code"; readonly otp: Secret }
  | { readonly status: "later" }
  | { readonly status: "again" };

/** Asks a person for the code. */
export type AskOtp = (ask: OtpAsk) => Promise<OtpAnswer>;
