// The key of password tags: two accounts with one password show by their tags, and the gate, which stores the tags, cannot
// test guesses against them because it cannot open the key.
import { Secret } from "../../../../domain/core/secret.ts";
import { toBase64url } from "../../../../domain/crypto/base64url.ts";
import { bytesOf } from "../../../../domain/custody/protocol/signed-wire.ts";
import { hasRole } from "../../../../domain/custody/roster/roster-view.ts";
import type { ClientDeps } from "../ports/client-deps.ts";
import type { Entered } from "../signing/enter.ts";

/**
 * The deployment's tag key; made, and sealed to all operators of the password vault, when there is none yet. Wipe it. Throws
 * `SEALING_NOT_FOR_THIS_KEY` for an operator whom it was not sealed to.
 */
export async function tagKey(
  { gate, self, age, randomBytes }: ClientDeps,
  { view }: Pick<Entered, "view">,
): Promise<Secret<Uint8Array>> {
  const file = await gate.tagKey();
  if (file !== null) {
    const identity = await self.vaultKey("P");
    try {
      return await age.decrypt(bytesOf(file), identity);
    } finally {
      identity.wipe();
    }
  }
  const made = new Secret(randomBytes(32));
  const operators = view.persons.flatMap((person) =>
    hasRole(person, "operator-p") && person.recipientP !== undefined ? [person.recipientP] : [],
  );
  await gate.putTagKey(toBase64url(await age.encrypt(made, operators)));
  return made;
}
