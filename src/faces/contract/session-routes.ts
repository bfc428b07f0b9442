import { z } from "zod";
import {
  deploymentField,
  hashField,
  idField,
  secondsField,
  signerField,
  someBytesField,
} from "../../domain/custody/documents/fields.ts";
import { brokerReplySchema } from "../../domain/custody/protocol/broker-reply.ts";
import { documentField, signedWireField } from "../../domain/custody/protocol/signed-wire.ts";
import { route } from "./route.ts";

const nothing = z.strictObject({});

/** A document with the approvals that came with it. */
export const approvedDocumentField = z.strictObject({ document: documentField, approvals: z.array(signedWireField) });

const versionField = z.strictObject({
  ...approvedDocumentField.shape,
  hash: hashField,
  version: z.int().min(1),
  acceptedAt: secondsField,
  dueAt: secondsField,
  /** `pending` until `dueAt`; `vetoed` never comes into force. */
  state: z.enum(["in-force", "older", "pending", "vetoed"]),
});

/** Who comes in, and what everybody may know. */
export const sessionRoutes = {
  /** `rw.sign-in/v1`. */
  signIn: route(
    "POST",
    "/v1/session",
    z.strictObject({ signed: signedWireField }),
    z.strictObject({ token: z.string().regex(/^[A-Za-z0-9_-]{43}$/), expiresAt: secondsField, person: idField }),
    { isOpen: true },
  ),
  signOut: route("DELETE", "/v1/session", nothing, nothing),
  whoAmI: route(
    "GET",
    "/v1/session",
    nothing,
    z.strictObject({
      person: idField,
      via: signerField.shape.via,
      roles: z.array(z.string()),
      expiresAt: secondsField,
    }),
  ),
  status: route(
    "GET",
    "/v1/status",
    nothing,
    z.strictObject({
      deployment: deploymentField,
      rehearsal: z.boolean(),
      solo: z.boolean(),
      gate: z.strictObject({
        state: z.enum(["open", "quarantined"]),
        /** Ids of rows that say why it is quarantined, or what it cannot do. */
        why: z.array(z.string()),
        /** The newest checkpoint note of the gate's log; left out before the first entry. */
        checkpoint: someBytesField(64 * 1024).optional(),
        /** Unix milliseconds of the gate's clock; people's clocks are compared with the broker's, not with this. */
        serverTimeMs: z.int(),
        /** How many entries of the broker's log the gate holds. */
        copied: z.int(),
        /** Notices that wait for their delivery. */
        noticesWaiting: z.int(),
      }),
      broker: brokerReplySchema("status").nullable(),
      /** The id of a row when the broker did not answer. */
      brokerError: z.string().optional(),
      rosterHash: hashField,
      releasePolicyHash: hashField,
    }),
    { isOpen: true },
  ),
  /** Both chains from genesis on. */
  roster: route(
    "GET",
    "/v1/roster",
    nothing,
    z.strictObject({ roster: z.array(versionField), releasePolicy: z.array(versionField) }),
  ),
} as const;
