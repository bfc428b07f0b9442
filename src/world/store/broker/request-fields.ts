import { z } from "zod";
import { capabilities } from "../../../domain/custody/documents/fields.ts";
import { purposes } from "../../../domain/custody/documents/request-document.ts";
import { brokerSignedField, signedWireField } from "../../../domain/custody/protocol/signed-wire.ts";
import { phases, type RequestState } from "../../../domain/custody/request/request-state.ts";

/** The state of a request as it is stored. */
export const requestStateField: z.ZodType<RequestState> = z.strictObject({
  requestId: z.string(),
  requestHash: z.string(),
  account: z.string(),
  requester: z.string(),
  purpose: z.enum(purposes),
  reasonHash: z.string(),
  releasePolicyHash: z.string(),
  createdAt: z.int(),
  expiresAt: z.int(),
  isSealed: z.boolean(),
  phase: z.enum(phases),
  capabilities: z.array(z.enum(capabilities)),
  maxCodes: z.int(),
  codesUsed: z.int(),
  windowSeconds: z.int(),
  approvers: z.array(z.string()),
  breakSeal: z.strictObject({ delaySeconds: z.int(), startedAt: z.int().nullable() }).nullable(),
  isByBreakSeal: z.boolean(),
  delayedUntil: z.int().nullable(),
  readyAt: z.int().nullable(),
  windowEnds: z.int().nullable(),
  closingAt: z.int().nullable(),
  bootId: z.string().nullable(),
  flags: z.array(
    z.enum(["review_due", "rotation_due", "rekey_due", "unwitnessed", "skew_unknown", "idp_offline", "break_seal"]),
  ),
  movedAt: z.int(),
});

/** What a person signed. */
export const signedField = signedWireField;
/** What persons signed. */
export const signedListField = z.array(signedWireField);
/** What the broker signed. */
export const ownSignedField = brokerSignedField;
