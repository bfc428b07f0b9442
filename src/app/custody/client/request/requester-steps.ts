// What the requester does with the own request besides asking: takes it back, breaks the seal, closes it.
import type { Phase } from "../../../../domain/custody/request/request-state.ts";
import type { ClientDeps } from "../ports/client-deps.ts";
import { done, receiptOf } from "../signing/broker-answer.ts";
import type { Entered } from "../signing/enter.ts";
import { forgetRequest } from "./forget-ended.ts";
import { ownRequest } from "./own-request.ts";
import { salted, saltedHash } from "./salted-hash.ts";

/** Where the request stands after a step, and when what waits is due (Unix seconds). */
export interface Stepped {
  readonly phase: Phase;
  readonly dueAt: number | null;
}

/** Takes the own request back and deletes its keys. Throws the row of the broker's refusal. */
export async function withdrawRequest(deps: ClientDeps, entered: Entered, requestId: string): Promise<Stepped> {
  const stepped = await step(deps, entered, requestId, "withdraw");
  forgetRequest(deps, requestId);
  return stepped;
}

/** Starts the long way of one person alone, which everybody can stop. Throws the row of the broker's refusal. */
export async function breakSeal(deps: ClientDeps, entered: Entered, requestId: string): Promise<Stepped> {
  return step(deps, entered, requestId, "break-seal");
}

/** Closes the own grant with a statement of what was done, and deletes its keys. Throws the row of the broker's refusal. */
export async function closeRequest(
  deps: ClientDeps,
  entered: Entered,
  { requestId, statement }: { readonly requestId: string; readonly statement: string },
): Promise<Stepped> {
  const { request, requestHash } = ownRequest(deps, requestId);
  const text = salted(statement, deps.randomBytes(16));
  const { wire, read } = await entered.hand.sign("rw.close/v1", ({ deployment, nonce, at, signer }) => ({
    deployment,
    nonce,
    at,
    account: request.account,
    requestHash,
    requester: signer,
    statementHash: saltedHash(text),
  }));
  const { phase, reply } = await deps.gate.close(requestId, wire, text);
  receiptOf(done(reply).receipt, { verb: "apply", docHash: read.hash }, entered.view);
  forgetRequest(deps, requestId);
  return { phase, dueAt: null };
}

async function step(
  deps: ClientDeps,
  { hand, view }: Entered,
  requestId: string,
  what: "withdraw" | "break-seal",
): Promise<Stepped> {
  const { request, requestHash } = ownRequest(deps, requestId);
  const { wire, read } = await hand.sign(`rw.${what}/v1`, ({ deployment, nonce, at, signer }) => ({
    deployment,
    nonce,
    at,
    account: request.account,
    requestHash,
    requester: signer,
  }));
  const { phase, reply } = await deps.gate.step(requestId, what, wire);
  const { receipt, dueAt } = done(reply);
  receiptOf(receipt, { verb: "apply", docHash: read.hash }, view);
  return { phase, dueAt: dueAt ?? null };
}
