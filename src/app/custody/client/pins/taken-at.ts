import { freshSeconds } from "../../../../domain/custody/documents/document-times.ts";
import { readCustodyDocumentOf } from "../../../../domain/custody/documents/read-custody-document.ts";
import { bytesOf } from "../../../../domain/custody/protocol/signed-wire.ts";
import type { ShownVersion } from "../ports/gate.ts";

/**
 * When a version was taken, in Unix seconds: what the gate says, bound to what was signed. The broker takes a version at
 * most two minutes from its newest approval, so no gate can make one seem older or younger than that.
 */
export function takenAt({ approvals, acceptedAt }: ShownVersion): number {
  const times = approvals.map(({ document }) => readCustodyDocumentOf("rw.approval/v1", bytesOf(document)).document.at);
  const newest = Math.max(0, ...times);
  return Math.min(Math.max(acceptedAt, newest - freshSeconds), newest + freshSeconds);
}
