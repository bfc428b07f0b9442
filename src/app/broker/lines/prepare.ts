import type { RequestDocument } from "../../../domain/custody/documents/request-document.ts";
import type { ReleaseRule } from "../../../domain/custody/documents/release-policy-document.ts";
import { custodyErrors } from "../../../domain/custody/errors.ts";
import { type RequestRate, rateRefused } from "../../../domain/custody/items/rate-limit.ts";
import type { BrokerRequestOf } from "../../../domain/custody/protocol/broker-request.ts";
import { narrowestLimits } from "../../../domain/custody/release-policy/narrowest-limits.ts";
import { admitRequest } from "../../../domain/custody/request/admit-request.ts";
import type { RequestEvent } from "../../../domain/custody/request/request-event.ts";
import type { Verified } from "../../../domain/custody/roster/verify-signed.ts";
import type { BrokerCore } from "../core/broker-core.ts";
import { about, decideMove } from "../core/decide-move.ts";
import { insistArrival, meetCheckpoint, verifyAs } from "../core/intake.ts";
import type { Line } from "../core/line.ts";
import { create, stopsAgainst } from "../core/requests.ts";
import { common, signedByBroker } from "../core/signed-words.ts";
import { insist, insistNone, refuse } from "../insist.ts";

/** A request: PENDING from now on, with a key of its own where shares are needed. */
export function prepareLine(core: BrokerCore, { signed }: BrokerRequestOf<"prepare">): Line {
  return {
    isAlone: false,
    open: async () => {
      core.insistUnsealed();
      const taken = verifyAs(core, "rw.request/v1", signed);
      const { document, hash } = taken.verified.read;
      const key = await core.deps.age.newX25519();
      return () => {
        core.insistUnsealed();
        meetCheckpoint(core, document);
        insistArrival(core, document);
        const rule = admitted(core, taken.verified);
        const { store } = core.deps;
        const { person } = document.requester;
        const countSince: RequestRate["countSince"] = (...asked) => store.requests.countSince(...asked);
        const made = { person, account: document.account, countSince };
        insistNone(rateRefused(made, core.now()));
        const item = store.items.newest(document.account);
        const group = document.capabilities.includes("code") ? (item?.group ?? null) : null;
        const needsShares = document.capabilities.includes("code") && rule.sealed.includes("S");
        if (needsShares && group === null) refuse(custodyErrors.CUSTODY_RULE_CANNOT_OPEN, "its seed is not split yet");
        // Its id names the grant and counts its codes: never two requests of one id.
        if (store.requests.byId(document.requestId) !== null) {
          refuse(custodyErrors.CUSTODY_NONCE_SEEN, document.requestId);
        }
        const split = group === null ? null : store.groups.get(group.name, group.version);
        const brokerKey =
          split === null
            ? null
            : signedByBroker(core, {
                type: "rw.broker-key/v1",
                ...common(core),
                account: document.account,
                requestHash: hash,
                recipient: key.recipient,
                notAfter: document.expiresAt,
              });
        const event = creation(core, taken.verified, rule, split !== null);
        const moved = create(core, event, { request: signed, decisions: [], brokerKey });
        return decideMove(core, [taken], about("prepare", taken), moved, {
          kept: () => {
            if (brokerKey === null) key.identity.wipe();
            else core.requestKeys.set(document.requestId, key);
            // Of one person alone the delay counts from this notice.
            const isSolo = core.policy().document.solo && moved.status === "moved" && moved.state !== null;
            if (isSolo) core.follow(moved.state, "tell-custodians");
          },
          reply: brokerKey === null || split === null ? {} : { brokerKey, split },
        });
      };
    },
  };
}

function admitted(core: BrokerCore, request: Verified<RequestDocument>): ReleaseRule {
  const { document: policy, hash: policyHash } = core.policy();
  const { items } = core.deps.store;
  const isSeedAsked = request.read.document.capabilities.includes("code");
  const isKnownAccount = (account: string): boolean => !isSeedAsked || items.newest(account)?.state === "current";
  return insist(admitRequest(request, { view: core.view(), policy, policyHash, isKnownAccount }, core.now())).rule;
}

function creation(
  core: BrokerCore,
  { read, signer }: Verified<RequestDocument>,
  rule: ReleaseRule,
  needsShares: boolean,
): Extract<RequestEvent, { kind: "create" }> {
  const { document, hash } = read;
  const { requestId, account, purpose, reasonHash, releasePolicyHash, createdAt, expiresAt } = document;
  const requester = document.requester.person;
  const facts = { requestId, requestHash: hash, account, requester, purpose, reasonHash, releasePolicyHash };
  return {
    kind: "create",
    facts: { ...facts, createdAt, expiresAt, isSealed: needsShares || rule.sealed.length > 0 },
    limits: { ...narrowestLimits(rule, rule), capabilities: document.capabilities },
    maxCodes: document.maxCodes,
    ttlSeconds: document.ttlSeconds,
    isOffline: signer.via === "offline",
    stops: stopsAgainst(core, hash, { rules: [rule], requester, approvers: [] }),
  };
}
