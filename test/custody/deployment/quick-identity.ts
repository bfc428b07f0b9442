import { Encrypter } from "age-encryption";
import { fromUtf8 } from "../../../src/domain/crypto/bytes.ts";
import { Secret } from "../../../src/domain/core/secret.ts";
import { utf8 } from "../../../src/domain/crypto/bytes.ts";
import type { AgeFiles } from "../../../src/world/identity/age-files.ts";
import { createIdentity } from "../../../src/world/identity/create-identity.ts";
import { age } from "../../../src/world/sealing/age.ts";

/** Passphrase files that open in a millisecond; everything else of an identity is the real thing. */
const quickAge: AgeFiles = {
  newHybrid: () => age.newHybrid(),
  decryptWithPassphrase: (file, passphrase) => age.decryptWithPassphrase(file, passphrase),
  encryptWithPassphrase: async (plain, passphrase) => {
    const encrypter = new Encrypter();
    encrypter.setScryptWorkFactor(4);
    encrypter.setPassphrase(fromUtf8(passphrase.reveal()) ?? "");
    return encrypter.encrypt(plain.reveal());
  },
};

/** Makes the identity of a person whose passphrase is this. */
export async function quickIdentity(directory: string, deployment: string, id: string, words: string): Promise<void> {
  await createIdentity(quickAge, {
    directory,
    deployment,
    id,
    name: `Person ${id}`,
    passphrase: new Secret(utf8(words)),
  });
}
