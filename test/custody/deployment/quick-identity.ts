import { Secret } from "../../../src/domain/core/secret.ts";
import { utf8 } from "../../../src/domain/crypto/bytes.ts";
import { createIdentity } from "../../../src/world/identity/create-identity.ts";
import { quickAge } from "../../support/quick-age.ts";

/** Makes the identity of a person whose passphrase is this; its files open at once. */
export async function quickIdentity(directory: string, deployment: string, id: string, words: string): Promise<void> {
  await createIdentity(quickAge, {
    directory,
    deployment,
    id,
    name: `Person ${id}`,
    passphrase: new Secret(utf8(words)),
  });
}
