// The pinned roster and release policy as the store keeps them: the exact bytes that were signed, read again at each start.
import { z } from "zod";
import { toBase64url } from "../../../domain/crypto/base64url.ts";
import { canonicalBytes } from "../../../domain/crypto/canonical-json.ts";
import { readCustodyDocumentOf } from "../../../domain/custody/documents/read-custody-document.ts";
import { bytesOf } from "../../../domain/custody/protocol/signed-wire.ts";
import type { PolicyChain, ReadReleasePolicy } from "../../../domain/custody/release-policy/release-policy-chain.ts";
import type { ReadRoster, RosterChain } from "../../../domain/custody/roster/roster-chain.ts";
import type { BrokerStore } from "../../../world/store/broker/broker-store.ts";

const rosterFact = z.object({
  inForce: z.string(),
  acceptedAt: z.int(),
  approvesFrom: z.record(z.string(), z.int()),
  pending: z.object({ document: z.string(), acceptedAt: z.int(), dueAt: z.int() }).nullable(),
});
const policyFact = z.object({
  inForce: z.string(),
  pending: z.object({ document: z.string(), dueAt: z.int() }).nullable(),
});

/** Both chains. */
export interface Chains {
  readonly roster: RosterChain;
  readonly policy: PolicyChain;
}

/** Reads both chains. Throws when the store was never initialised. */
export function loadChains({ facts }: Pick<BrokerStore, "facts">): Chains {
  const roster = rosterFact.parse(facts.get("roster"));
  const policy = policyFact.parse(facts.get("release-policy"));
  const { acceptedAt, approvesFrom } = roster;
  return {
    roster: {
      inForce: { read: readRoster(roster.inForce), acceptedAt, approvesFrom },
      pending: roster.pending === null ? null : { ...roster.pending, read: readRoster(roster.pending.document) },
    },
    policy: {
      inForce: readPolicy(policy.inForce),
      pending: policy.pending === null ? null : { ...policy.pending, read: readPolicy(policy.pending.document) },
    },
  };
}

/** Keeps the roster chain. */
export function keepRoster({ facts }: Pick<BrokerStore, "facts">, { inForce, pending }: RosterChain): void {
  const { read, acceptedAt, approvesFrom } = inForce;
  const waiting = pending === null ? null : { ...pending, read: undefined, document: wireOf(pending.read) };
  facts.set("roster", { inForce: wireOf(read), acceptedAt, approvesFrom, pending: waiting });
}

/** Keeps the release policy chain; every version stays readable by its hash, since requests live under theirs. */
export function keepPolicy({ facts }: Pick<BrokerStore, "facts">, { inForce, pending }: PolicyChain): void {
  const waiting = pending === null ? null : { dueAt: pending.dueAt, document: wireOf(pending.read) };
  facts.set("release-policy", { inForce: wireOf(inForce), pending: waiting });
  facts.set(`release-policy ${inForce.hash}`, wireOf(inForce));
}

/** An earlier or the present release policy; `null` for a hash that was never in force. */
export function policyOf({ facts }: Pick<BrokerStore, "facts">, hash: string): ReadReleasePolicy | null {
  const kept = facts.get(`release-policy ${hash}`);
  return typeof kept === "string" ? readPolicy(kept) : null;
}

function readRoster(document: string): ReadRoster {
  return readCustodyDocumentOf("rw.roster/v1", bytesOf(document));
}

function readPolicy(document: string): ReadReleasePolicy {
  return readCustodyDocumentOf("rw.release-policy/v1", bytesOf(document));
}

function wireOf({ document }: ReadRoster | ReadReleasePolicy): string {
  return toBase64url(canonicalBytes(document));
}
