import { z } from "zod";
import { hashField, idField, secondsField, someBytesField } from "../../domain/custody/documents/fields.ts";
import { brokerReplySchema } from "../../domain/custody/protocol/broker-reply.ts";
import { documentField, signedWireField } from "../../domain/custody/protocol/signed-wire.ts";
import { maxCarriedPlanBytes, maxCourierLineBytes } from "../../domain/custody/sessions/courier-lines.ts";
import { noticeStateField } from "./request-routes.ts";
import { route } from "./route.ts";

const shareField = someBytesField(16 * 1024);
const longBody = { maxBodyBytes: 4 * 1024 * 1024 };

/** What travels with a document: approvals, shares to the broker's key, log entries of a resync. */
export const attachmentFields = {
  approvals: z.array(signedWireField).max(64).default([]),
  shares: z.array(shareField).max(64).default([]),
  entries: z.array(someBytesField(65_535)).max(20_000).default([]),
};

const planField = someBytesField(maxCarriedPlanBytes);

/** A document with its signer's signature, or one that a quorum alone decides on. */
const documentBody = z
  .strictObject({ signed: signedWireField.optional(), document: documentField.optional(), ...attachmentFields })
  .refine(({ signed, document }) => (signed === undefined) !== (document === undefined), "either signed or document");

const proposalBody = z
  .strictObject({
    signed: signedWireField.optional(),
    document: documentField.optional(),
    ...attachmentFields,
    plan: planField.optional(),
  })
  .refine(({ signed, document }) => (signed === undefined) !== (document === undefined), "either signed or document");

const proposalField = z.strictObject({
  hash: hashField,
  type: z.string().max(80),
  document: documentField,
  signed: signedWireField.optional(),
  approvals: z.array(signedWireField),
  by: idField,
  createdAt: secondsField,
  state: z.enum(["open", "submitted"]),
  /** The id of a row and its detail while the quorum is not there; left out once it is. */
  missing: z.strictObject({ code: z.string(), detail: z.string() }).optional(),
  /** The broker's last answer. */
  reply: brokerReplySchema("apply").optional(),
  /** The plan that a `rw.contacts/v1` names. */
  plan: planField.optional(),
  /** A custodian stopped it after it was accepted. */
  isVetoed: z.literal(true).optional(),
  /** Of an accepted plan of contacts: whether those concerned were told; a route `name>address` is one mailbox. */
  notices: z.array(noticeStateField).optional(),
});

/** Documents beside requests: they go to the broker, which judges them. */
export const documentRoutes = {
  /** `rw.unseal/v1` and the share, encrypted to the boot key. */
  unseal: route(
    "POST",
    "/v1/broker/unseal",
    z.strictObject({ signed: signedWireField, share: shareField }),
    brokerReplySchema("unseal"),
  ),
  /** `rw.liveness/v1` or `rw.attest/v1`: what the gate takes itself. */
  takeOwn: route("POST", "/v1/documents/own", z.strictObject({ signed: signedWireField }), z.strictObject({})),
  /** Any document of the broker's closed list. */
  document: route("POST", "/v1/documents", documentBody, brokerReplySchema("apply"), longBody),
  /** Puts a document up for approvals. */
  propose: route("POST", "/v1/proposals", proposalBody, z.strictObject({ hash: hashField }), {
    maxBodyBytes: maxCourierLineBytes,
  }),
  proposals: route("GET", "/v1/proposals", z.strictObject({}), z.strictObject({ proposals: z.array(proposalField) })),
  /** `rw.approval/v1` about a proposal; with the quorum it is submitted at once. */
  approveProposal: route(
    "POST",
    "/v1/proposals/{hash}/approvals",
    z.strictObject({ signed: signedWireField, shares: attachmentFields.shares }),
    proposalField,
  ),
} as const;
