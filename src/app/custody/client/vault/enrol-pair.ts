// The two codes that AWS wants of a device that was just made. Without a grant the broker gives them out once, for a seed
// that never opened anything; each is shown in its own half minute and not before.
import type { ClientDeps } from "../ports/client-deps.ts";
import { type FetchedCode, fetchOne, type WaitFor } from "../release/fetch-code.ts";
import { done, receiptOf } from "../signing/broker-answer.ts";
import type { Entered } from "../signing/enter.ts";
import type { SignedWire } from "../../../../domain/custody/protocol/signed-wire.ts";

/** One code of a pair. */
export type PairCode = Omit<FetchedCode, "account" | "accountName">;

/** What is shown for which device. */
export interface PairAsk {
  readonly account: string;
  readonly version: number;
  /** 2 is the one retry, which a second operator approves. */
  readonly attempt: 1 | 2;
  readonly approvals: readonly SignedWire[];
  /** Shows a code until it is time for the next one, or until the person goes on. */
  readonly show: (code: PairCode) => Promise<void>;
  readonly waitFor: WaitFor;
}

/** Shows both codes, one after the other. Throws the row of the broker's refusal, e.g. `CUSTODY_PAIR_BROKEN`. */
export async function showPair(
  deps: Pick<ClientDeps, "age" | "gate" | "nowMs">,
  entered: Entered,
  { account, version, attempt, approvals, show, waitFor }: PairAsk,
): Promise<void> {
  const { gate } = deps;
  const { identity, recipient } = await deps.age.newX25519();
  try {
    const { wire, read } = await entered.hand.sign("rw.enrol-pair/v1", ({ deployment, nonce, at, signer }) => ({
      deployment,
      nonce,
      at,
      account,
      version,
      attempt,
      operator: signer,
      asker: signer.person,
      recipientS: recipient,
      brokerCheckpoint: entered.brokerCheckpoint,
    }));
    const { receipt } = done(await gate.submit({ signed: wire, approvals }));
    receiptOf(receipt, { verb: "apply", docHash: read.hash }, entered.view);
    for (const n of [1, 2]) {
      const code = await fetchOne(deps, entered, {
        account,
        documentHash: read.hash,
        what: "enrol-pair",
        n,
        key: identity,
        waitFor,
        release: (ask) => gate.releaseUnder(read.hash, ask),
      });
      await show(code);
    }
  } finally {
    identity.wipe();
  }
}
