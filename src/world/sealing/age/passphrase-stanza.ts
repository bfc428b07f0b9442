// The scrypt stanza of age (C2SP age, "scrypt recipient type"): scrypt(passphrase, label || salt, N, r=8, p=1) wraps the
// file key with ChaCha20-Poly1305 under a zero nonce. The library has it too, but takes the passphrase as text and computes
// on the main thread, three times slower than Node.
import { createCipheriv, createDecipheriv, randomBytes, scrypt } from "node:crypto";
import { type Identity, type Recipient, Stanza } from "age-encryption";
import { CodedError } from "../../../domain/core/coded-error.ts";
import type { Secret } from "../../../domain/core/secret.ts";
import { sealingErrors } from "../errors.ts";

/** What we seal with: passphrases are generated, 7 words or more. */
const workFactor = 16;
/** What stock `age -p` seals with; each step above doubles time and memory (256 MiB here). */
const mostWork = 18;
const label = Buffer.from("age-encryption.org/v1/scrypt");
const zeroNonce = Buffer.alloc(12);
const tagLength = 16;

/** Wraps a file key by a passphrase, work factor 2^16; it is the file's only recipient. */
export function passphraseRecipient(passphrase: Secret<Uint8Array>): Recipient {
  return {
    async wrapFileKey(fileKey) {
      const salt = randomBytes(16);
      const key = await derived(passphrase, salt, workFactor);
      const cipher = createCipheriv("chacha20-poly1305", key, zeroNonce, { authTagLength: tagLength });
      const body = Buffer.concat([cipher.update(fileKey), cipher.final(), cipher.getAuthTag()]);
      key.fill(0);
      return [new Stanza(["scrypt", unpadded(salt), String(workFactor)], Uint8Array.from(body))];
    },
  };
}

/** Opens a passphrase file's key; a wrong passphrase matches nothing. Throws `SEALING_WORK_TOO_HIGH`, `SEALING_DAMAGED`. */
export function passphraseIdentity(passphrase: Secret<Uint8Array>): Identity {
  return {
    async unwrapFileKey(stanzas) {
      const [stanza] = stanzas;
      // INVARIANT: a passphrase is a file's only way in; else whoever added another recipient could have made the file.
      if (stanza === undefined || stanzas.length !== 1) throw damaged("a passphrase beside other recipients");
      const [kind, saltText = "", workText = ""] = stanza.args;
      if (kind !== "scrypt" || stanza.args.length !== 3) throw damaged("its passphrase line");
      if (!/^[A-Za-z0-9+/]{22}$/.test(saltText) || !/^[1-9][0-9]{0,3}$/.test(workText))
        throw damaged("its passphrase line");
      if (stanza.body.length !== 16 + tagLength) throw damaged("its passphrase line");
      const salt = Buffer.from(saltText, "base64");
      if (unpadded(salt) !== saltText) throw damaged("its passphrase line");
      const work = Number(workText);
      if (work > mostWork) throw new CodedError(sealingErrors.SEALING_WORK_TOO_HIGH, { detail: `2^${work}` });
      const key = await derived(passphrase, salt, work);
      return unwrapped(stanza.body, key);
    },
  };
}

function unwrapped(body: Uint8Array, key: Buffer): Uint8Array | null {
  const cipher = createDecipheriv("chacha20-poly1305", key, zeroNonce, { authTagLength: tagLength });
  cipher.setAuthTag(body.subarray(16));
  const plain = cipher.update(body.subarray(0, 16));
  try {
    cipher.final();
    return Uint8Array.from(plain);
  } catch {
    return null;
  } finally {
    key.fill(0);
    plain.fill(0);
  }
}

function derived(passphrase: Secret<Uint8Array>, salt: Buffer, work: number): Promise<Buffer> {
  const N = 2 ** work;
  // Node's own limit is 32 MiB; scrypt needs 128 * N * r bytes and a little more.
  const options = { N, r: 8, p: 1, maxmem: 128 * N * 8 + 1024 * 1024 };
  return new Promise((resolve, reject) => {
    scrypt(passphrase.reveal(), Buffer.concat([label, salt]), 32, options, (error, key) => {
      if (error === null) resolve(key);
      else reject(error);
    });
  });
}

function unpadded(bytes: Buffer): string {
  return bytes.toString("base64").replace(/=+$/, "");
}

function damaged(detail: string): CodedError {
  return new CodedError(sealingErrors.SEALING_DAMAGED, { detail });
}
