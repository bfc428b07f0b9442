import type { Secret } from "../../../../domain/core/secret.ts";
import { toBase64url } from "../../../../domain/crypto/base64url.ts";
import { writeFrame } from "../../../../domain/custody/frame/frame.ts";
import type { ClientDeps } from "../ports/client-deps.ts";
import { done, receiptOf } from "../signing/broker-answer.ts";
import type { Entered } from "../signing/enter.ts";
import { bootKeyNow } from "./boot-key.ts";

/** A seed on its way to the broker. */
export interface SeedToAdd {
  readonly account: string;
  /** The newest version; `null` before the first, and after the account was retired. */
  readonly newest: number | null;
  readonly origin: "new-device" | "import";
  readonly seed: Secret<Uint8Array>;
}

/** A seed that is in custody. */
export interface StoredSeed {
  readonly version: number;
  /** Unix seconds, by the broker's receipt. */
  readonly storedAt: number;
}

/**
 * Seals a seed to the running broker and brings it in, as the first of its account or in the place of the newest. The gate
 * passes it on and cannot open it. Throws the row of the broker's refusal, `CLIENT_RECEIPT_FORGED`.
 */
export async function addSeed(
  deps: Pick<ClientDeps, "age" | "gate" | "nowMs">,
  entered: Entered,
  { account, newest, origin, seed }: SeedToAdd,
): Promise<StoredSeed> {
  const version = (newest ?? 0) + 1;
  const bootKey = await bootKeyNow(deps, entered);
  const { deployment } = entered.view;
  const frame = writeFrame({ vault: "S", deployment, account, kind: "seed", version }, seed);
  const file = await deps.age.encrypt(frame, [bootKey]);
  frame.wipe();
  return { version, storedAt: await bringSeed(deps, entered, { account, version, origin, seed: file, bootKey }) };
}

/** A seed that is sealed already. */
export interface SealedSeed {
  readonly account: string;
  readonly version: number;
  readonly origin: "new-device" | "import";
  readonly seed: Uint8Array;
  readonly bootKey: string;
}

/**
 * Signs `rw.enrol` for a first version, else `rw.replace`, and brings it to the broker. When that was, in Unix seconds by its
 * receipt. Throws like `addSeed`.
 */
export async function bringSeed(
  { gate }: Pick<ClientDeps, "gate">,
  { hand, view, brokerCheckpoint }: Entered,
  { account, version, origin, seed, bootKey }: SealedSeed,
): Promise<number> {
  const type = version === 1 ? "rw.enrol/v1" : "rw.replace/v1";
  const { wire, read } = await hand.sign(type, ({ deployment, nonce, at, signer }) => ({
    deployment,
    nonce,
    at,
    account,
    version,
    origin,
    seed: toBase64url(seed),
    bootKey,
    operator: signer,
    brokerCheckpoint,
  }));
  const { receipt } = done(await gate.submit({ signed: wire }));
  return receiptOf(receipt, { verb: "apply", docHash: read.hash }, view).at;
}
