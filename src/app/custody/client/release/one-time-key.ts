import { CodedError } from "../../../../domain/core/coded-error.ts";
import type { Secret } from "../../../../domain/core/secret.ts";
import type { Vault } from "../../../../domain/custody/envelope/place.ts";
import { clientErrors } from "../errors.ts";
import type { ClientDeps } from "../ports/client-deps.ts";

/**
 * The secret half of one of the request's recipients, an age identity; wipe it. Throws `CLIENT_KEYS_GONE`,
 * `SEALING_WRONG_PASSPHRASE`.
 */
export async function oneTimeKey(
  { age, self }: Pick<ClientDeps, "age" | "self">,
  requestId: string,
  vault: Vault,
): Promise<Secret<Uint8Array>> {
  const file = keptFile(self.requests.read, requestId, vault);
  const key = await self.vaultKey(vault);
  try {
    return await age.decrypt(file, key);
  } finally {
    key.wipe();
  }
}

function keptFile(read: ClientDeps["self"]["requests"]["read"], requestId: string, vault: Vault): Uint8Array {
  try {
    return read(requestId, vault);
  } catch (cause) {
    if (!(cause instanceof CodedError) || cause.row.code !== "IDENTITY_NO_REQUEST") throw cause;
    throw new CodedError(clientErrors.CLIENT_KEYS_GONE, { detail: requestId, cause });
  }
}
