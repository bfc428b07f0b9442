import { Secret } from "../../../domain/core/secret.ts";
import { toBase64url } from "../../../domain/crypto/base64url.ts";
import { utf8 } from "../../../domain/crypto/bytes.ts";
import { ed25519Spki, spkiPinOf } from "../../../domain/crypto/ed25519-spki.ts";
import { verifierKeyOf } from "../../../domain/ledger/note/signing-key.ts";
import { printVerifierKey } from "../../../domain/ledger/note/verifier-key.ts";

/** A new key, 32 random bytes. */
export type NewKey = Secret<Uint8Array>;

/** The gate's own keys. */
export interface GateKeys {
  readonly kek: NewKey;
  readonly log: NewKey;
  /** For the door of a broker on another host. */
  readonly door: NewKey;
}

/** The broker's own keys; the one that wraps seeds is made later, by `broker init`. */
export interface BrokerKeys {
  readonly sign: NewKey;
  readonly door: NewKey;
  readonly log: NewKey;
}

/** The courier's own key, where the gate is on another host; it has no other. */
export interface CourierKeys {
  readonly door: NewKey;
}

/** How a key file holds a key: base64url in one line. */
export function keyFile(key: NewKey): Secret<Uint8Array> {
  return new Secret(utf8(`${toBase64url(key.reveal())}\n`));
}

/** The public half of a log's key, under the log's name. */
export function logVkey(origin: string, key: NewKey): string {
  return printVerifierKey(verifierKeyOf("log", { name: origin, seed: key }));
}

/** What a roster pins of the broker. */
export function brokerPins({ sign, door }: BrokerKeys): { readonly spki: string; readonly doorSpki: string } {
  return { spki: toBase64url(ed25519Spki(sign.reveal())), doorSpki: spkiPinOf(door.reveal()) };
}
