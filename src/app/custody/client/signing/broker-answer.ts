import { CodedError } from "../../../../domain/core/coded-error.ts";
import type { ErrorRow } from "../../../../domain/core/error-row.ts";
import type { ReceiptDocument } from "../../../../domain/custody/documents/broker-documents.ts";
import { custodyErrors } from "../../../../domain/custody/errors.ts";
import { kitErrors } from "../../../../domain/custody/kits/errors.ts";
import type { RefusedReply } from "../../../../domain/custody/protocol/broker-reply.ts";
import type { BrokerSigned } from "../../../../domain/custody/protocol/signed-wire.ts";
import type { RosterView } from "../../../../domain/custody/roster/roster-view.ts";
import { totpErrors } from "../../../../domain/custody/totp/errors.ts";
import { ledgerErrors } from "../../../../domain/ledger/errors.ts";
import { brokerErrors } from "../../../broker/errors.ts";
import { courierErrors } from "../../../courier/errors.ts";
import { contactsErrors } from "../../../../domain/custody/contacts/errors.ts";
import { sessionErrors } from "../../../../domain/custody/sessions/errors.ts";
import { clientErrors } from "../errors.ts";
import { brokerWord } from "../pins/broker-word.ts";

// A courier's refusals come the same way.
const rows = [
  brokerErrors,
  contactsErrors,
  courierErrors,
  custodyErrors,
  kitErrors,
  ledgerErrors,
  sessionErrors,
  totpErrors,
];
const known: ReadonlyMap<string, ErrorRow> = new Map(
  rows.flatMap((each) => Object.values(each).map((row) => [row.code, row] as const)),
);

/** What a refusal of the broker means to a person: its own row where this program knows it. */
export function refusalError({ error, detail }: Pick<RefusedReply, "error" | "detail">): CodedError {
  const row = known.get(error);
  if (row === undefined) {
    return new CodedError(clientErrors.CLIENT_REFUSED, { detail: detail === "" ? error : `${error}: ${detail}` });
  }
  return new CodedError(row, detail === "" ? {} : { detail });
}

/** The reply that was not a refusal. Throws the row of the refusal. */
export function done<R extends { readonly status: string }>(reply: R | RefusedReply): Exclude<R, RefusedReply> {
  if (isRefused(reply)) throw refusalError(reply);
  return reply as Exclude<R, RefusedReply>;
}

function isRefused(reply: { readonly status: string }): reply is RefusedReply {
  return reply.status === "refused";
}

/** What a receipt must be about. */
export interface ReceiptSubject {
  readonly verb: ReceiptDocument["verb"];
  /** D of the document that was sent. */
  readonly docHash: string;
}

/**
 * The receipt of what was just sent: by the broker of the roster, for this document, done. Throws `CLIENT_RECEIPT_FORGED`,
 * and the row of the refusal when the receipt tells one.
 */
export function receiptOf(signed: BrokerSigned, { verb, docHash }: ReceiptSubject, view: RosterView): ReceiptDocument {
  const { document } = readReceipt(signed, view);
  if (document.docHash !== docHash || document.verb !== verb) {
    throw new CodedError(clientErrors.CLIENT_RECEIPT_FORGED, { detail: "it is for another document" });
  }
  if (!document.ok) throw refusalError({ error: document.error, detail: "" });
  return document;
}

function readReceipt(signed: BrokerSigned, view: RosterView) {
  try {
    return brokerWord("rw.receipt/v1", signed, view);
  } catch (cause) {
    if (!(cause instanceof CodedError)) throw cause;
    throw new CodedError(clientErrors.CLIENT_RECEIPT_FORGED, { detail: cause.message, cause });
  }
}
