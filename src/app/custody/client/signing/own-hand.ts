import { toBase64url } from "../../../../domain/crypto/base64url.ts";
import { canonicalBytes } from "../../../../domain/crypto/canonical-json.ts";
import type { Signer } from "../../../../domain/custody/documents/fields.ts";
import {
  type CustodyDocument,
  type DocumentOf,
  readCustodyDocumentOf,
  type ReadCustodyDocument,
} from "../../../../domain/custody/documents/read-custody-document.ts";
import { type SignedWire, toSignedWire } from "../../../../domain/custody/protocol/signed-wire.ts";
import { type ClientDeps, nowSeconds } from "../ports/client-deps.ts";
import type { UnlockedKey } from "../ports/identity.ts";

/** What every document has that is signed here. */
export interface Scene {
  readonly deployment: string;
  readonly nonce: string;
  /** Unix seconds. */
  readonly at: number;
  readonly signer: Signer;
}

/** A document as it was signed here. */
export interface SignedHere<D extends CustodyDocument> {
  readonly read: ReadCustodyDocument<D>;
  readonly wire: SignedWire;
}

/** The person's signing key for the length of one command. */
export interface OwnHand {
  /** Signs what `fields` makes; the key is unlocked again when the last unlock is no longer recent. */
  readonly sign: <T extends CustodyDocument["type"]>(
    type: T,
    fields: (scene: Scene) => FieldsOf<DocumentOf<T>>,
  ) => Promise<SignedHere<DocumentOf<T>>>;
  readonly end: () => void;
}

/** All but the type; of a document with more than one form, of each form by itself. */
type FieldsOf<D> = D extends unknown ? Omit<D, "type"> : never;

/** A terminal's signature counts for two minutes after the unlock; half of that leaves time for slow networks. */
const unlockSeconds = 60;

/** The hand that signs; no key is unlocked before the first signature. */
export function ownHand(deps: Pick<ClientDeps, "self" | "randomBytes" | "nowMs">): OwnHand {
  const { self, randomBytes } = deps;
  const unlocked: Promise<UnlockedKey>[] = [];
  const key = async (): Promise<UnlockedKey> => {
    const held = await unlocked.at(-1);
    if (held !== undefined && nowSeconds(deps) - held.authTime <= unlockSeconds) return held;
    const fresh = self.unlock();
    // Kept until the end: somebody else may be about to sign with the one before.
    unlocked.push(fresh);
    return fresh;
  };
  return {
    sign: async (type, fields) => {
      const { authTime, sign } = await key();
      const { deployment, id, credId } = self.person;
      const scene: Scene = {
        deployment,
        nonce: toBase64url(randomBytes(16)),
        at: nowSeconds(deps),
        signer: { person: id, cred: credId, via: "cli", authTime },
      };
      const bytes = canonicalBytes({ ...fields(scene), type });
      // Read back by the same strict reader as everybody's: what would be refused is never signed.
      const read = readCustodyDocumentOf(type, bytes);
      const signature = { kind: "key", signature: sign(read.message) } as const;
      return { read, wire: toSignedWire({ bytes, signature }) };
    },
    end: () => {
      for (const each of unlocked.splice(0)) void each.then(({ wipe }) => wipe()).catch(() => {});
    },
  };
}
