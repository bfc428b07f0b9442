import { Secret } from "../../../../domain/core/secret.ts";
import { toBase64url } from "../../../../domain/crypto/base64url.ts";
import { utf8 } from "../../../../domain/crypto/bytes.ts";
import { writeFrame } from "../../../../domain/custody/frame/frame.ts";
import type { ClientDeps } from "../ports/client-deps.ts";
import { done, receiptOf } from "../signing/broker-answer.ts";
import type { Entered } from "../signing/enter.ts";
import { bootKeyNow } from "./boot-key.ts";

/** Two codes of the old device, one right after the other. */
export interface OldCodes {
  readonly account: string;
  readonly version: number;
  readonly first: Secret;
  readonly second: Secret;
}

/**
 * Brings two codes of the old device, sealed to the running broker, which says whether its seed makes the same. Throws
 * `CUSTODY_CODES_DIFFER` and what else the broker refuses with, `CLIENT_RECEIPT_FORGED`.
 */
export async function verifySeed(
  deps: Pick<ClientDeps, "age" | "gate" | "nowMs">,
  entered: Entered,
  { account, version, first, second }: OldCodes,
): Promise<void> {
  const bootKey = await bootKeyNow(deps, entered);
  const { deployment } = entered.view;
  const codes = new Secret(utf8(first.reveal() + second.reveal()));
  const frame = writeFrame({ vault: "S", deployment, account, kind: "code", version }, codes);
  codes.wipe();
  const file = await deps.age.encrypt(frame, [bootKey]);
  frame.wipe();
  const { wire, read } = await entered.hand.sign("rw.verify/v1", ({ signer, ...scene }) => ({
    ...scene,
    account,
    version,
    codes: toBase64url(file),
    bootKey,
    operator: signer,
    brokerCheckpoint: entered.brokerCheckpoint,
  }));
  const { receipt } = done(await deps.gate.submit({ signed: wire }));
  receiptOf(receipt, { verb: "apply", docHash: read.hash }, entered.view);
}
