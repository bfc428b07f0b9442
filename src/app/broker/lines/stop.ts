// Deny, veto, revoke: taken in every state and at any age, because they can only stop things. What has nothing to stop yet is
// kept: the gate could have held back what it is meant for.
import { toBase64url } from "../../../domain/crypto/base64url.ts";
import { type DocumentOf, readCustodyDocument } from "../../../domain/custody/documents/read-custody-document.ts";
import { isAskedUnder } from "../../../domain/custody/items/document-ask.ts";
import { bytesOf } from "../../../domain/custody/protocol/signed-wire.ts";
import { custodyErrors } from "../../../domain/custody/errors.ts";
import { vetoPolicy } from "../../../domain/custody/release-policy/release-policy-chain.ts";
import type { RequestEvent, Stop } from "../../../domain/custody/request/request-event.ts";
import { stopCounts } from "../../../domain/custody/request/stop-counts.ts";
import { vetoRoster } from "../../../domain/custody/roster/roster-chain.ts";
import { hasRole } from "../../../domain/custody/roster/roster-view.ts";
import { keepPolicy, keepRoster } from "../core/chains.ts";
import type { BrokerCore } from "../core/broker-core.ts";
import { about, decideMove, keepStop, loggedName } from "../core/decide-move.ts";
import { actorOf, meetCheckpoint, spend, type TakenIn } from "../core/intake.ts";
import type { Decision } from "../core/line.ts";
import { move, underRules } from "../core/requests.ts";
import { receipt } from "../core/signed-words.ts";
import { Refusal, refuse } from "../insist.ts";

type TakenStop = TakenIn<DocumentOf<"rw.approval/v1">>;

/** Decides a deny, veto or revoke. */
export function decideStop(core: BrokerCore, taken: TakenStop): Decision {
  const { store } = core.deps;
  const { document, hash } = taken.verified.read;
  const { decision, requestHash } = document;
  if (decision === "approve") refuse(custodyErrors.CUSTODY_NOT_ASKED, "an approval goes with what it decides");
  // Shown twice, by whomever: it stands already, and fills no log.
  if (store.nonces.has(document.nonce)) refuse(custodyErrors.CUSTODY_NONCE_SEEN, decision);
  meetStop(core, taken);
  const kept = store.requests.byHash(requestHash);
  const stop: Stop = { kind: decision, by: taken.verified.person.id };
  if (isSilent(core) || kept === null) return vetoed(core, taken) ?? tombstone(core, taken, stop);
  const { rules } = underRules(core, kept);
  const { requester, approvers } = kept.state;
  // Who may revoke is the machine's to say: an approval that stands may still be on its way here.
  if (decision !== "revoke" && !stopCounts(stop, { rules, requester, approvers, view: core.view() })) {
    refuse(custodyErrors.CUSTODY_ROLE_MISSING, `${stop.by} cannot ${decision} this`);
  }
  const words = { by: stop.by, approvalHash: hash, signature: JSON.stringify(taken.wire) };
  const isCustodian = hasRole(taken.verified.person, "custodian");
  const event: RequestEvent =
    decision === "revoke" ? { kind: decision, ...words, isCustodian } : { kind: decision, ...words };
  return decideMove(core, [taken], about("apply", taken), move(core, kept, [event]));
}

/** Whether nothing may, or can, be appended to the log. */
function isSilent({ quarantine, isLogBroken }: BrokerCore): boolean {
  return quarantine !== null || isLogBroken;
}

/** A checkpoint in a stop can bring the quarantine about, but never keeps the stop from being taken. */
function meetStop(core: BrokerCore, { verified }: TakenStop): void {
  try {
    meetCheckpoint(core, verified.read.document);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
  }
}

/** A veto of a waiting roster, release policy or other document, or of one in force; `null` when there is none to stop. */
function vetoed(core: BrokerCore, taken: TakenStop): Decision | null {
  const { verified } = taken;
  const { decision, requestHash } = verified.read.document;
  if (decision !== "veto" || isSilent(core)) return null;
  const { store } = core.deps;
  const { roster, policy } = core.chains;
  const said = about("apply", taken);
  const done = (what: string, write: () => void, kept: () => void): Decision => ({
    events: [
      {
        type: `${what}.vetoed`,
        actor: actorOf(taken),
        d: { hash: requestHash, signature: JSON.stringify(taken.wire) },
      },
    ],
    write: () => {
      write();
      spend(core, taken);
    },
    kept,
    answer: ({ index }) => ({ status: "done", receipt: receipt(core, said, index) }),
  });
  const ofRoster = vetoRoster(roster, verified, core.now());
  if (ofRoster.status === "taken") {
    const kept = (): unknown => (core.chains = { ...core.chains, roster: ofRoster.chain });
    return done("roster", () => keepRoster(store, ofRoster.chain), kept);
  }
  const ofPolicy = vetoPolicy(policy, verified, { view: core.view(), nowSeconds: core.now() });
  if (ofPolicy.status === "taken") {
    const kept = (): unknown => (core.chains = { ...core.chains, policy: ofPolicy.chain });
    return done("release-policy", () => keepPolicy(store, ofPolicy.chain), kept);
  }
  const document = store.documents.get(requestHash);
  // What is asked for under a document can be stopped for as long as it is in force.
  const isUsed =
    document?.state === "in-force" && isAskedUnder(readCustodyDocument(bytesOf(document.document)).document);
  if (document === null || (document.state !== "waiting" && !isUsed)) return null;
  return done(
    loggedName(document),
    () => store.documents.put({ ...document, state: "vetoed" }),
    () => undefined,
  );
}

/** Nothing to stop yet, or a log that must not grow: kept, and logged when it may be. */
function tombstone(core: BrokerCore, taken: TakenStop, stop: Stop): Decision {
  const { requestHash } = taken.verified.read.document;
  const { store, log } = core.deps;
  const isUnlogged = isSilent(core);
  const event = {
    type: "request.stop_kept",
    actor: actorOf(taken),
    d: {
      requestHash,
      decision: stop.kind,
      approvalHash: toBase64url(taken.verified.read.digest),
      signature: JSON.stringify(taken.wire),
    },
  };
  return {
    events: isUnlogged ? [] : [event],
    write: () => {
      keepStop(core, taken, stop);
      spend(core, taken);
      if (!isUnlogged) return;
      const waiting = store.facts.get("stops-to-log");
      store.facts.set("stops-to-log", [...(Array.isArray(waiting) ? waiting : []), event]);
    },
    answer: ({ index }) => ({
      status: "done",
      receipt: receipt(core, about("apply", taken), isUnlogged ? log.head.size : index),
    }),
  };
}
