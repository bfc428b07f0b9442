// Documents that a quorum decides on by approvals which name their digest; they have no signer of their own, except the
// two that an operator asks for.
import { z } from "zod";
import {
  accountField,
  accountFields,
  bytesField,
  brokerCheckpointField,
  envelopeFields,
  hashField,
  idField,
  ascending,
  secondsField,
  signerField,
  x25519RecipientField,
} from "./fields.ts";

const hourMs = 3_600_000;

/** `rw.clock-offset/v1`: the broker's clock is wrong by so much, for at most a day. */
export const clockOffsetSchema = z
  .strictObject({
    type: z.literal("rw.clock-offset/v1"),
    ...envelopeFields,
    offsetMs: z.int().min(-hourMs).max(hourMs),
    notAfter: secondsField,
  })
  .refine(({ at, notAfter }) => notAfter > at && notAfter - at <= 86_400, { message: "at most 24 h ahead" });

/** `rw.resync/v1`: the only way out of quarantine; the entries travel beside it and are held against `checkpoint`. */
export const resyncSchema = z
  .strictObject({
    type: z.literal("rw.resync/v1"),
    ...envelopeFields,
    log: z.enum(["gate", "broker"]),
    hostId: bytesField(16),
    fromSize: z.int().min(0),
    entriesHash: hashField,
    rosters: z.array(hashField).max(1000),
    releasePolicies: z.array(hashField).max(1000),
    checkpoint: brokerCheckpointField,
    lost: z.boolean(),
  })
  .refine(({ fromSize, checkpoint }) => fromSize <= checkpoint.size, { message: "entries from behind the checkpoint" });

/** `rw.org-feature/v1`: switches one part of central root access on or off. */
export const orgFeatureSchema = z.strictObject({
  type: z.literal("rw.org-feature/v1"),
  ...accountFields,
  feature: z.enum(["RootCredentialsManagement", "RootSessions"]),
  on: z.boolean(),
  asker: idField,
  recipientS: x25519RecipientField,
});

/** `rw.contacts/v1`: a plan of contact and mailbox changes that waits where any custodian can veto it. */
export const contactsSchema = z.strictObject({
  type: z.literal("rw.contacts/v1"),
  ...envelopeFields,
  accounts: ascending(accountField).min(1),
  kinds: ascending(z.enum(["alternate", "mailbox", "phone", "primary"])).min(1),
  planHash: hashField,
  waitSeconds: z
    .int()
    .min(0)
    .max(7 * 86_400),
  operator: signerField,
  asker: idField,
  recipientS: x25519RecipientField,
});
