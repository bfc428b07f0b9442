// A quorum's document: shown from its own bytes, compared with what is in force, then approved by its digest.
import { CodedError } from "../../../../domain/core/coded-error.ts";
import { clientErrors } from "../errors.ts";
import type { ClientDeps } from "../ports/client-deps.ts";
import type { ShownProposal } from "../ports/gate.ts";
import { done, receiptOf } from "../signing/broker-answer.ts";
import type { Entered } from "../signing/enter.ts";
import { refuseUseless } from "./refuse-useless.ts";
import { type SeenProposal, seeProposal } from "./see-proposal.ts";

/** How a person decides. */
export interface ProposalAsk {
  /** Its hash; `null` for the only open one. */
  readonly hash: string | null;
  readonly words: string | null;
  readonly confirm: (seen: SeenProposal) => Promise<boolean>;
}

/** What came of it. */
export type ProposalApproved =
  | {
      readonly status: "approved";
      readonly seen: SeenProposal;
      readonly dueAt: number | null;
      readonly shown: ShownProposal;
    }
  | { readonly status: "left"; readonly seen: SeenProposal };

/** Approves a document that a quorum decides on. Throws `CLIENT_*`, `CUSTODY_*`, and the row of the broker's refusal. */
export async function approveProposal(deps: ClientDeps, entered: Entered, ask: ProposalAsk): Promise<ProposalApproved> {
  const seen = seeProposal(await deps.gate.proposals(), entered, ask.hash);
  if (
    ask.words !== null &&
    ask.words
      .trim()
      .toLowerCase()
      .split(/[\s,-]+/)
      .join(" ") !== seen.words
  ) {
    throw new CodedError(clientErrors.CLIENT_WORDS_DIFFER);
  }
  refuseUseless(deps, entered, seen);
  if (!(await ask.confirm(seen))) return { status: "left", seen };
  // In no group's name: outside requests a person counts in whichever group of the rule they are in.
  const { wire } = await entered.hand.sign("rw.approval/v1", ({ deployment, nonce, at, signer }) => ({
    deployment,
    nonce,
    at,
    requestHash: seen.hash,
    decision: "approve" as const,
    group: "",
    approver: signer,
    brokerKey: "" as const,
    brokerCheckpoint: entered.brokerCheckpoint,
  }));
  const shown = await deps.gate.approveProposal(seen.hash, wire);
  if (shown.reply === undefined) return { status: "approved", seen, dueAt: null, shown };
  const { receipt, dueAt } = done(shown.reply);
  receiptOf(receipt, { verb: "apply", docHash: seen.hash }, entered.view);
  return { status: "approved", seen, dueAt: dueAt ?? null, shown };
}
