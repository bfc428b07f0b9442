import type { Secret } from "../../../../domain/core/secret.ts";
import type { Vault } from "../../../../domain/custody/envelope/place.ts";
import type { ClientPins } from "../../../../world/identity/client-pins.ts";
import type { IdentityPerson } from "../../../../world/identity/identity-person.ts";
import type { KeptChains } from "../../../../world/identity/kept-chains.ts";
import type { OwnRequests } from "../../../../world/identity/own-requests.ts";
import type { RequestKeys } from "../../../../world/identity/request-keys.ts";

/** The signing key, unlocked just now. */
export interface UnlockedKey {
  /** Unix seconds of the unlock: the proof of identity that a signature names. */
  readonly authTime: number;
  /** 64 bytes over a document's message. */
  readonly sign: (message: Uint8Array) => Uint8Array;
  readonly wipe: () => void;
}

/** A person's own key files, and what was seen with them. Nothing that was unlocked outlives the command. */
export interface OwnIdentity {
  readonly person: Pick<IdentityPerson, "deployment" | "id" | "name" | "credId" | "spki" | "recipientP" | "recipientS">;
  /** Throws `SEALING_WRONG_PASSPHRASE`, `IDENTITY_*`. */
  readonly unlock: () => Promise<UnlockedKey>;
  /** The age identity of one vault. Throws likewise. */
  readonly vaultKey: (vault: Vault) => Promise<Secret<Uint8Array>>;
  readonly pins: () => ClientPins;
  readonly keepPins: (pins: ClientPins) => void;
  readonly chains: () => KeptChains | null;
  readonly keepChains: (chains: KeptChains) => void;
  /** One-time keys of own requests, each an age file to the own recipient of that vault. */
  readonly requests: RequestKeys;
  readonly own: OwnRequests;
}
