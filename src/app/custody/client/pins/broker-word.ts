import { CodedError } from "../../../../domain/core/coded-error.ts";
import type { StatusDocument } from "../../../../domain/custody/documents/broker-documents.ts";
import { freshSeconds } from "../../../../domain/custody/documents/document-times.ts";
import {
  type DocumentOf,
  readCustodyDocumentOf,
  type ReadCustodyDocument,
} from "../../../../domain/custody/documents/read-custody-document.ts";
import { type BrokerSigned, bytesOf } from "../../../../domain/custody/protocol/signed-wire.ts";
import type { RosterView } from "../../../../domain/custody/roster/roster-view.ts";
import { isSignedByBroker } from "../../../../domain/custody/roster/verify-signed.ts";
import { clientErrors } from "../errors.ts";

/** The types that the broker's own key signs. */
export type BrokerDocumentType = "rw.broker-key/v1" | "rw.receipt/v1" | "rw.status/v1";

/** A document of this type as it is shown; nothing is verified. Throws as `readCustodyDocumentOf`. */
export function shownBrokerWord<T extends BrokerDocumentType>(type: T, { document }: BrokerSigned) {
  return readCustodyDocumentOf(type, bytesOf(document));
}

/** The same, signed by the broker of the roster. Throws `CLIENT_BROKER_UNPROVEN`. */
export function brokerWord<T extends BrokerDocumentType>(
  type: T,
  signed: BrokerSigned,
  view: RosterView,
): ReadCustodyDocument<DocumentOf<T>> {
  const read = shownBrokerWord(type, signed);
  if (!isSignedByBroker(read, bytesOf(signed.signature), view)) {
    throw new CodedError(clientErrors.CLIENT_BROKER_UNPROVEN, { detail: type });
  }
  return read;
}

/**
 * Refuses a status that is not of now. The broker takes documents by its own clock within two minutes, so a computer whose
 * clock differs learns it here and not after the third refusal. Throws `CLIENT_CLOCKS_DIFFER`.
 */
export function checkClocks({ at, clockOffsetMs }: StatusDocument, nowSeconds: number): void {
  const ahead = nowSeconds - at;
  if (Math.abs(ahead) <= freshSeconds) return;
  const offset = clockOffsetMs === 0 ? "" : `, with a correction of ${clockOffsetMs} ms in force`;
  const side = ahead > 0 ? "ahead of" : "behind";
  throw new CodedError(clientErrors.CLIENT_CLOCKS_DIFFER, {
    detail: `this one is ${Math.abs(ahead)} s ${side} the broker's${offset}`,
  });
}
