import { randomBytes } from "node:crypto";
import type { ClientDeps } from "../../../src/app/custody/client/ports/client-deps.ts";
import { enter, type Entered } from "../../../src/app/custody/client/signing/enter.ts";
import { Secret } from "../../../src/domain/core/secret.ts";
import { signEd25519 } from "../../../src/domain/crypto/ed25519.ts";
import { gatePort } from "../../../src/faces/cli/bg/gate-port.ts";
import type { TestGate } from "../../../src/faces/gate/gate-for-test.ts";
import type { ClientPins } from "../../../src/world/identity/client-pins.ts";
import type { KeptChains } from "../../../src/world/identity/kept-chains.ts";
import { age } from "../../../src/world/sealing/age.ts";
import { shamir } from "../../../src/world/sealing/shamir.ts";
import { cliKey, seedOf } from "../people.ts";

/** The program of one of a test gate's people, with that gate's clock; nothing of it is on disk. */
export function clientOf(its: TestGate, id: string): ClientDeps {
  const { broker } = its;
  const keys = broker.vaults.get(id);
  if (keys === undefined) throw new Error(id);
  let pins: ClientPins = { v: 1, checkpoints: {}, passwords: {} };
  let chains: KeptChains | null = null;
  const { credId, spki } = cliKey(id);
  return {
    gate: gatePort(its.url),
    self: {
      person: {
        deployment: "acme",
        id,
        name: id,
        credId,
        spki,
        recipientP: keys.P.recipient,
        recipientS: keys.S.recipient,
      },
      unlock: () =>
        Promise.resolve({
          authTime: broker.now,
          sign: (message: Uint8Array) => signEd25519(seedOf(id), message),
          wipe: () => {},
        }),
      vaultKey: (vault) => Promise.resolve(new Secret(Uint8Array.from(keys[vault].identity.reveal()))),
      pins: () => pins,
      keepPins: (next) => void (pins = next),
      chains: () => chains,
      keepChains: (next) => void (chains = next),
      requests: { keep: () => {}, read: () => new Uint8Array(), forget: () => {}, list: () => [] },
      own: { keep: () => {}, read: () => null, forget: () => {}, list: () => [] },
    },
    age,
    shamir,
    randomBytes: (length) => new Uint8Array(randomBytes(length)),
    nowMs: () => broker.clock.ms,
  };
}

/** The same, signed in. */
export async function enteredOf(its: TestGate, id: string): Promise<{ deps: ClientDeps; entered: Entered }> {
  const deps = clientOf(its, id);
  return { deps, entered: await enter(deps, its.broker.rosterHash) };
}
