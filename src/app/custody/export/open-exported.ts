import { CodedError } from "../../../domain/core/coded-error.ts";
import type { Secret } from "../../../domain/core/secret.ts";
import { openEnvelope } from "../../../domain/custody/envelope/envelope.ts";
import type { PasswordItem } from "../../../domain/custody/exports/password-export.ts";
import { bytesOf } from "../../../domain/custody/protocol/signed-wire.ts";
import type { Age } from "../../../world/sealing/sealing.ts";
import { clientErrors } from "../client/errors.ts";
import type { AnsweredItem } from "../client/ports/gate.ts";
import { keyFromFile } from "../client/release/password-key.ts";

/** Every password that this person can open, and the accounts of those that only a quorum's shares open. */
export interface OpenedItems {
  readonly items: readonly (PasswordItem & { readonly version: number })[];
  readonly sealed: readonly string[];
}

/**
 * Opens an answered export with the own key of the password vault. One item that is not what it says ends it: what else was
 * put among them? Throws `CLIENT_ITEM_FOREIGN`, `SEALING_*`.
 */
export async function openExported(
  age: Age,
  deployment: string,
  answered: readonly AnsweredItem[],
  identity: Secret<Uint8Array>,
): Promise<OpenedItems> {
  const items: (PasswordItem & { readonly version: number })[] = [];
  const sealed: string[] = [];
  for (const { account, name, email, version, envelope, file } of answered) {
    if (file === null) {
      sealed.push(account);
      continue;
    }
    const place = { vault: "P", deployment, account, version } as const;
    const key = await keyFromFile({ age }, place, file, identity);
    const opened = openEnvelope({ key, place: { ...place, kind: "password" }, envelope: bytesOf(envelope) });
    key.wipe();
    if (opened.status !== "opened") {
      throw new CodedError(clientErrors.CLIENT_ITEM_FOREIGN, { detail: `${account}: the envelope: ${opened.status}` });
    }
    items.push({ account, name, email: email ?? "", version, password: opened.plaintext });
  }
  return { items, sealed };
}
