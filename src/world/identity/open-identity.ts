// The identity directory of a person. A command opens only the part that it needs, once: unlocking a key is what stands for
// the person's presence, so nothing is cached and the time of unlocking goes into what is signed.
import { join, resolve } from "node:path";
import { CodedError } from "../../domain/core/coded-error.ts";
import { Secret } from "../../domain/core/secret.ts";
import { fromBase64url, toBase64url } from "../../domain/crypto/base64url.ts";
import { utf8 } from "../../domain/crypto/bytes.ts";
import { signEd25519 } from "../../domain/crypto/ed25519.ts";
import { ed25519Spki, spkiPinOf } from "../../domain/crypto/ed25519-spki.ts";
import type { AgeFiles } from "./age-files.ts";
import { type ClientPins, readClientPins, writeClientPins } from "./client-pins.ts";
import { identityErrors } from "./errors.ts";
import { parseSignPart, parseVaultPart, partFiles, type SignPart, type Vault } from "./identity-parts.ts";
import { type IdentityPerson, parseIdentityPerson } from "./identity-person.ts";
import { checkPrivateDirectory, damaged, readPrivateFile } from "./private-files.ts";
import { openRequestKeys, type RequestKeys } from "./request-keys.ts";

/** An unlocked signing key. */
export interface UnlockedSigner {
  readonly person: string;
  readonly cred: string;
  /** When it was unlocked, in Unix seconds. */
  readonly authTime: number;
  /** The Ed25519 signature (64 bytes) over a document's message. */
  readonly sign: (message: Uint8Array) => Uint8Array;
  /** 32-byte seed of the key for the custodian door. */
  readonly door: Secret<Uint8Array>;
  /** Ends both keys. */
  readonly wipe: () => void;
}

/** A person's own identity on this machine. */
export interface Identity {
  readonly directory: string;
  readonly person: IdentityPerson;
  /** Throws the sealing's coded error for a wrong passphrase, `IDENTITY_DAMAGED`, `IDENTITY_LOOSE`. */
  readonly unlockSigner: (passphrase: Secret<Uint8Array>, nowSeconds: number) => Promise<UnlockedSigner>;
  /** The age identity of a vault, ASCII bytes. Throws like `unlockSigner`. */
  readonly unlockVault: (vault: Vault, passphrase: Secret<Uint8Array>) => Promise<Secret<Uint8Array>>;
  /** What this client has seen and holds others to. */
  readonly pins: () => ClientPins;
  readonly keepPins: (pins: ClientPins) => void;
  /** The one-time keys of this person's own requests. */
  readonly requests: RequestKeys;
}

/** Opens an identity directory; no secret is touched yet. Throws `IDENTITY_MISSING`, `IDENTITY_LOOSE`, `IDENTITY_DAMAGED`. */
export function openIdentity(age: AgeFiles, path: string): Identity {
  const directory = resolve(path);
  checkPrivateDirectory(directory);
  const person = readPerson(directory);
  return {
    directory,
    person,
    unlockSigner: async (passphrase, nowSeconds) => {
      const file = join(directory, partFiles.sign);
      const plain = await age.decryptWithPassphrase(partOf(file), passphrase);
      const part = parseSignPart(plain, person.id, file);
      plain.wipe();
      return signerOf(part, person, nowSeconds, file);
    },
    unlockVault: async (vault, passphrase) => {
      const file = join(directory, partFiles[vault]);
      const plain = await age.decryptWithPassphrase(partOf(file), passphrase);
      const { key } = parseVaultPart(plain, person.id, vault, file);
      plain.wipe();
      return new Secret(utf8(key));
    },
    pins: () => readClientPins(directory),
    keepPins: (pins) => writeClientPins(directory, pins),
    requests: openRequestKeys(directory),
  };
}

function readPerson(directory: string): IdentityPerson {
  const file = join(directory, "person.json");
  const bytes = readPrivateFile(file);
  if (bytes === null) throw new CodedError(identityErrors.IDENTITY_MISSING, { detail: directory });
  return parseIdentityPerson(bytes, file);
}

function partOf(file: string): Uint8Array {
  const bytes = readPrivateFile(file);
  if (bytes === null) throw damaged(file, "it is missing");
  return bytes;
}

function signerOf({ key }: SignPart, person: IdentityPerson, nowSeconds: number, file: string): UnlockedSigner {
  const sign = new Secret(fromBase64url(key.sign) ?? new Uint8Array(32));
  const door = new Secret(fromBase64url(key.door) ?? new Uint8Array(32));
  // The public part could have been exchanged; then the roster would hold somebody else's key under this name.
  const isOwn = toBase64url(ed25519Spki(sign.reveal())) === person.spki && spkiPinOf(door.reveal()) === person.doorSpki;
  if (!isOwn) throw damaged(file, "its keys are not those of person.json");
  return {
    person: person.id,
    cred: person.credId,
    authTime: nowSeconds,
    sign: (message) => signEd25519(sign.reveal(), message),
    door,
    wipe: () => {
      sign.wipe();
      door.wipe();
    },
  };
}
