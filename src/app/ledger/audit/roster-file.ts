import { z } from "zod";
import { CodedError } from "../../../domain/core/coded-error.ts";
import { fromUtf8 } from "../../../domain/crypto/bytes.ts";
import {
  type ReadCustodyDocument,
  readCustodyDocumentOf,
} from "../../../domain/custody/documents/read-custody-document.ts";
import type { ReleasePolicyDocument } from "../../../domain/custody/documents/release-policy-document.ts";
import {
  bytesOf,
  documentField,
  type SignedWire,
  signedWireField,
} from "../../../domain/custody/protocol/signed-wire.ts";
import type { ReadRoster } from "../../../domain/custody/roster/roster-chain.ts";
import { ledgerAuditErrors } from "../errors.ts";

/** A release policy with what was said for it. */
export interface PolicyVersion {
  readonly read: ReadCustodyDocument<ReleasePolicyDocument>;
  readonly approvals: readonly SignedWire[];
}

/** Both chains of a deployment, oldest first. */
export interface ChainsFile {
  readonly rosters: readonly RosterVersion[];
  /** Empty where the file has none. */
  readonly policies: readonly PolicyVersion[];
}

/** A roster with what was said for it. */
export interface RosterVersion {
  readonly read: ReadRoster;
  readonly approvals: readonly SignedWire[];
}

const versionField = z.object({ document: documentField, approvals: z.array(signedWireField).max(200) });
const versions = z.union([versionField.transform((only) => [only]), z.array(versionField).max(1000)]);
// What the gate shows at /v1/roster, or a genesis file.
const fileSchema = z.object({ roster: versions, releasePolicy: versions.default([]) });

/** Reads rosters and release policies of a deployment. No signature is looked at. Throws `LEDGER_AUDIT_ROSTER_FOREIGN`. */
export function readRosterFile(bytes: Uint8Array): ChainsFile {
  const read = fileSchema.safeParse(jsonOf(bytes));
  if (!read.success) throw foreign(read.error.issues[0]?.message ?? "its form");
  const { roster, releasePolicy } = read.data;
  try {
    return {
      rosters: roster
        .map(({ document, approvals }) => ({
          read: readCustodyDocumentOf("rw.roster/v1", bytesOf(document)),
          approvals,
        }))
        .toSorted((one, other) => one.read.document.version - other.read.document.version),
      policies: releasePolicy
        .map(({ document, approvals }) => ({
          read: readCustodyDocumentOf("rw.release-policy/v1", bytesOf(document)),
          approvals,
        }))
        .toSorted((one, other) => one.read.document.version - other.read.document.version),
    };
  } catch (cause) {
    if (cause instanceof CodedError) throw foreign(cause.message);
    throw cause;
  }
}

function jsonOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(fromUtf8(bytes) ?? "");
  } catch {
    return undefined;
  }
}

function foreign(detail: string): CodedError {
  return new CodedError(ledgerAuditErrors.LEDGER_AUDIT_ROSTER_FOREIGN, { detail: detail.slice(0, 300) });
}
