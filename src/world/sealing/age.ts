// age files (age-encryption.org/v1): everything that a person's key opens. Two things are ours and not the library's:
// recipients are never mixed, and passphrases go through Node's own scrypt, as bytes and off the main thread.
import {
  Decrypter,
  Encrypter,
  generateHybridIdentity,
  generateX25519Identity,
  identityToRecipient,
} from "age-encryption";
import { CodedError } from "../../domain/core/coded-error.ts";
import { Secret } from "../../domain/core/secret.ts";
import { fromUtf8, utf8 } from "../../domain/crypto/bytes.ts";
import { checkedHeader } from "./age/checked-header.ts";
import { checkRecipients } from "./age/check-recipients.ts";
import { passphraseIdentity, passphraseRecipient } from "./age/passphrase-stanza.ts";
import { sealingErrors } from "./errors.ts";
import type { Age, AgeKeyPair } from "./sealing.ts";

/** age by the library of age's author. */
export const age: Age = {
  // Never the library's plain `generateIdentity`: which kind that makes may change with a release.
  newX25519: async () => pairOf(await generateX25519Identity()),
  newHybrid: async () => pairOf(await generateHybridIdentity()),

  async encrypt(plain, recipients) {
    checkRecipients(recipients);
    const encrypter = new Encrypter();
    for (const recipient of recipients) added(() => encrypter.addRecipient(recipient), recipient);
    return encrypter.encrypt(plain.reveal());
  },

  async decrypt(file, identity) {
    const kinds = checkedHeader(file);
    const decrypter = new Decrypter();
    addIdentity(decrypter, identity);
    if (kinds.includes("scrypt")) {
      throw new CodedError(sealingErrors.SEALING_NOT_FOR_THIS_KEY, { detail: "it opens with a passphrase" });
    }
    return opened(decrypter, file, sealingErrors.SEALING_NOT_FOR_THIS_KEY);
  },

  async encryptWithPassphrase(plain, passphrase) {
    const encrypter = new Encrypter();
    encrypter.addRecipient(passphraseRecipient(passphrase));
    return encrypter.encrypt(plain.reveal());
  },

  async decryptWithPassphrase(file, passphrase) {
    const kinds = checkedHeader(file);
    if (!kinds.includes("scrypt")) {
      throw new CodedError(sealingErrors.SEALING_NOT_FOR_THIS_KEY, { detail: "it opens with a key, not a passphrase" });
    }
    const decrypter = new Decrypter();
    decrypter.addIdentity(passphraseIdentity(passphrase));
    return opened(decrypter, file, sealingErrors.SEALING_WRONG_PASSPHRASE);
  },
};

async function pairOf(identity: string): Promise<AgeKeyPair> {
  return { identity: new Secret(utf8(identity)), recipient: await identityToRecipient(identity) };
}

function added(add: () => void, recipient: string): void {
  try {
    add();
  } catch (cause) {
    throw new CodedError(sealingErrors.SEALING_RECIPIENT_UNREADABLE, { detail: `${recipient.slice(0, 16)}…`, cause });
  }
}

function addIdentity(decrypter: Decrypter, identity: Secret<Uint8Array>): void {
  try {
    // SECURITY: the library wants text, which cannot be wiped; nothing keeps it longer than this one file.
    decrypter.addIdentity((fromUtf8(identity.reveal()) ?? "").trim());
  } catch {
    // No cause: the library's words could hold the key.
    throw new CodedError(sealingErrors.SEALING_IDENTITY_UNREADABLE);
  }
}

/** The library's own words when no stanza fits; everything else that it throws means a damaged file. */
const noMatch = "no identity matched any of the file's recipients";

async function opened(
  decrypter: Decrypter,
  file: Uint8Array,
  notFitting: (typeof sealingErrors)["SEALING_WRONG_PASSPHRASE"],
): Promise<Secret<Uint8Array>> {
  try {
    return new Secret(await decrypter.decrypt(file));
  } catch (cause) {
    if (cause instanceof CodedError) throw cause;
    if (cause instanceof Error && cause.message === noMatch) throw new CodedError(notFitting);
    throw new CodedError(sealingErrors.SEALING_DAMAGED, { cause });
  }
}
