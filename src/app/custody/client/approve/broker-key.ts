import { CodedError } from "../../../../domain/core/coded-error.ts";
import type { BrokerSigned } from "../../../../domain/custody/protocol/signed-wire.ts";
import { clientErrors } from "../errors.ts";
import { brokerWord } from "../pins/broker-word.ts";
import type { Visit } from "../pins/visit.ts";
import type { SeenRequest } from "../request/see-request.ts";

/**
 * The broker's one-time recipient for this very request.
 * SECURITY: a gate that was taken over would show a key of its own here, or the broker's key of another request. Throws
 * `CLIENT_BROKER_KEY_FOREIGN`, `CLIENT_BROKER_UNPROVEN`.
 */
export function brokerKeyFor(
  { request, requestHash }: Pick<SeenRequest, "request" | "requestHash">,
  signed: BrokerSigned | undefined,
  { view }: Pick<Visit, "view">,
  nowSeconds: number,
): string {
  if (signed === undefined) throw foreign("none is shown");
  const { document } = brokerWord("rw.broker-key/v1", signed, view);
  if (document.requestHash !== requestHash) throw foreign("it was signed for another request");
  if (document.account !== request.account) throw foreign("it was signed for another account");
  if (document.notAfter <= nowSeconds) throw foreign("its time is over");
  return document.recipient;
}

function foreign(detail: string): CodedError {
  return new CodedError(clientErrors.CLIENT_BROKER_KEY_FOREIGN, { detail });
}
