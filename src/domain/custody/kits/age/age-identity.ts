// A kit's key is an age X25519 identity, so that stock `age` opens the kit when nothing of ours is left.
import { CodedError } from "../../../core/coded-error.ts";
import { Secret } from "../../../core/secret.ts";
import { x25519PublicKey } from "../../../crypto/x25519.ts";
import { kitErrors } from "../errors.ts";
import { toBech32 } from "./bech32.ts";

const identityPrefix = "age-secret-key-";

/** The line that `age -d -i` reads, in capitals. Throws `CUSTODY_SPLIT_IMPOSSIBLE` for a key that is not 32 bytes. */
export function ageIdentity(key: Secret<Uint8Array>): Secret {
  return new Secret(toBech32(identityPrefix, checked(key)).toUpperCase());
}

/** The public recipient of a key; it enters the roster, and a combined key must give it again. Throws likewise. */
export function ageRecipient(key: Secret<Uint8Array>): string {
  return toBech32("age", x25519PublicKey(checked(key)));
}

function checked(key: Secret<Uint8Array>): Uint8Array {
  const bytes = key.reveal();
  if (bytes.length !== 32) {
    throw new CodedError(kitErrors.CUSTODY_SPLIT_IMPOSSIBLE, { detail: `a key of ${bytes.length} bytes` });
  }
  return bytes;
}
