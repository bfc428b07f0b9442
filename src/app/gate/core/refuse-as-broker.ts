import { CodedError } from "../../../domain/core/coded-error.ts";
import type { ErrorRow } from "../../../domain/core/error-row.ts";
import { custodyErrors } from "../../../domain/custody/errors.ts";
import { envelopeErrors } from "../../../domain/custody/envelope/errors.ts";
import { kitErrors } from "../../../domain/custody/kits/errors.ts";
import type { RefusedReply } from "../../../domain/custody/protocol/broker-reply.ts";
import { cryptoErrors } from "../../../domain/crypto/errors.ts";
import { ledgerErrors } from "../../../domain/ledger/errors.ts";

const known: Readonly<Record<string, ErrorRow>> = {
  ...custodyErrors,
  ...envelopeErrors,
  ...kitErrors,
  ...cryptoErrors,
  ...ledgerErrors,
};

/** Refuses with the broker's own words; a row that only the broker has keeps its code and says whose it is. */
export function refuseAsBroker({ error, detail }: Pick<RefusedReply, "error" | "detail">): never {
  const row: ErrorRow = (Object.hasOwn(known, error) ? known[error] : undefined) ?? {
    code: error,
    http: 409,
    exit: 1,
    title: "The broker refused it",
    hint: "The code names the reason: `rootward explain` and the error index describe it.",
  };
  throw new CodedError(row, detail === "" ? {} : { detail });
}
