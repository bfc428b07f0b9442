import { z } from "zod";
import {
  accountField,
  bytesField,
  hashField,
  idField,
  secondsField,
  someBytesField,
  ulidField,
} from "../../domain/custody/documents/fields.ts";
import { askables } from "../../domain/custody/documents/decision-documents.ts";
import { purposes } from "../../domain/custody/documents/request-document.ts";
import { brokerReplySchema, brokerReplySchemas } from "../../domain/custody/protocol/broker-reply.ts";
import { storedSplitField } from "../../domain/custody/protocol/stored-split.ts";
import { brokerSignedField, signedWireField } from "../../domain/custody/protocol/signed-wire.ts";
import { phases } from "../../domain/custody/request/request-state.ts";
import { exportedItemField } from "./item-routes.ts";
import { route } from "./route.ts";

const nothing = z.strictObject({});
const shareField = someBytesField(16 * 1024);

/** A text whose salted hash stands in a signed document. */
export const saltedTextField = z.strictObject({ text: z.string().min(1).max(2000), salt: bytesField(16) });

/** What a group still has to bring. */
const missingField = z.array(z.strictObject({ group: z.string(), have: z.int(), need: z.int() }));

const standing = {
  phase: z.enum(phases),
  flags: z.array(z.string()),
  windowEnds: secondsField.nullable(),
  dueAt: secondsField.nullable(),
  codesUsed: z.int(),
  maxCodes: z.int(),
};

const summary = {
  requestId: ulidField,
  requestHash: hashField,
  account: accountField,
  accountName: z.string(),
  person: idField,
  purpose: z.enum(purposes),
  createdAt: secondsField,
  expiresAt: secondsField,
  ...standing,
};

/** Whether a notice of a request reached a route. */
export const noticeStateField = z.strictObject({
  route: z.string(),
  what: z.string(),
  state: z.enum(["waiting", "sent", "failed"]),
  /** Unix seconds of the delivery, or of giving up; `null` while it waits. */
  at: secondsField.nullable(),
  /** The id of a row; empty when no attempt failed. */
  error: z.string(),
});

const moved = z.strictObject({ phase: z.enum(phases), reply: brokerReplySchema("apply") });
const signedOnly = z.strictObject({ signed: signedWireField });

const itemField = z.strictObject({
  version: z.int().min(1),
  /** RWE1, the password under the item's own key. */
  envelope: someBytesField(16 * 1024),
  /** How the requester gets at that key. */
  key: z.discriminatedUnion("kind", [
    /** An age file to every eligible opener, with the key's frame. */
    z.strictObject({ kind: z.literal("standard"), file: someBytesField(256 * 1024) }),
    /** Shares that approvers re-encrypted to the request's `recipientP`, and what to hold them against. */
    z.strictObject({ kind: z.literal("sealed"), manifest: z.unknown(), shares: z.array(shareField) }),
  ]),
});

/** The life of one break-glass use. */
export const requestRoutes = {
  /** `rw.request/v1`; the broker prepares it in the same call. */
  createRequest: route(
    "POST",
    "/v1/requests",
    z.strictObject({ signed: signedWireField, reason: saltedTextField }),
    z.strictObject({
      requestId: ulidField,
      requestHash: hashField,
      words: z.string(),
      prepared: z.strictObject(brokerReplySchemas.prepare.shape),
    }),
  ),
  requests: route(
    "GET",
    "/v1/requests",
    z.strictObject({ account: accountField.optional(), open: z.literal("1").optional() }),
    z.strictObject({ requests: z.array(z.strictObject(summary)) }),
  ),
  request: route(
    "GET",
    "/v1/requests/{id}",
    nothing,
    z.strictObject({
      ...summary,
      signed: signedWireField,
      words: z.string(),
      reason: saltedTextField.nullable(),
      prepared: z.strictObject(brokerReplySchemas.prepare.shape).nullable(),
      approvals: z.array(signedWireField),
      missing: missingField,
      /** There are enough, but too few of them by passkey. */
      tooManyCli: z.boolean(),
      notices: z.array(noticeStateField),
      /** Sealed mode: the shares of the password's key at rest, for their holders to re-encrypt. */
      passwordShares: storedSplitField.nullable(),
      /** What the signed-in person may do now, by the gate's own view; the broker decides. */
      allowed: z.array(
        z.enum(["approve", "deny", "veto", "revoke", "break-seal", "seen", "withdraw", "release", "close"]),
      ),
    }),
  ),
  /** `rw.approval/v1`: approve, deny, veto or revoke; the one that completes the rule becomes the grant at once. */
  decide: route(
    "POST",
    "/v1/requests/{id}/decisions",
    z.strictObject({
      signed: signedWireField,
      shares: z.strictObject({ P: shareField.optional(), S: shareField.optional() }).default({}),
    }),
    z.strictObject({
      phase: z.enum(phases),
      missing: missingField,
      tooManyCli: z.boolean(),
      /** The broker's answer when the decision was passed on. */
      submitted: brokerReplySchema("apply").optional(),
    }),
  ),
  breakSeal: route("POST", "/v1/requests/{id}/break-seal", signedOnly, moved),
  seen: route("POST", "/v1/requests/{id}/seen", signedOnly, moved),
  withdraw: route("POST", "/v1/requests/{id}/withdraw", signedOnly, moved),
  close: route(
    "POST",
    "/v1/requests/{id}/close",
    z.strictObject({ signed: signedWireField, statement: saltedTextField }),
    moved,
  ),
  /** `rw.ask/v1` under a request. */
  release: route(
    "POST",
    "/v1/requests/{id}/release",
    signedOnly,
    z.discriminatedUnion("kind", [
      z.strictObject({ kind: z.literal("answer"), reply: brokerReplySchema("release") }),
      z.strictObject({ kind: z.literal("password"), receipt: brokerSignedField, item: itemField }),
    ]),
  ),
  /** `rw.ask/v1` under a document that is no request: enrol-pair, export, org-feature, contacts. */
  releaseUnder: route(
    "POST",
    "/v1/documents/{hash}/release",
    signedOnly,
    z.strictObject({
      what: z.enum(askables),
      reply: brokerReplySchema("release"),
      /** The items, for an export of the password vault. */
      items: z.array(exportedItemField).optional(),
    }),
  ),
  /** What is open now; detection joins it with root sign-ins. */
  openGrants: route(
    "GET",
    "/v1/grants/open",
    nothing,
    z.strictObject({
      grants: z.array(
        z.strictObject({
          account: accountField,
          requestId: ulidField,
          person: idField,
          purpose: z.enum(purposes),
          capabilities: z.array(z.string()),
          /** The one task of a root session, as a full ARN. */
          taskPolicy: z.string().nullable(),
          /** First release, Unix seconds; `null` while nothing was released. */
          opensAt: secondsField.nullable(),
          windowEnds: secondsField.nullable(),
        }),
      ),
      /** Decided changes of contacts and of central root access, while they are in force. */
      changes: z.array(
        z.strictObject({
          hash: hashField,
          kind: z.enum(["contacts", "org-feature"]),
          accounts: z.array(accountField),
          calls: z.array(z.string()),
          person: idField,
          from: secondsField,
          until: secondsField,
        }),
      ),
    }),
  ),
} as const;
