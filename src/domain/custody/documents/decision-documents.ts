import { z } from "zod";
import {
  accountField,
  accountFields,
  brokerCheckpointField,
  envelopeFields,
  hashField,
  idField,
  signerField,
  x25519RecipientField,
} from "./fields.ts";

/** What a person may say to a document. */
export const decisions = ["approve", "deny", "veto", "revoke"] as const;

/**
 * `rw.approval/v1`: one person's word about a request or another document, named by its digest. Deny, veto and revoke are
 * this document with another decision. `group` is empty outside requests, `brokerKey` in standard mode.
 */
export const approvalSchema = z
  .strictObject({
    type: z.literal("rw.approval/v1"),
    ...envelopeFields,
    account: accountField.optional(),
    requestHash: hashField,
    decision: z.enum(decisions),
    group: z.union([z.literal(""), idField]),
    approver: signerField,
    brokerKey: z.union([z.literal(""), x25519RecipientField]),
    brokerCheckpoint: brokerCheckpointField,
  })
  .refine(({ decision, brokerKey }) => decision === "approve" || brokerKey === "", {
    message: "only an approval re-encrypts to a broker key",
  });

/** A read `rw.approval/v1`. */
export type ApprovalDocument = Readonly<z.infer<typeof approvalSchema>>;

/** What an ask wants to be released. */
export const askables = ["code", "password", "assume-root", "export", "enrol-pair"] as const;

/** `rw.ask/v1`: one tap for one release; `n` counts the codes of a grant or pair from 1. */
export const askSchema = z.strictObject({
  type: z.literal("rw.ask/v1"),
  ...envelopeFields,
  account: accountField.optional(),
  requestHash: hashField,
  what: z.enum(askables),
  n: z.int().min(1).max(1000),
  asker: signerField,
  brokerCheckpoint: brokerCheckpointField,
});

/** A read `rw.ask/v1`. */
export type AskDocument = Readonly<z.infer<typeof askSchema>>;

/** `rw.break-seal/v1`: the requester, alone, starts the long way that everybody can stop. */
export const breakSealSchema = z.strictObject({
  type: z.literal("rw.break-seal/v1"),
  ...accountFields,
  requestHash: hashField,
  requester: signerField,
});

/** `rw.seen/v1`: a custodian other than the requester says that the break-seal reached them; its timer starts here. */
export const seenSchema = z.strictObject({
  type: z.literal("rw.seen/v1"),
  ...accountFields,
  requestHash: hashField,
  custodian: signerField,
});

/** `rw.withdraw/v1`: the requester takes the request back. */
export const withdrawSchema = z.strictObject({
  type: z.literal("rw.withdraw/v1"),
  ...accountFields,
  requestHash: hashField,
  requester: signerField,
});

/** `rw.close/v1`: the requester states what was done; the text lies beside, salted and hashed like a reason. */
export const closeSchema = z.strictObject({
  type: z.literal("rw.close/v1"),
  ...accountFields,
  requestHash: hashField,
  requester: signerField,
  statementHash: hashField,
});

/** `rw.unseal/v1`: names the share that goes with it and the boot key that it is encrypted to. */
export const unsealSchema = z.strictObject({
  type: z.literal("rw.unseal/v1"),
  ...envelopeFields,
  bootKey: x25519RecipientField,
  splitId: z.string().regex(/^[A-Za-z0-9_-]{11}$/),
  index: z.int().min(1).max(255),
  unsealer: signerField,
});

/** `rw.seal/v1`: one unsealer lets the broker forget its keys at once; the boot key says of which start. */
export const sealSchema = z.strictObject({
  type: z.literal("rw.seal/v1"),
  ...envelopeFields,
  bootKey: x25519RecipientField,
  unsealer: signerField,
});

/** `rw.sign-in/v1`: for the gate alone; a fresh signature of a terminal stands for a sign-in there. */
export const signInSchema = z.strictObject({
  type: z.literal("rw.sign-in/v1"),
  ...envelopeFields,
  signer: signerField,
});
