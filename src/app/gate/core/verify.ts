import { checkArrival } from "../../../domain/custody/documents/check-arrival.ts";
import { nonceKeptUntil } from "../../../domain/custody/documents/document-times.ts";
import type { DocumentOf } from "../../../domain/custody/documents/read-custody-document.ts";
import type { PersonalDocument } from "../../../domain/custody/documents/signer-of.ts";
import type { LogActor } from "../../../domain/custody/protocol/log-entry.ts";
import { fromSignedWire, type SignedWire } from "../../../domain/custody/protocol/signed-wire.ts";
import { type Verified, verifiedAs, verifySigned } from "../../../domain/custody/roster/verify-signed.ts";
import { gateErrors } from "../errors.ts";
import { type Gate, nowSeconds } from "./gate.ts";
import { insist, insistNone, refuse } from "./refuse.ts";
import { viewOf } from "./rules.ts";

/** A document of this type whose signature holds in the gate's own view. Throws why it does not. */
export function verifyAs<T extends PersonalDocument["type"]>(
  gate: Gate,
  type: T,
  signed: SignedWire,
): Verified<DocumentOf<T>> {
  const verified = verifyAny(gate, signed);
  return (
    verifiedAs(verified, type) ??
    refuse(gateErrors.GATE_NOT_THIS_DOCUMENT, `${verified.read.document.type} where ${type} belongs`)
  );
}

/** A document of any type that a person signs. */
export function verifyAny(gate: Gate, signed: SignedWire): Verified {
  const view = viewOf(gate.rules, nowSeconds(gate));
  return insist(
    verifySigned(fromSignedWire(signed), { view, lastCounterOf: (credId) => gate.store.counters.get(credId) }),
  );
}

/** Throws for a document that is not fresh or was taken before. */
export function insistNew(gate: Gate, { read }: Verified): void {
  const hasSeen = (nonce: string) => gate.store.nonces.has(nonce);
  insistNone(checkArrival(read.document, { nowSeconds: nowSeconds(gate), hasSeen }));
}

/** Remembers, inside a transaction, that a document was taken: nonce, passkey counter, when its person was seen. */
export function spend(gate: Gate, { read, credential, counter, person }: Verified): void {
  const { store } = gate;
  store.nonces.add(read.document.nonce, nonceKeptUntil(read.document));
  if (counter !== null) store.counters.set(credential.credId, counter);
  store.lastSeen.set(person.id, nowSeconds(gate));
}

/** Who did it, as a log entry names them. */
export function actorOf({ signer }: Pick<Verified, "signer">): LogActor {
  const { person, via, cred } = signer;
  return { person, via, cred };
}
