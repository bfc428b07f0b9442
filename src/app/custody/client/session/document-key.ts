// The one-time key of a document that something is asked under later. It is kept like a request's, under a name that
// follows from the document, so that nothing else has to be remembered, and that says until when it is needed.
import { CodedError } from "../../../../domain/core/coded-error.ts";
import type { Secret } from "../../../../domain/core/secret.ts";
import { quorumSeconds } from "../../../../domain/custody/documents/document-times.ts";
import type { DocumentOf } from "../../../../domain/custody/documents/read-custody-document.ts";
import { contactsSeconds } from "../../../../domain/custody/items/quorum-document.ts";
import { bytesOf } from "../../../../domain/custody/protocol/signed-wire.ts";
import { clientErrors } from "../errors.ts";
import type { ClientDeps } from "../ports/client-deps.ts";
import { oneTimeKey } from "../release/one-time-key.ts";
import { makingSeconds } from "../request/forget-ended.ts";
import { ulid } from "../request/ulid.ts";

/** Documents that a session is asked under. */
export type SessionDocument = DocumentOf<"rw.contacts/v1" | "rw.org-feature/v1">;

/** Approvals, the longest wait, and the day in which it is carried out. */
const longestLife = quorumSeconds + 7 * 86_400 + contactsSeconds;

/** A new key: its recipient stands in the document, and it is kept before anybody else sees that. */
export interface NewDocumentKey {
  readonly recipient: string;
  readonly keepFor: (document: SessionDocument) => Promise<void>;
}

/** Makes a key of one use; nothing is kept before the document is there. */
export async function newDocumentKey({ age, self }: Pick<ClientDeps, "age" | "self">): Promise<NewDocumentKey> {
  const { identity, recipient } = await age.newX25519();
  return {
    recipient,
    keepFor: async (document) => {
      const file = await age.encrypt(identity, [self.person.recipientS]);
      identity.wipe();
      self.requests.keep(keyName(document), "S", file);
    },
  };
}

/** The secret half of a document's recipient, an age identity; wipe it. Throws `CLIENT_KEYS_GONE`, `SEALING_*`. */
export function documentKey(
  deps: Pick<ClientDeps, "age" | "self">,
  document: SessionDocument,
): Promise<Secret<Uint8Array>> {
  return oneTimeKey(deps, keyName(document), "S");
}

/** What an own document must be by: nobody else's key opens what is released under it. Throws `CLIENT_KEYS_GONE`. */
export function insistOwnKey({ self }: Pick<ClientDeps, "self">, document: SessionDocument): void {
  const name = keyName(document);
  if (!self.requests.list().includes(name)) throw new CodedError(clientErrors.CLIENT_KEYS_GONE, { detail: name });
}

// A key without a request goes an hour after the time in its name.
function keyName({ at, nonce }: SessionDocument): string {
  return ulid((at + longestLife - makingSeconds) * 1000, bytesOf(nonce));
}
