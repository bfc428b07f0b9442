// A request, as the requester's own program makes it. The recipients of every later answer are made here and stand inside
// the signed request, so nobody on the way can put a key of their own in their place.
import { CodedError } from "../../../../domain/core/coded-error.ts";
import { sixWords } from "../../../../domain/crypto/words.ts";
import type { Capability } from "../../../../domain/custody/documents/fields.ts";
import type { Purpose, RequestDocument } from "../../../../domain/custody/documents/request-document.ts";
import { requestLifeSeconds } from "../../../../domain/custody/documents/request-document.ts";
import type { Vault } from "../../../../domain/custody/envelope/place.ts";
import { custodyErrors } from "../../../../domain/custody/errors.ts";
import { ruleOfAccount } from "../../../../domain/custody/release-policy/rule-of-account.ts";
import type { ReleaseRule } from "../../../../domain/custody/documents/release-policy-document.ts";
import { lapseSeconds } from "../../../../domain/custody/request/grant-moves.ts";
import { clientErrors } from "../errors.ts";
import type { ClientDeps } from "../ports/client-deps.ts";
import { receiptOf } from "../signing/broker-answer.ts";
import type { Entered } from "../signing/enter.ts";
import { digitsOf, findKnownAccount, withName } from "./find-account.ts";
import { forgetRequest } from "./forget-ended.ts";
import { salted, saltedHash } from "./salted-hash.ts";
import { ulid } from "./ulid.ts";

/** What a person asks for. */
export interface RequestAsk {
  /** As typed: 12 digits, a name, or the last four digits. */
  readonly account: string;
  readonly purpose: Purpose;
  /** One line for the people who approve. */
  readonly reason: string;
  /** Empty: what the account's rule allows of password and code. */
  readonly capabilities: readonly Capability[];
  /** `null`: what the rule allows. */
  readonly maxCodes: number | null;
  readonly ttlSeconds: number | null;
  /** For `assume-root` alone. */
  readonly taskPolicy: string | null;
}

/** A request that the broker has taken. */
export interface MadeRequest {
  readonly request: RequestDocument;
  readonly requestHash: string;
  /** The six words that people read to each other. */
  readonly words: string;
  readonly rule: ReleaseRule;
}

/** Makes, signs and sends a request. Throws like the gate, and the row of the broker's refusal; then nothing is kept. */
export async function makeRequest(deps: ClientDeps, entered: Entered, ask: RequestAsk): Promise<MadeRequest> {
  const { gate, self, randomBytes } = deps;
  const { hand, view, policy, policyHash, brokerCheckpoint, gateCheckpoint } = entered;
  const { account, name } = findKnownAccount(ask.account, await gate.accounts(), self.pins().names ?? {});
  const rule = ruleOfAccount(policy, account);
  if (rule === null) throw new CodedError(custodyErrors.CUSTODY_NO_RULE, { detail: digitsOf(account) });
  const capabilities = capabilitiesOf(ask, rule);
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
      capabilities,
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
      ...(ask.taskPolicy === null ? {} : { taskPolicy: ask.taskPolicy }),
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

function capabilitiesOf({ capabilities, taskPolicy }: RequestAsk, rule: ReleaseRule): Capability[] {
  if (capabilities.length > 0) return [...new Set(capabilities)].toSorted();
  if (taskPolicy !== null) return ["assume-root"];
  const common = rule.capabilities.filter((each) => each !== "assume-root");
  return common.length === 0 ? [...rule.capabilities] : common;
}

/** Whether the request certainly does not exist: only then its keys may go. */
function isFinal(error: unknown): boolean {
  return error instanceof CodedError && !/^GATE_CLIENT_(?:TIMEOUT|UNREACHABLE|REPLY_FOREIGN)$/.test(error.row.code);
}
