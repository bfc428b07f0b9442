// The chain of release policies, under the same rules as the rosters: hash of the one before, decided on by the quorum of
// the roster in force, 24 hours in which any custodian can veto. What a newer version narrows counts once it is in force.
import type { ReadCustodyDocument } from "../documents/read-custody-document.ts";
import type { ReleasePolicyDocument } from "../documents/release-policy-document.ts";
import type { RosterDocument } from "../documents/roster-document.ts";
import { custodyErrors } from "../errors.ts";
import { type Refused, refused } from "../refused.ts";
import { quorumMissing, type VerifiedDecision } from "../roster/quorum-missing.ts";
import { foundersMissing, versionDelaySeconds } from "../roster/roster-chain.ts";
import { hasRole, personOf } from "../roster/roster-view.ts";
import { checkReleasePolicy, type PolicySurroundings, type PolicyWarning } from "./check-release-policy.ts";

/** A read `rw.release-policy/v1`. */
export type ReadReleasePolicy = ReadCustodyDocument<ReleasePolicyDocument>;

/** The pinned release policy, and the next one while it can still be vetoed. */
export interface PolicyChain {
  readonly inForce: ReadReleasePolicy;
  readonly pending: { readonly read: ReadReleasePolicy; readonly dueAt: number } | null;
}

/** What became of a chain. */
export type PolicyOutcome =
  | { readonly status: "taken"; readonly chain: PolicyChain; readonly warnings: readonly PolicyWarning[] }
  | Refused;

/** A release policy with the approvals that came with it. */
export interface PolicyProposal extends PolicySurroundings {
  readonly read: ReadReleasePolicy;
  readonly decisions: readonly VerifiedDecision[];
  readonly nowSeconds: number;
}

/** Takes the first release policy: typed in by its hash, approved by all founders, in force at once. */
export function startPolicyChain(proposal: PolicyProposal, typedHash: string, founders: RosterDocument): PolicyOutcome {
  const { read, decisions, nowSeconds } = proposal;
  const { version, previous } = read.document;
  if (read.hash !== typedHash) return broken("the typed hash is of another release policy");
  if (version !== 1 || previous !== "") return broken("the first release policy has version 1 and no previous one");
  const missing = foundersMissing(read, decisions, nowSeconds, founders);
  if (missing !== null) return missing;
  return taken(proposal, { inForce: read, pending: null });
}

/** Takes the next release policy; it waits for a veto. */
export function acceptPolicy(before: PolicyChain, proposal: PolicyProposal): PolicyOutcome {
  const { read, decisions, nowSeconds, view } = proposal;
  const { inForce, pending } = settlePolicyChain(before, nowSeconds);
  const { version, previous } = read.document;
  if (pending !== null) {
    return refused(custodyErrors.CUSTODY_VERSION_PENDING, `version ${pending.read.document.version}`);
  }
  if (version !== inForce.document.version + 1 || previous !== inForce.hash) {
    return broken(`version ${version} behind version ${inForce.document.version}`);
  }
  const missing = quorumMissing(read, decisions, view, nowSeconds);
  if (missing !== null) return missing;
  return taken(proposal, { inForce, pending: { read, dueAt: nowSeconds + versionDelaySeconds } });
}

/** Ends the waiting release policy; any custodian may. */
export function vetoPolicy(
  before: PolicyChain,
  veto: VerifiedDecision,
  { view, nowSeconds }: Pick<PolicyProposal, "view" | "nowSeconds">,
): PolicyOutcome {
  const { inForce, pending } = settlePolicyChain(before, nowSeconds);
  const { document } = veto.read;
  if (pending === null || document.decision !== "veto" || document.requestHash !== pending.read.hash) {
    return refused(custodyErrors.CUSTODY_BAD_TRANSITION, "no release policy waits that this veto names");
  }
  if (!hasRole(personOf(view, veto.person.id), "custodian")) {
    return refused(custodyErrors.CUSTODY_ROLE_MISSING, veto.person.id);
  }
  return { status: "taken", chain: { inForce, pending: null }, warnings: [] };
}

/** The chain at this time: a waiting version whose delay is over is in force. */
export function settlePolicyChain(chain: PolicyChain, nowSeconds: number): PolicyChain {
  const { pending } = chain;
  return pending !== null && nowSeconds >= pending.dueAt ? { inForce: pending.read, pending: null } : chain;
}

function taken(proposal: PolicyProposal, chain: PolicyChain): PolicyOutcome {
  const verdict = checkReleasePolicy(proposal.read.document, proposal);
  return verdict.status === "fit" ? { status: "taken", chain, warnings: verdict.warnings } : verdict;
}

function broken(why: string): Refused {
  return refused(custodyErrors.CUSTODY_CHAIN_BROKEN, why);
}
