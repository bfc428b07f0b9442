import { z } from "zod";
import { CodedError } from "../../../domain/core/coded-error.ts";
import { fromUtf8 } from "../../../domain/crypto/bytes.ts";
import { readCustodyDocumentOf } from "../../../domain/custody/documents/read-custody-document.ts";
import {
  bytesOf,
  documentField,
  type SignedWire,
  signedWireField,
} from "../../../domain/custody/protocol/signed-wire.ts";
import type { ReadRoster } from "../../../domain/custody/roster/roster-chain.ts";
import { ledgerAuditErrors } from "../errors.ts";

/** A roster with what was said for it. */
export interface RosterVersion {
  readonly read: ReadRoster;
  readonly approvals: readonly SignedWire[];
}

const versionField = z.object({ document: documentField, approvals: z.array(signedWireField).max(200) });
// What the gate shows at /v1/roster, or a genesis file; the release policies in either are not asked for here.
const fileSchema = z.object({
  roster: z.union([versionField.transform((only) => [only]), z.array(versionField).max(1000)]),
});

/** Reads the rosters of a deployment, oldest first. No signature is looked at. Throws `LEDGER_AUDIT_ROSTER_FOREIGN`. */
export function readRosterFile(bytes: Uint8Array): readonly RosterVersion[] {
  const read = fileSchema.safeParse(jsonOf(bytes));
  if (!read.success) throw foreign(read.error.issues[0]?.message ?? "its form");
  try {
    return read.data.roster
      .map(({ document, approvals }) => ({ read: readCustodyDocumentOf("rw.roster/v1", bytesOf(document)), approvals }))
      .toSorted((one, other) => one.read.document.version - other.read.document.version);
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
