import { z } from "zod";
import {
  accountField,
  idField,
  secondsField,
  someBytesField,
  vaultField,
} from "../../domain/custody/documents/fields.ts";
import { maxLogEntries } from "../../domain/custody/protocol/broker-request.ts";
import { route } from "./route.ts";

const nothing = z.strictObject({});
/** A whole number in a query. */
const numberText = z.string().regex(/^(?:0|[1-9][0-9]{0,14})$/);

const copyField = z.strictObject({
  kitId: z.string().regex(/^[0-9a-f]{16}$/),
  vault: vaultField,
  medium: z.enum(["paper", "usb", "disc", "database"]),
  place: idField,
  made: secondsField,
  reRead: secondsField.nullable(),
});

const drillField = z.strictObject({
  kind: z.enum(["share", "kit", "sign-in", "people", "restore"]),
  vault: vaultField.nullable(),
  at: secondsField,
  outcome: z.enum(["passed", "failed"]),
  proof: z.string().max(200),
  expires: secondsField.nullable(),
  skewSeconds: z.int().nullable(),
});

/** Both logs: the gate's own, and its copy of the broker's. `{log}` is `gate` or `broker`. */
export const ledgerRoutes = {
  checkpoint: route(
    "GET",
    "/v1/ledger/{log}/checkpoint",
    nothing,
    /** `note` is `null` before the first entry. */
    z.strictObject({ note: someBytesField(64 * 1024).nullable() }),
  ),
  entries: route(
    "GET",
    "/v1/ledger/{log}/entries",
    z.strictObject({ from: numberText, max: numberText }),
    z.strictObject({
      entries: z.array(someBytesField(65_535)).max(maxLogEntries),
      size: z.int(),
      checkpoint: someBytesField(64 * 1024).optional(),
    }),
  ),
  /** Hashes that prove that the tree of `from` is a part of the tree of `to`. */
  consistency: route(
    "GET",
    "/v1/ledger/{log}/consistency",
    z.strictObject({ from: numberText, to: numberText }),
    z.strictObject({ proof: z.array(someBytesField(32)) }),
  ),
} as const;

/** Whether it would work: kits, drills, shares, people, channels. */
export const readinessRoutes = {
  readiness: route(
    "GET",
    "/v1/readiness",
    nothing,
    z.strictObject({
      copies: z.array(copyField),
      drills: z.array(drillField),
      liveness: z.array(z.strictObject({ person: idField, splitId: z.string(), commit: z.string(), at: secondsField })),
      lastSeen: z.array(z.strictObject({ person: idField, at: secondsField })),
      /** Accounts whose newest item the kit that the roster names has no copy of. */
      kitLacking: z.strictObject({ P: z.array(accountField), S: z.array(accountField) }),
      routes: z.array(z.strictObject({ name: z.string(), kind: z.string(), isDisabled: z.boolean() })),
    }),
  ),
  /** Registers a copy of a kit, or that one was read again whole. */
  putCopy: route("PUT", "/v1/kits/copies", copyField, nothing),
  putDrill: route("POST", "/v1/drills", drillField, nothing),
  /** Sends a test notice over every route, now. */
  testNotices: route(
    "POST",
    "/v1/notify/test",
    nothing,
    z.strictObject({
      results: z.array(
        z.strictObject({ route: z.string(), kind: z.string(), ok: z.boolean(), error: z.string(), detail: z.string() }),
      ),
    }),
  ),
} as const;
