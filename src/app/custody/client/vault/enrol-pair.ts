// The two codes that AWS wants of a device that was just made. Without a grant the broker gives them out once, for a seed
// that never opened anything; each is shown in its own half minute and not before.
import type { DocumentOf } from "../../../../domain/custody/documents/read-custody-document.ts";
import type { BrokerReply } from "../../../../domain/custody/protocol/broker-reply.ts";
import type { SignedWire } from "../../../../domain/custody/protocol/signed-wire.ts";
import type { ClientDeps } from "../ports/client-deps.ts";
import { type FetchedCode, fetchOne, type WaitFor } from "../release/fetch-code.ts";
import { done, receiptOf } from "../signing/broker-answer.ts";
import type { Entered } from "../signing/enter.ts";
import type { SignedHere } from "../signing/own-hand.ts";

/** One code of a pair. */
export type PairCode = Omit<FetchedCode, "account" | "accountName">;

/** The signed ask for a pair. */
export type SignedPair = SignedHere<DocumentOf<"rw.enrol-pair/v1">>;

/** How a second operator's word came: beside the document, or the gate brought both to the broker already. */
export type SecondWord =
  | { readonly status: "signed"; readonly approvals: readonly SignedWire[] }
  | { readonly status: "submitted"; readonly reply: BrokerReply<"apply"> };

/** What is shown for which device. */
export interface PairAsk {
  readonly account: string;
  readonly version: number;
  /** For the one retry: has a second operator decide on what was signed here; `null` for the first pair. */
  readonly second: ((pair: SignedPair) => Promise<SecondWord>) | null;
  /** Shows a code until it is time for the next one, or until the person goes on. */
  readonly show: (code: PairCode) => Promise<void>;
  readonly waitFor: WaitFor;
}

/** Shows both codes, one after the other. Throws the row of the broker's refusal, e.g. `CUSTODY_PAIR_BROKEN`. */
export async function showPair(
  deps: Pick<ClientDeps, "age" | "gate" | "nowMs">,
  entered: Entered,
  { account, version, second, show, waitFor }: PairAsk,
): Promise<void> {
  const { gate } = deps;
  const { identity, recipient } = await deps.age.newX25519();
  try {
    const pair = await entered.hand.sign("rw.enrol-pair/v1", ({ deployment, nonce, at, signer }) => ({
      deployment,
      nonce,
      at,
      account,
      version,
      attempt: second === null ? 1 : 2,
      operator: signer,
      asker: signer.person,
      recipientS: recipient,
      brokerCheckpoint: entered.brokerCheckpoint,
    }));
    const { wire, read } = pair;
    const word = second === null ? { status: "signed" as const, approvals: [] } : await second(pair);
    const reply =
      word.status === "submitted" ? word.reply : await gate.submit({ signed: wire, approvals: word.approvals });
    receiptOf(done(reply).receipt, { verb: "apply", docHash: read.hash }, entered.view);
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
