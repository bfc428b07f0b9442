// A request, as the requester's own program makes it. The recipients of every later answer are made here and stand inside
// the signed request, so nobody on the way can put a key of their own in their place.
import { CodedError } from "../../../../domain/core/coded-error.ts";
import { sixWords } from "../../../../domain/crypto/words.ts";
import type { Purpose, RequestDocument } from "../../../../domain/custody/documents/request-document.ts";
import { requestLifeSeconds } from "../../../../domain/custody/documents/request-document.ts";
import type { Vault } from "../../../../domain/custody/envelope/place.ts";
import type { ReleaseRule } from "../../../../domain/custody/documents/release-policy-document.ts";
import { lapseSeconds } from "../../../../domain/custody/request/grant-moves.ts";
import { clientErrors } from "../errors.ts";
import type { ClientDeps } from "../ports/client-deps.ts";
import { receiptOf } from "../signing/broker-answer.ts";
import type { Entered } from "../signing/enter.ts";
import { withName } from "./find-account.ts";
import { forgetRequest } from "./forget-ended.ts";
import { requestTarget, type RequestTarget, type TargetAsk } from "./request-target.ts";
import { salted, saltedHash } from "./salted-hash.ts";
import { ulid } from "./ulid.ts";

/** What a person asks for. */
export interface RequestAsk extends TargetAsk {
  readonly purpose: Purpose;
  /** One line for the people who approve. */
  readonly reason: string;
  /** `null`: what the rule allows. */
  readonly maxCodes: number | null;
  readonly ttlSeconds: number | null;
  /** Hears what it is about before anything is signed. */
  readonly beforeSigning?: ((target: RequestTarget) => void) | undefined;
}

/** A request that the broker has taken. */
export interface MadeRequest {
  readonly request: RequestDocument;
  readonly requestHash: string;
  /** The six words that people read to each other. */
  readonly words: string;
  readonly rule: ReleaseRule;
}

/**
 * Makes, signs and sends a request. Throws like `requestTarget`, like the gate, and the row of the broker's refusal; then
 * nothing is kept.
 */
export async function makeRequest(deps: ClientDeps, entered: Entered, ask: RequestAsk): Promise<MadeRequest> {
  const { gate, self, randomBytes } = deps;
  const { hand, view, policy, policyHash, brokerCheckpoint, gateCheckpoint } = entered;
  const target = requestTarget(ask, { listed: await gate.accounts(), names: self.pins().names ?? {}, policy });
  const { account, name, rule, capabilities, taskPolicy } = target;
  ask.beforeSigning?.(target);
  const requestId = ulid(deps.nowMs(), randomBytes(10));
  const recipientP = await oneTimeKey(deps, requestId, "P");
  const recipientS = await oneTimeKey(deps, requestId, "S");
  const reason = salted(ask.reason, randomBytes(16));
  const ttlSeconds = Math.min(ask.ttlSeconds ?? rule.window, 900);
  try {
    const { read, wire } = await hand.sign("rw.request/v1", ({ deployment, nonce, at, signer }) => ({
      deployment,
      account,
      nonce,
      createdAt: at,
      expiresAt: at + requestLifeSeconds,
      requestId,
      accountName: name,
      capabilities: [...capabilities],
      purpose: ask.purpose,
      reasonHash: saltedHash(reason),
      requester: signer,
      recipientP,
      recipientS,
      maxCodes: ask.maxCodes ?? rule.maxCodes,
      ttlSeconds,
      releasePolicyHash: policyHash,
      rosterHash: view.hash,
      checkpoint: { origin: gateCheckpoint.origin, size: gateCheckpoint.size, root: gateCheckpoint.root },
      brokerCheckpoint,
      ...(taskPolicy === null ? {} : { taskPolicy }),
    }));
    const { document, hash, digest } = read;
    // A delay, the time to begin the window, and the window itself, after the request's own life.
    const endsBy = document.expiresAt + rule.delaySeconds + rule.breakSeal.delay + lapseSeconds + ttlSeconds;
    self.own.keep({ v: 1, requestId, requestHash: hash, signed: wire, endsBy });
    const created = await gate.createRequest(wire, reason);
    if (created.requestHash !== hash || created.requestId !== requestId) {
      throw new CodedError(clientErrors.CLIENT_REQUEST_CHANGED, { detail: requestId });
    }
    receiptOf(created.prepared.receipt, { verb: "prepare", docHash: hash }, view);
    const pins = self.pins();
    self.keepPins({ ...pins, names: withName(pins.names ?? {}, { account, name }) });
    return { request: document, requestHash: hash, words: sixWords(digest), rule };
  } catch (error) {
    if (isFinal(error)) forgetRequest(deps, requestId);
    throw error;
  }
}

/** Makes a key pair and keeps its secret half, sealed to the person's own recipient of that vault. */
async function oneTimeKey({ age, self }: ClientDeps, requestId: string, vault: Vault): Promise<string> {
  const { identity, recipient } = await age.newX25519();
  const own = vault === "P" ? self.person.recipientP : self.person.recipientS;
  try {
    self.requests.keep(requestId, vault, await age.encrypt(identity, [own]));
  } finally {
    identity.wipe();
  }
  return recipient;
}

/** Whether the request certainly does not exist: only then its keys may go. */
function isFinal(error: unknown): boolean {
  return error instanceof CodedError && !/^GATE_CLIENT_(?:TIMEOUT|UNREACHABLE|REPLY_FOREIGN)$/.test(error.row.code);
}
