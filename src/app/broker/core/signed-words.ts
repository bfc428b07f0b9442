// What the broker says under its own key.
import { toBase64url } from "../../../domain/crypto/base64url.ts";
import { canonicalBytes } from "../../../domain/crypto/canonical-json.ts";
import { documentMessage } from "../../../domain/crypto/digest.ts";
import { signEd25519 } from "../../../domain/crypto/ed25519.ts";
import type { ReceiptDocument } from "../../../domain/custody/documents/broker-documents.ts";
import type { CustodyDocument } from "../../../domain/custody/documents/read-custody-document.ts";
import type { BrokerSigned } from "../../../domain/custody/protocol/signed-wire.ts";
import type { BrokerCore } from "./broker-core.ts";

/** What a receipt is about. */
export type Receipted = Pick<ReceiptDocument, "verb" | "what" | "docHash" | "account">;

/** A document signed by the broker's key. */
export function signedByBroker({ deps }: Pick<BrokerCore, "deps">, document: CustodyDocument): BrokerSigned {
  const signature = signEd25519(deps.signKey.reveal(), documentMessage(document));
  return { document: toBase64url(canonicalBytes(document)), signature: toBase64url(signature) };
}

/** What every document of the broker's has. */
export function common(core: BrokerCore): Pick<ReceiptDocument, "deployment" | "nonce" | "at" | "brokerCheckpoint"> {
  const { deployment, random } = core.deps;
  return {
    deployment,
    nonce: toBase64url(random(16)),
    at: core.now(),
    brokerCheckpoint: core.checkpoint(),
  };
}

/** The receipt for what was done, or, with the id of a row, refused. */
export function receipt(core: BrokerCore, about: Receipted, logIndex: number, error = ""): BrokerSigned {
  return signedByBroker(core, {
    type: "rw.receipt/v1",
    ...common(core),
    ...about,
    ok: error === "",
    error,
    logIndex,
  });
}
