// A passkey's PRF output wraps a person's age identity. One salt per credential, another last byte per vault: a page that
// asks for one vault's output never holds the other's.
import { CodedError } from "../../core/coded-error.ts";
import { Secret } from "../../core/secret.ts";
import { concat, utf8 } from "../../crypto/bytes.ts";
import { hkdfSha256 } from "../../crypto/hkdf.ts";
import { sha256 } from "../../crypto/sha256.ts";
import { envelopeErrors } from "./errors.ts";
import { personAccount, type Vault } from "./place.ts";

const inputEnds: Readonly<Record<Vault, number>> = { P: 1, S: 2 };

/** What the passkey's PRF is asked for one vault: the credential's 32-byte salt and one byte. Throws `CUSTODY_KEY_LENGTH`. */
export function prfInput(salt: Uint8Array, vault: Vault): Uint8Array {
  if (salt.length !== 32) throw wrongLength("a PRF salt", salt.length);
  return concat(salt, Uint8Array.of(inputEnds[vault]));
}

/** Whose PRF output it is, for which vault, at which site. */
export interface PrfWrap {
  /** What the PRF answered to `prfInput` of this vault, 32 bytes. */
  readonly prfOutput: Secret<Uint8Array>;
  readonly rpId: string;
  readonly vault: Vault;
  readonly person: string;
  /** Base64url, as the roster names the credential. */
  readonly credId: string;
}

/**
 * The 32-byte key that wraps a person's identity of one vault (an envelope of kind `identity`). Throws
 * `CUSTODY_KEY_LENGTH`, and `CUSTODY_PLACE_IMPOSSIBLE` for a person or credential that no roster names.
 */
export function prfWrapKey({ prfOutput, rpId, vault, person, credId }: PrfWrap): Secret<Uint8Array> {
  const ikm = prfOutput.reveal();
  if (ikm.length !== 32) throw wrongLength("a PRF output", ikm.length);
  // Refuses what holds a separator, before it becomes part of the derivation.
  personAccount(person, credId);
  const info = utf8(`rootward/v1/prf-wrap|${vault}|${person}|${credId}`);
  return new Secret(hkdfSha256({ ikm, salt: sha256(utf8(rpId)), info, length: 32 }));
}

function wrongLength(what: string, is: number): CodedError {
  return new CodedError(envelopeErrors.CUSTODY_KEY_LENGTH, { detail: `${what} of ${is} bytes, not 32` });
}
