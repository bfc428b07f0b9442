import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { CodedError } from "../../domain/core/coded-error.ts";
import { Secret } from "../../domain/core/secret.ts";
import { toBase64url } from "../../domain/crypto/base64url.ts";
import { fromUtf8, utf8 } from "../../domain/crypto/bytes.ts";
import { ed25519Spki, spkiPinOf } from "../../domain/crypto/ed25519-spki.ts";
import { sha256 } from "../../domain/crypto/sha256.ts";
import type { AgeFiles } from "./age-files.ts";
import { identityErrors } from "./errors.ts";
import { partFiles, printPart } from "./identity-parts.ts";
import { type IdentityPerson, identityPersonSchema, printIdentityPerson } from "./identity-person.ts";
import { syncDirectory, unwritable, writePrivateFile } from "./private-files.ts";

/** Whose identity is made where. */
export interface NewIdentity {
  readonly directory: string;
  readonly deployment: string;
  readonly id: string;
  readonly name: string;
  readonly passphrase: Secret<Uint8Array>;
}

/**
 * Makes an identity: a signing key, a door key and an age identity for each vault, each part in a passphrase file. The
 * directory appears whole or not at all. Throws `IDENTITY_EXISTS`, `IDENTITY_UNWRITABLE`, and `IDENTITY_DAMAGED` for an id,
 * name or deployment that no roster takes.
 */
export async function createIdentity(age: AgeFiles, wanted: NewIdentity): Promise<IdentityPerson> {
  const directory = resolve(wanted.directory);
  refuseUsed(directory);
  const sign = new Secret(new Uint8Array(randomBytes(32)));
  const door = new Secret(new Uint8Array(randomBytes(32)));
  const [p, s] = await Promise.all([age.newHybrid(), age.newHybrid()]);
  const spki = ed25519Spki(sign.reveal());
  const person = checkedPerson({
    v: 1,
    deployment: wanted.deployment,
    id: wanted.id,
    name: wanted.name,
    credId: toBase64url(sha256(spki).subarray(0, 16)),
    spki: toBase64url(spki),
    recipientP: p.recipient,
    recipientS: s.recipient,
    doorSpki: spkiPinOf(door.reveal()),
  });
  const { id } = person;
  const keys = { sign: toBase64url(sign.reveal()), door: toBase64url(door.reveal()) };
  const parts = [
    [partFiles.sign, printPart({ v: 1, person: id, key: keys })],
    [partFiles.P, printPart({ v: 1, person: id, vault: "P", key: fromUtf8(p.identity.reveal()) ?? "" })],
    [partFiles.S, printPart({ v: 1, person: id, vault: "S", key: fromUtf8(s.identity.reveal()) ?? "" })],
  ] as const;
  const files: [string, Uint8Array][] = [["person.json", utf8(printIdentityPerson(person))]];
  // One after the other: each takes 64 MiB for its key derivation.
  for (const [name, plain] of parts) files.push([name, await age.encryptWithPassphrase(plain, wanted.passphrase)]);
  for (const secret of [sign, door, p.identity, s.identity, ...parts.map(([, plain]) => plain)]) secret.wipe();
  writeWhole(directory, files);
  return person;
}

function checkedPerson(person: IdentityPerson): IdentityPerson {
  const read = identityPersonSchema.safeParse(person);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw new CodedError(identityErrors.IDENTITY_DAMAGED, {
    detail: `${String(issue?.path[0] ?? "")}: ${issue?.message ?? ""}`,
    hint: "An id and a deployment are lower-case letters, digits and hyphens; a name is one line of at most 128 characters.",
  });
}

function refuseUsed(directory: string): void {
  let isFree: boolean;
  try {
    isFree = !existsSync(directory) || readdirSync(directory).length === 0;
  } catch (thrown) {
    throw unwritable(directory, thrown);
  }
  if (!isFree) throw new CodedError(identityErrors.IDENTITY_EXISTS, { detail: directory });
}

function writeWhole(directory: string, files: readonly (readonly [string, Uint8Array])[]): void {
  const temporary = `${directory}.new-${randomBytes(6).toString("hex")}`;
  try {
    mkdirSync(dirname(directory), { recursive: true });
    mkdirSync(temporary, { mode: 0o700 });
    mkdirSync(join(temporary, "requests"), { mode: 0o700 });
    for (const [name, bytes] of files) writePrivateFile(join(temporary, name), bytes);
    syncDirectory(temporary);
    // An empty directory is replaced; one that somebody filled meanwhile makes this fail.
    renameSync(temporary, directory);
    syncDirectory(dirname(directory));
  } catch (thrown) {
    rmSync(temporary, { recursive: true, force: true });
    throw unwritable(directory, thrown);
  }
}
