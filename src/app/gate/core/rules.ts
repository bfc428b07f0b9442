// The gate's own view of who may do what. It is made again from the signed documents at each start: rows of the store are
// not believed, only what follows by signatures from the genesis that somebody typed.
import { CodedError } from "../../../domain/core/coded-error.ts";
import type { ReleasePolicyDocument, ReleaseRule } from "../../../domain/custody/documents/release-policy-document.ts";
import type { RosterDocument } from "../../../domain/custody/documents/roster-document.ts";
import { readCustodyDocumentOf } from "../../../domain/custody/documents/read-custody-document.ts";
import { type Genesis, takeGenesis } from "../../../domain/custody/protocol/genesis.ts";
import { bytesOf, fromSignedWire, type SignedWire } from "../../../domain/custody/protocol/signed-wire.ts";
import { plannedSplits } from "../../../domain/custody/release-policy/planned-splits.ts";
import {
  acceptPolicy,
  type PolicyChain,
  settlePolicyChain,
} from "../../../domain/custody/release-policy/release-policy-chain.ts";
import { ruleOfAccount } from "../../../domain/custody/release-policy/rule-of-account.ts";
import type { VerifiedDecision } from "../../../domain/custody/roster/quorum-missing.ts";
import {
  acceptRoster,
  type RosterChain,
  rosterView,
  settleRosterChain,
} from "../../../domain/custody/roster/roster-chain.ts";
import type { RosterView } from "../../../domain/custody/roster/roster-view.ts";
import { verifiedAs, verifySigned } from "../../../domain/custody/roster/verify-signed.ts";
import type { ChainName, GateStore, KeptVersion } from "../../../world/store/gate/gate-store.ts";
import { gateErrors } from "../errors.ts";

/** Both chains, and every release policy that was ever taken, by its hash. */
export interface Rules {
  readonly roster: RosterChain;
  readonly policy: PolicyChain;
  readonly policies: ReadonlyMap<string, ReleasePolicyDocument>;
}

/** What the gate knows of its genesis. */
export interface Founding {
  readonly genesis: Genesis;
  /** The hash of the roster that was typed. */
  readonly rosterHash: string;
  /** When the last founder signed, Unix seconds. */
  readonly at: number;
}

/** The rules that follow from a genesis. Throws `GATE_RULES_UNFIT` with why. */
export function foundRules({ genesis, rosterHash, at }: Founding): Rules {
  const founded = takeGenesis(genesis, rosterHash, at);
  if (founded.status === "refused") throw unfit(`${founded.row.code} ${founded.detail}`);
  const { roster, policy } = founded;
  return { roster, policy, policies: new Map([[policy.inForce.hash, policy.inForce.document]]) };
}

/** The rules with one more version taken. Throws `GATE_RULES_UNFIT` for one that does not follow from them. */
export function withVersion(rules: Rules, chain: ChainName, { document, approvals, acceptedAt }: KeptVersion): Rules {
  const view = rosterView(rules.roster, acceptedAt);
  const decisions = verifiedDecisions(approvals, view);
  if (chain === "roster") {
    const read = readCustodyDocumentOf("rw.roster/v1", bytesOf(document));
    const outcome = acceptRoster(rules.roster, read, decisions, acceptedAt);
    if (outcome.status === "refused") throw unfit(`${outcome.row.code} ${outcome.detail}`);
    return { ...rules, roster: outcome.chain };
  }
  const read = readCustodyDocumentOf("rw.release-policy/v1", bytesOf(document));
  const { document: people } = rules.roster.inForce.read;
  const splitsOf = (name: string) =>
    read.document.rules.filter((rule) => rule.name === name).flatMap((rule) => plannedSplits(rule, people));
  const outcome = acceptPolicy(rules.policy, { read, decisions, nowSeconds: acceptedAt, view, splitsOf });
  if (outcome.status === "refused") throw unfit(`${outcome.row.code} ${outcome.detail}`);
  return {
    ...rules,
    policy: outcome.chain,
    policies: new Map([...rules.policies, [read.hash, read.document]]),
  };
}

/** The rules of a store, from its genesis on. A version that was vetoed was never in force. */
export function loadRules({ chains }: Pick<GateStore, "chains">, founding: Founding): Rules {
  const later = (["roster", "release-policy"] as const)
    .flatMap((chain) => chains.all(chain).map((kept) => ({ chain, kept })))
    .filter(({ kept }) => kept.version > 1 && kept.state === "taken")
    .toSorted((one, other) => one.kept.acceptedAt - other.kept.acceptedAt || one.kept.version - other.kept.version);
  let rules = foundRules(founding);
  for (const { chain, kept } of later) rules = withVersion(rules, chain, kept);
  return rules;
}

/** The people as they count now. */
export function viewOf(rules: Rules, nowSeconds: number): RosterView {
  return rosterView(rules.roster, nowSeconds);
}

/** The roster in force: one whose delay is over counts, whether or not anything has happened since. */
export function rosterOf(rules: Rules, nowSeconds: number): RosterDocument {
  return settleRosterChain(rules.roster, nowSeconds).inForce.read.document;
}

/** The release policy in force, with its hash. */
export function policyOf(
  rules: Rules,
  nowSeconds: number,
): { readonly document: ReleasePolicyDocument; readonly hash: string } {
  return settlePolicyChain(rules.policy, nowSeconds).inForce;
}

/** The rule of an account under the policy of this hash and under the one in force; `null` when either has none. */
export function rulesOf(
  rules: Rules,
  account: string,
  policyHash: string,
  nowSeconds: number,
): { readonly rules: readonly [ReleaseRule, ReleaseRule]; readonly isSolo: boolean } | null {
  const then = rules.policies.get(policyHash);
  const now = policyOf(rules, nowSeconds).document;
  const first = then === undefined ? null : ruleOfAccount(then, account);
  const second = ruleOfAccount(now, account);
  if (then === undefined || first === null || second === null) return null;
  return { rules: [first, second], isSolo: then.solo && now.solo };
}

/** The approvals whose signatures hold in this view; the others, forged or foreign, are as if they had never come. */
export function verifiedDecisions(wires: readonly SignedWire[], view: RosterView): readonly VerifiedDecision[] {
  return wires.flatMap((wire) => {
    const decision = decisionOf(wire, view);
    return decision === null ? [] : [decision];
  });
}

function decisionOf(wire: SignedWire, view: RosterView): VerifiedDecision | null {
  try {
    const verified = verifySigned(fromSignedWire(wire), { view, lastCounterOf: () => 0 });
    return verified.status === "verified" ? verifiedAs(verified, "rw.approval/v1") : null;
  } catch (error) {
    if (error instanceof CodedError) return null;
    throw error;
  }
}

function unfit(detail: string): CodedError {
  return new CodedError(gateErrors.GATE_RULES_UNFIT, { detail: detail.slice(0, 300) });
}
