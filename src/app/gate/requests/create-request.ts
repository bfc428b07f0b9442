import { sixWords } from "../../../domain/crypto/words.ts";
import type { BrokerReply } from "../../../domain/custody/protocol/broker-reply.ts";
import type { SignedWire } from "../../../domain/custody/protocol/signed-wire.ts";
import { custodyErrors } from "../../../domain/custody/errors.ts";
import { rulesOf } from "../core/rules.ts";
import { type Gate, nowSeconds } from "../core/gate.ts";
import { record } from "../core/record.ts";
import { refuse } from "../core/refuse.ts";
import { refuseAsBroker } from "../core/refuse-as-broker.ts";
import { actorOf, insistNew, spend, verifyAs } from "../core/verify.ts";
import { gateErrors } from "../errors.ts";
import { followBroker } from "../follow/follow-broker.ts";
import { followLater } from "../follow/follow-later.ts";
import { newProjection } from "../follow/project-request.ts";
import type { KeptGateRequest, SaltedText } from "../../../world/store/gate/gate-store.ts";
import { insistCourier } from "./fetch-session.ts";
import { saltedHash } from "./salted-text.ts";

/** What the requester gets. */
export interface CreatedRequest {
  readonly requestId: string;
  readonly requestHash: string;
  readonly words: string;
  readonly prepared: Extract<BrokerReply<"prepare">, { readonly status: "done" }>;
}

/**
 * Takes a request: stored and logged before the broker hears of it, so that the broker never knows one that is unknown
 * here. The same request again asks the broker again while it has not answered, and gives the same answer once it has.
 */
export const createRequest =
  (gate: Gate) =>
  async (signed: SignedWire, reason: SaltedText): Promise<CreatedRequest> => {
    const verified = verifyAs(gate, "rw.request/v1", signed);
    const { document, hash, digest } = verified.read;
    const { store } = gate;
    const before = store.requests.byHash(hash);
    if (before === null) {
      insistNew(gate, verified);
      if (saltedHash(reason) !== document.reasonHash) refuse(gateErrors.GATE_REASON_FOREIGN, "the reason");
      if (store.requests.byId(document.requestId) !== null)
        refuse(custodyErrors.CUSTODY_NONCE_SEEN, document.requestId);
      const under = rulesOf(gate.rules, document.account, document.releasePolicyHash, nowSeconds(gate));
      if (document.capabilities.includes("assume-root")) insistCourier(gate);
      if (under === null) refuse(custodyErrors.CUSTODY_OTHER_VERSION, "no rule under this release policy");
      const { requestId, account, purpose, capabilities, reasonHash, ttlSeconds, maxCodes, releasePolicyHash } =
        document;
      const request: KeptGateRequest = {
        requestId,
        requestHash: hash,
        account,
        person: verified.person.id,
        createdAt: document.createdAt,
        signed,
        reason,
        statement: null,
        prepared: null,
        projection: newProjection(maxCodes),
      };
      record(gate, (tell) => {
        store.requests.put(request);
        spend(gate, verified);
        tell({
          type: "request.created",
          actor: actorOf(verified),
          account,
          request: requestId,
          d: { requestHash: hash, purpose, capabilities, reasonHash, ttl: ttlSeconds, maxCodes, releasePolicyHash },
        });
      });
    }
    const prepared = await prepare(gate, hash, signed);
    return { requestId: document.requestId, requestHash: hash, words: sixWords(digest), prepared };
  };

async function prepare(gate: Gate, hash: string, signed: SignedWire): Promise<CreatedRequest["prepared"]> {
  const { store, broker } = gate;
  const known = store.requests.byHash(hash)?.prepared ?? null;
  if (known?.status === "done") return known;
  const prepared = await broker.ask({ verb: "prepare", signed });
  if (prepared.status === "refused") {
    await forget(gate, hash);
    refuseAsBroker(prepared);
  }
  const kept = store.requests.byHash(hash);
  if (kept !== null) store.transaction(() => store.requests.put({ ...kept, prepared }));
  await followLater(gate);
  return prepared;
}

/**
 * What the broker did not take is nobody's request; its receipt is in the broker's log.
 * INVARIANT: taken away only when the whole of the broker's log is here and does not know it. A broker whose first answer was
 * lost refuses the same request a second time, and has it.
 */
async function forget(gate: Gate, hash: string): Promise<void> {
  const followed = await followBroker(gate);
  const kept = gate.store.requests.byHash(hash);
  if (followed.status !== "followed" || kept === null) return;
  if (kept.prepared === null && kept.projection.brokerIndex < 0) {
    gate.store.transaction(() => gate.store.requests.remove(kept.requestId));
  }
}
