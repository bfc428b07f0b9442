import { Encrypter } from "age-encryption";
import { fromUtf8 } from "../../src/domain/crypto/bytes.ts";
import type { AgeFiles } from "../../src/world/identity/age-files.ts";
import { age } from "../../src/world/sealing/age.ts";

/** Passphrase files that open in a millisecond; everything else is the real thing, also what opens them. */
export const quickAge: AgeFiles = {
  newHybrid: () => age.newHybrid(),
  decryptWithPassphrase: (file, passphrase) => age.decryptWithPassphrase(file, passphrase),
  encryptWithPassphrase: async (plain, passphrase) => {
    const encrypter = new Encrypter();
    encrypter.setScryptWorkFactor(4);
    encrypter.setPassphrase(fromUtf8(passphrase.reveal()) ?? "");
    return encrypter.encrypt(plain.reveal());
  },
};
