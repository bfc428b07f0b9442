import type { Vault } from "../../envelope/place.ts";
import type { RowState } from "./onboarding-row.ts";

/** Who acts; the roles are the roster's. */
export interface RowOperator {
  readonly person: string;
  readonly roles: readonly ("operator-p" | "operator-s")[];
}

/** What an operator does on a row. */
export type RowAct =
  | { readonly kind: "send-reset" | "store-password" }
  /** A password that is brought from elsewhere, so that nobody resets it. */
  | { readonly kind: "import-password" }
  | { readonly kind: "capture-seed" | "find-existing-mfa" | "match-old-codes" | "aws-accepts" | "aws-refuses" }
  /** The retry pair needs a second `operator-s`. */
  | { readonly kind: "show-codes"; readonly coSigner: RowOperator | null }
  | { readonly kind: "skip" | "resume" }
  /** `reason` is an id such as `mail-bounced`. */
  | { readonly kind: "fail"; readonly reason: string };

/** What nobody does by hand: evidence that was read, and the end. */
export type RowEvidence = { readonly kind: "evidence-read" | "finish" };

/** Which vault an act belongs to: who may do it, and which secret they handle. `null`: either operator, no secret. */
export const vaultOfAct: Readonly<Record<RowAct["kind"], Vault | null>> = {
  "send-reset": "P",
  "store-password": "P",
  "import-password": "P",
  "capture-seed": "S",
  "find-existing-mfa": "S",
  "match-old-codes": "S",
  "show-codes": "S",
  "aws-accepts": "S",
  "aws-refuses": "S",
  skip: null,
  resume: null,
  fail: null,
};

/** From which states an act leads where; acts that keep or restore the state are the reducer's. */
export const rowMoves: Readonly<
  Partial<Record<RowAct["kind"] | RowEvidence["kind"], Partial<Record<RowState, RowState>>>>
> = {
  "send-reset": { new: "reset_sent", reset_sent: "reset_sent", existing_mfa: "existing_mfa" },
  // A row whose seed came first may get its password later, too, without losing its place.
  "store-password": {
    reset_sent: "password_stored",
    existing_mfa: "existing_mfa",
    aws_accepted: "aws_accepted",
    evidence_ok: "evidence_ok",
  },
  "import-password": {
    new: "password_stored",
    existing_mfa: "existing_mfa",
    aws_accepted: "aws_accepted",
    evidence_ok: "evidence_ok",
  },
  // After a refusal by AWS the next seed is captured: a device that was given up is never enrolled again.
  "capture-seed": { password_stored: "seed_captured", seed_captured: "seed_captured", codes_shown: "seed_captured" },
  "find-existing-mfa": { new: "existing_mfa", reset_sent: "existing_mfa", password_stored: "existing_mfa" },
  "match-old-codes": { existing_mfa: "aws_accepted" },
  "show-codes": { seed_captured: "codes_shown", codes_shown: "codes_shown" },
  "aws-accepts": { codes_shown: "aws_accepted" },
  "aws-refuses": { codes_shown: "codes_shown" },
  "evidence-read": { aws_accepted: "evidence_ok" },
  finish: { evidence_ok: "done" },
};
