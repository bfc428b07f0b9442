import { Secret } from "../../../src/domain/core/secret.ts";
import { signEd25519 } from "../../../src/domain/crypto/ed25519.ts";
import type { RosterPerson, Role } from "../../../src/domain/custody/documents/roster-document.ts";
import { age } from "../../../src/world/sealing/age.ts";
import type { AgeKeyPair } from "../../../src/world/sealing/sealing.ts";
import { identityErrors } from "../../../src/world/identity/errors.ts";
import type { ClientPins } from "../../../src/world/identity/client-pins.ts";
import type { KeptChains } from "../../../src/world/identity/kept-chains.ts";
import type { OwnRequest } from "../../../src/world/identity/own-requests.ts";
import type { OwnIdentity } from "../../../src/app/custody/client/ports/identity.ts";
import { CodedError } from "../../../src/domain/core/coded-error.ts";
import { cliKey, person as rosterPerson, seedOf } from "../people.ts";

/** A person of the tests with real keys, and the identity as their own program sees it. */
export interface StandInPerson {
  readonly id: string;
  readonly roster: RosterPerson;
  readonly keys: { readonly P: AgeKeyPair; readonly S: AgeKeyPair };
  readonly identity: OwnIdentity;
  /** What the identity keeps between commands. */
  readonly kept: {
    pins: ClientPins;
    chains: KeptChains | null;
    files: Map<string, Uint8Array>;
    own: Map<string, OwnRequest>;
  };
}

/** Makes a person of deployment `acme`; `clock` tells the time of unlocking in Unix milliseconds. */
export async function standInPerson(id: string, roles: readonly Role[], clock: () => number): Promise<StandInPerson> {
  const keys = { P: await age.newHybrid(), S: await age.newHybrid() };
  const roster = rosterPerson(id, {
    roles: [...roles].toSorted(),
    recipientP: keys.P.recipient,
    recipientS: keys.S.recipient,
  });
  const kept: StandInPerson["kept"] = {
    pins: { v: 1, checkpoints: {}, passwords: {} },
    chains: null,
    files: new Map(),
    own: new Map(),
  };
  const missing = (requestId: string): CodedError =>
    new CodedError(identityErrors.IDENTITY_NO_REQUEST, { detail: requestId });
  const identity: OwnIdentity = {
    person: {
      deployment: "acme",
      id,
      name: roster.name,
      credId: cliKey(id).credId,
      spki: cliKey(id).spki,
      recipientP: keys.P.recipient,
      recipientS: keys.S.recipient,
    },
    unlock: () =>
      Promise.resolve({
        authTime: Math.floor(clock() / 1000),
        sign: (message) => signEd25519(seedOf(id), message),
        wipe: () => {},
      }),
    vaultKey: (vault) => Promise.resolve(new Secret(Uint8Array.from(keys[vault].identity.reveal()))),
    pins: () => kept.pins,
    keepPins: (pins) => void (kept.pins = pins),
    chains: () => kept.chains,
    keepChains: (chains) => void (kept.chains = chains),
    requests: {
      keep: (requestId, vault, file) => void kept.files.set(`${requestId} ${vault}`, file),
      read: (requestId, vault) => {
        const file = kept.files.get(`${requestId} ${vault}`);
        if (file === undefined) throw missing(requestId);
        return file;
      },
      forget: (requestId) => void ["P", "S"].map((vault) => kept.files.delete(`${requestId} ${vault}`)),
      list: () => [...new Set([...kept.files.keys()].map((name) => name.slice(0, 26)))].toSorted(),
    },
    own: {
      keep: (request) => void kept.own.set(request.requestId, request),
      read: (requestId) => kept.own.get(requestId) ?? null,
      forget: (requestId) => void kept.own.delete(requestId),
      list: () => [...kept.own.keys()].toSorted(),
    },
  };
  return { id, roster, keys, identity, kept };
}
