// One code. It is asked for with a fresh signature; when too little of the running half minute is left, or the code before
// was the last one shown, the broker says when to ask again, and nothing was spent.
import { bytesOf } from "../../../../domain/custody/protocol/signed-wire.ts";
import type { BrokerReply } from "../../../../domain/custody/protocol/broker-reply.ts";
import type { SignedWire } from "../../../../domain/custody/protocol/signed-wire.ts";
import type { Secret } from "../../../../domain/core/secret.ts";
import { CodedError } from "../../../../domain/core/coded-error.ts";
import { clientErrors } from "../errors.ts";
import type { ClientDeps } from "../ports/client-deps.ts";
import { ownRequest } from "../request/own-request.ts";
import { done, receiptOf } from "../signing/broker-answer.ts";
import type { Entered } from "../signing/enter.ts";
import { signAsk } from "./ask.ts";
import { oneTimeKey } from "./one-time-key.ts";
import { openCodeAnswer, type ShownCode } from "./read-code-answer.ts";

/** Waits while it tells a person how long; rejects when they end it. */
export type WaitFor = (wait: {
  /** From now on, by the broker's clock. */
  readonly waitMs: number;
}) => Promise<void>;

/** A code, and how old its answer is by this computer's clock. */
export interface FetchedCode extends ShownCode {
  readonly account: string;
  readonly accountName: string;
  /** This computer's clock when the answer came, Unix milliseconds. */
  readonly receivedMs: number;
}

/** Fetches the next code of an own grant, or the last one again by its number `n`. Throws the row of the broker's refusal. */
export async function fetchCode(
  deps: ClientDeps,
  entered: Entered,
  { requestId, n, waitFor }: { readonly requestId: string; readonly n: number | null; readonly waitFor: WaitFor },
): Promise<FetchedCode> {
  const { request, requestHash } = ownRequest(deps, requestId);
  const { account, accountName } = request;
  const next = n ?? (await deps.gate.request(requestId)).codesUsed + 1;
  const key = await oneTimeKey(deps, requestId, "S");
  try {
    const code = await fetchOne(deps, entered, {
      account,
      documentHash: requestHash,
      what: "code",
      n: next,
      key,
      waitFor,
      release: async (wire) => answerOf(await deps.gate.release(requestId, wire)),
    });
    return { ...code, account, accountName };
  } finally {
    key.wipe();
  }
}

/** One code under any document: whose key opens it, and where it is asked for. */
export interface CodeAsking {
  readonly account: string;
  readonly documentHash: string;
  readonly what: "code" | "enrol-pair";
  readonly n: number;
  /** An age identity that the answer is sealed to. */
  readonly key: Secret<Uint8Array>;
  readonly waitFor: WaitFor;
  readonly release: (wire: SignedWire) => Promise<BrokerReply<"release">>;
}

/** Asks, waits and asks again with a new document until there is a code. */
export async function fetchOne(
  deps: Pick<ClientDeps, "age" | "nowMs">,
  entered: Entered,
  { account, documentHash, what, n, key, waitFor, release }: CodeAsking,
): Promise<Omit<FetchedCode, "account" | "accountName">> {
  for (let tries = 0; tries < 6; tries++) {
    const ask = await signAsk(entered, { account, documentHash, what, n });
    const reply = done(await release(ask.wire));
    const receivedMs = deps.nowMs();
    if (reply.status === "wait") {
      await waitFor({ waitMs: Math.max(0, reply.untilMs - reply.serverTimeMs) });
      continue;
    }
    receiptOf(reply.receipt, { verb: "release", docHash: ask.read.hash }, entered.view);
    if (reply.sealed === undefined)
      throw new CodedError(clientErrors.CLIENT_ITEM_FOREIGN, { detail: "no code inside" });
    const plain = await deps.age.decrypt(bytesOf(reply.sealed), key);
    const asked = { deployment: entered.view.deployment, account, documentHash, n };
    try {
      return { ...openCodeAnswer(plain, asked), receivedMs };
    } finally {
      plain.wipe();
    }
  }
  throw new CodedError(clientErrors.CLIENT_ITEM_FOREIGN, { detail: "the broker only says to wait" });
}

function answerOf(released: Awaited<ReturnType<ClientDeps["gate"]["release"]>>): BrokerReply<"release"> {
  if (released.kind === "answer") return released.reply;
  throw new CodedError(clientErrors.CLIENT_ITEM_FOREIGN, { detail: "a password where a code was asked for" });
}
