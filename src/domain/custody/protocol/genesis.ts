// How a deployment begins: the first roster and the first release policy with the signatures of all founders, in one file
// that goes to both processes. Nobody has to trust the file: whoever takes it has typed the roster's hash.
import { z } from "zod";
import { CodedError } from "../../core/coded-error.ts";
import { fromUtf8 } from "../../crypto/bytes.ts";
import type { ApprovalDocument } from "../documents/decision-documents.ts";
import { readCustodyDocumentOf } from "../documents/read-custody-document.ts";
import { custodyErrors } from "../errors.ts";
import { type Refused, refused } from "../refused.ts";
import type { PolicyWarning } from "../release-policy/check-release-policy.ts";
import { plannedSplits } from "../release-policy/planned-splits.ts";
import { type PolicyChain, startPolicyChain } from "../release-policy/release-policy-chain.ts";
import type { VerifiedDecision } from "../roster/quorum-missing.ts";
import { foundingView, type RosterChain, startRosterChain } from "../roster/roster-chain.ts";
import type { RosterView } from "../roster/roster-view.ts";
import { verifiedAs, verifySigned } from "../roster/verify-signed.ts";
import { bytesOf, documentField, fromSignedWire, type SignedWire, signedWireField } from "./signed-wire.ts";

const decidedField = z.strictObject({ document: documentField, approvals: z.array(signedWireField).max(200) });

const genesisSchema = z.strictObject({ v: z.literal(1), roster: decidedField, releasePolicy: decidedField });

/** The first roster and release policy, each with an approval of every founder. */
export type Genesis = Readonly<z.infer<typeof genesisSchema>>;

/** What a genesis starts. */
export interface Founded {
  readonly status: "founded";
  readonly roster: RosterChain;
  readonly policy: PolicyChain;
  readonly warnings: readonly PolicyWarning[];
}

/** A genesis file has at most so many bytes. */
export const maxGenesisBytes = 4 * 1024 * 1024;

/** Reads a genesis file; no signature is looked at. Throws `CUSTODY_GENESIS_FOREIGN`. */
export function readGenesis(bytes: Uint8Array): Genesis {
  const text = bytes.length > maxGenesisBytes ? null : fromUtf8(bytes);
  const read = genesisSchema.safeParse(text === null ? undefined : jsonOf(text));
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw new CodedError(custodyErrors.CUSTODY_GENESIS_FOREIGN, {
    detail: issue?.message.slice(0, 200),
    position: { path: ["$", ...(issue?.path ?? []).map(String)].join(".").slice(0, 200) },
  });
}

/** A genesis as the text of its file. */
export function printGenesis(genesis: Genesis): string {
  return `${JSON.stringify(genesis)}\n`;
}

/**
 * Takes a genesis under the hash of the roster that somebody typed: every founder signed both documents, with a key of
 * the roster itself, the last one just now. Throws what reading a foreign document throws.
 */
export function takeGenesis(genesis: Genesis, typedRosterHash: string, nowSeconds: number): Founded | Refused {
  const roster = readCustodyDocumentOf("rw.roster/v1", bytesOf(genesis.roster.document));
  // First of all: what was not typed is not even judged, so that no message of ours is about a stranger's file.
  if (roster.hash !== typedRosterHash) {
    return refused(custodyErrors.CUSTODY_CHAIN_BROKEN, `the roster of the file is ${roster.hash}`);
  }
  const policy = readCustodyDocumentOf("rw.release-policy/v1", bytesOf(genesis.releasePolicy.document));
  const view = foundingView(roster, nowSeconds);
  const rosterWords = verifiedDecisions(genesis.roster.approvals, view);
  if ("status" in rosterWords) return rosterWords;
  const policyWords = verifiedDecisions(genesis.releasePolicy.approvals, view);
  if ("status" in policyWords) return policyWords;
  const started = startRosterChain(roster, typedRosterHash, rosterWords, nowSeconds);
  if (started.status === "refused") return started;
  const { document } = roster;
  const splitsOf = (name: string) =>
    policy.document.rules.filter((rule) => rule.name === name).flatMap((rule) => plannedSplits(rule, document));
  const proposal = { read: policy, decisions: policyWords, nowSeconds, view, splitsOf };
  const begun = startPolicyChain(proposal, policy.hash, document);
  if (begun.status === "refused") return begun;
  return { status: "founded", roster: started.chain, policy: begun.chain, warnings: begun.warnings };
}

function verifiedDecisions(wires: readonly SignedWire[], view: RosterView): readonly VerifiedDecision[] | Refused {
  const decisions: VerifiedDecision[] = [];
  for (const wire of wires) {
    const verified = verifySigned(fromSignedWire(wire), { view, lastCounterOf: () => 0 });
    if (verified.status === "refused") return verified;
    const decision = verifiedAs<ApprovalDocument["type"]>(verified, "rw.approval/v1");
    if (decision === null) return refused(custodyErrors.CUSTODY_QUORUM_MISSING, "a document that is no approval");
    decisions.push(decision);
  }
  return decisions;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
