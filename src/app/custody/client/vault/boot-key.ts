import { CodedError } from "../../../../domain/core/coded-error.ts";
import { clientErrors } from "../errors.ts";
import { brokerWord, checkClocks } from "../pins/broker-word.ts";
import { type ClientDeps, nowSeconds } from "../ports/client-deps.ts";
import type { Entered } from "../signing/enter.ts";

/**
 * The recipient of the broker that runs now, as it says under its own key: what is encrypted to an earlier boot's is lost.
 * Throws `CLIENT_BROKER_AWAY`, `CLIENT_BROKER_UNPROVEN`, `CLIENT_CLOCKS_DIFFER`.
 */
export async function bootKeyNow(
  deps: Pick<ClientDeps, "gate" | "nowMs">,
  { view }: Pick<Entered, "view">,
): Promise<string> {
  const { broker, brokerError } = await deps.gate.status();
  if (broker === null || broker.status === "refused") {
    throw new CodedError(clientErrors.CLIENT_BROKER_AWAY, { detail: broker?.error ?? brokerError });
  }
  const { document } = brokerWord("rw.status/v1", broker.signed, view);
  checkClocks(document, nowSeconds(deps));
  return document.bootKey;
}
