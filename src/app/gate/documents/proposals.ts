import { custodyErrors } from "../../../domain/custody/errors.ts";
import {
  type DocumentOf,
  readCustodyDocument,
  type ReadCustodyDocument,
} from "../../../domain/custody/documents/read-custody-document.ts";
import { bytesOf, type SignedWire } from "../../../domain/custody/protocol/signed-wire.ts";
import {
  type DocumentFacts,
  type DocumentVerdict,
  judgeQuorumDocument,
} from "../../../domain/custody/items/quorum-document.ts";
import type { Refused } from "../../../domain/custody/refused.ts";
import { quorumMissing } from "../../../domain/custody/roster/quorum-missing.ts";
import type { KeptProposal } from "../../../world/store/gate/gate-store.ts";
import { type Gate, nowSeconds } from "../core/gate.ts";
import { insistWritable, record } from "../core/record.ts";
import { refuse } from "../core/refuse.ts";
import { verifiedDecisions, viewOf } from "../core/rules.ts";
import { actorOf, insistNew, spend, verifyAny, verifyAs } from "../core/verify.ts";
import { gateErrors } from "../errors.ts";
import type { SignedIn } from "../session/signed-in-person.ts";
import { noticeState, type NoticeState } from "../outbox/notice-state.ts";
import { isVetoed } from "../follow/take-veto.ts";
import { planOf, planToKeep } from "./plans.ts";
import { readSubmission, type Submission, submitDocument } from "./submit-document.ts";

/** A proposal, and what its quorum still lacks. */
export interface ShownProposal extends KeptProposal {
  readonly missing: { readonly code: string; readonly detail: string } | null;
  /** The plan that it names, base64url. */
  readonly plan: string | null;
  /** A custodian stopped it after it was accepted. */
  readonly isVetoed: boolean;
  /** Of an accepted plan of contacts: whether those concerned were told. */
  readonly notices: readonly NoticeState[];
}

/** Puts a document up for approvals; the same document again changes nothing. Its hash. */
export const propose =
  (gate: Gate) =>
  (by: SignedIn, submission: Submission): string => {
    insistWritable(gate);
    const read = readSubmission(gate, submission);
    const { signed } = submission;
    if (signed !== undefined) verifyAny(gate, signed);
    if (read.document.type === "rw.approval/v1") refuse(gateErrors.GATE_NOT_THIS_DOCUMENT, read.document.type);
    const { store } = gate;
    if (store.proposals.get(read.hash) !== null) return read.hash;
    const plan = planToKeep(gate, read.document, submission.plan);
    const proposal: KeptProposal = {
      hash: read.hash,
      type: read.document.type,
      document: signed?.document ?? submission.document ?? "",
      signed: signed ?? null,
      approvals: submission.approvals,
      shares: submission.shares,
      entries: submission.entries,
      by: by.person.id,
      createdAt: nowSeconds(gate),
      state: "open",
      reply: null,
    };
    const { person, session } = by;
    record(gate, (tell) => {
      store.proposals.put(proposal);
      plan.keep(read.hash);
      const actor = { person: person.id, via: session.via, cred: session.cred };
      tell({ type: "proposal.made", actor, d: { hash: read.hash, document: read.document.type } });
    });
    return read.hash;
  };

/** Takes an approval of a proposal; with the quorum the document goes to the broker at once. */
export const approveProposal =
  (gate: Gate) =>
  async (hash: string, signed: SignedWire, shares: readonly string[]): Promise<ShownProposal> => {
    const proposal = gate.store.proposals.get(hash) ?? refuse(gateErrors.GATE_NOT_FOUND, hash.slice(0, 50));
    const verified = verifyAs(gate, "rw.approval/v1", signed);
    const { document } = verified.read;
    if (document.requestHash !== hash) refuse(custodyErrors.CUSTODY_NOT_ASKED, "another document");
    if (document.decision !== "approve") {
      const reply = await submitDocument(gate)({ signed, approvals: [], shares: [], entries: [] });
      return shown(gate, { ...proposal, reply });
    }
    if (proposal.state === "submitted") refuse(custodyErrors.CUSTODY_NONCE_SEEN, "submitted already");
    insistNew(gate, verified);
    const approved = {
      ...proposal,
      approvals: [...proposal.approvals, signed],
      shares: [...proposal.shares, ...shares],
    };
    record(gate, (tell) => {
      gate.store.proposals.put(approved);
      spend(gate, verified);
      const d = { hash, approvalHash: verified.read.hash, decision: document.decision };
      tell({ type: "approval.signed", actor: actorOf(verified), d });
    });
    if (missingOf(gate, approved) !== null) return shown(gate, approved);
    const reply = await submitDocument(gate)(submissionOf(approved));
    const submitted: KeptProposal = { ...approved, reply, state: reply.status === "done" ? "submitted" : "open" };
    record(gate, () => gate.store.proposals.put(submitted));
    return shown(gate, submitted);
  };

/** A list carries at most so many characters of plans. */
const mostPlanText = 24 * 1024 * 1024;

/** What was proposed, newest first; of many large plans only the newest come along. */
export const listProposals = (gate: Gate) => (): readonly ShownProposal[] => {
  let left = mostPlanText;
  return gate.store.proposals.list(100).map((proposal) => {
    const all = shown(gate, proposal);
    left -= all.plan?.length ?? 0;
    return left < 0 ? { ...all, plan: null } : all;
  });
};

function submissionOf({ signed, document, approvals, shares, entries }: KeptProposal): Submission {
  return signed === null ? { document, approvals, shares, entries } : { signed, approvals, shares, entries };
}

function missingOf(gate: Gate, { document, approvals }: KeptProposal): ShownProposal["missing"] {
  const now = nowSeconds(gate);
  const view = viewOf(gate.rules, now);
  const read = readCustodyDocument(bytesOf(document));
  const decisions = verifiedDecisions(approvals, view);
  const missing = isContacts(read)
    ? refusalOf(
        judgeQuorumDocument(read, decisions, nothing, { view, policy: gate.rules.policy.inForce.document }, now),
      )
    : quorumMissing(read, decisions, view, now);
  return missing === null ? null : { code: missing.row.code, detail: missing.detail };
}

/** A change of contacts needs the approvals of the release policy, not of the roster's quorum. */
function isContacts(read: ReadCustodyDocument): read is ReadCustodyDocument<DocumentOf<"rw.contacts/v1">> {
  return read.document.type === "rw.contacts/v1";
}

/** No fact that it is judged by is the gate's to know. */
const nothing: DocumentFacts = {
  bootKey: "",
  newestVersion: () => null,
  hasGroup: () => false,
  canary: null,
  management: null,
};

function refusalOf(verdict: DocumentVerdict): Refused | null {
  return verdict.status === "refused" ? verdict : null;
}

function shown(gate: Gate, proposal: KeptProposal): ShownProposal {
  return {
    ...proposal,
    missing: proposal.state === "submitted" ? null : missingOf(gate, proposal),
    plan: planOf(gate, proposal.hash),
    isVetoed: isVetoed(gate, proposal.hash),
    notices: gate.store.outbox.of(proposal.hash).map((row) => noticeState(row)),
  };
}
