import { CodedError } from "../../../../domain/core/coded-error.ts";
import type { ContactsPlan } from "../../../../domain/custody/contacts/contacts-plan.ts";
import { readCustodyDocument } from "../../../../domain/custody/documents/read-custody-document.ts";
import { custodyErrors } from "../../../../domain/custody/errors.ts";
import { contactsSeconds, featureSeconds } from "../../../../domain/custody/items/quorum-document.ts";
import { bytesOf } from "../../../../domain/custody/protocol/signed-wire.ts";
import { approvedPlan } from "../../../../domain/custody/sessions/approved-plan.ts";
import { clientErrors } from "../errors.ts";
import { brokerWord } from "../pins/broker-word.ts";
import { type ClientDeps, nowSeconds } from "../ports/client-deps.ts";
import type { ShownProposal } from "../ports/gate.ts";
import type { Entered } from "../signing/enter.ts";
import { insistOwnKey, type SessionDocument } from "./document-key.ts";

/** A decided document whose time is now. */
export interface DecidedDocument {
  readonly hash: string;
  readonly document: SessionDocument;
  /** What a contacts document names; `null` for the other. */
  readonly plan: ContactsPlan | null;
  /** Unix seconds. */
  readonly dueAt: number;
  readonly endsAt: number;
}

/**
 * An own document that was approved, that nobody stopped, and that is in force now; nothing is asked for before. Throws
 * `CLIENT_NO_PROPOSAL`, `CLIENT_KEYS_GONE`, `CUSTODY_ROLE_MISSING`, `CUSTODY_QUORUM_MISSING`, `CUSTODY_STOPPED`,
 * `CUSTODY_TOO_EARLY`, `CUSTODY_TOO_LATE`, `SESSION_PLAN_OTHER`.
 */
export async function decidedDocument(
  deps: Pick<ClientDeps, "gate" | "self" | "nowMs">,
  { view }: Pick<Entered, "view">,
  hash: string,
): Promise<DecidedDocument> {
  const shown = (await deps.gate.proposals()).find((each) => each.hash === hash);
  if (shown === undefined) throw new CodedError(clientErrors.CLIENT_NO_PROPOSAL, { detail: hash });
  const document = sessionDocument(shown);
  if (document === null) {
    throw new CodedError(clientErrors.CLIENT_NO_PROPOSAL, { detail: `${hash} is a ${shown.type}` });
  }
  if (document.asker !== deps.self.person.id) {
    throw new CodedError(custodyErrors.CUSTODY_ROLE_MISSING, { detail: `it is for ${document.asker} alone` });
  }
  insistOwnKey(deps, document);
  const { reply, missing } = shown;
  if (reply?.status !== "done") {
    throw new CodedError(custodyErrors.CUSTODY_QUORUM_MISSING, {
      detail: missing?.detail ?? "it was not accepted",
      hint: `The others approve it: rootward roster sign --proposal ${hash}`,
    });
  }
  if (shown.isVetoed === true) {
    throw new CodedError(custodyErrors.CUSTODY_STOPPED, {
      detail: hash,
      hint: "A stop is final. Talk to the custodians; `rootward ledger export` has whose veto it was. Then plan again.",
    });
  }
  const { at } = brokerWord("rw.receipt/v1", reply.receipt, view).document;
  const dueAt = reply.dueAt ?? at;
  const endsAt = dueAt + (document.type === "rw.contacts/v1" ? contactsSeconds : featureSeconds);
  const now = nowSeconds(deps);
  if (now < dueAt) {
    throw new CodedError(custodyErrors.CUSTODY_TOO_EARLY, {
      detail: `from ${clock(dueAt)} UTC on`,
      hint: "Until then any custodian can veto it. Run the same command after that time, within a day.",
    });
  }
  if (now >= endsAt) {
    throw new CodedError(custodyErrors.CUSTODY_TOO_LATE, {
      detail: `it was in force until ${clock(endsAt)} UTC`,
      hint: "Plan again: what was decided then may not fit what is there now.",
    });
  }
  return { hash, document, plan: document.type === "rw.contacts/v1" ? planOf(document, shown) : null, dueAt, endsAt };
}

/** The document of a proposal when it is one that a session is asked under, from its own bytes; else `null`. */
export function sessionDocument({ hash, document: bytes }: ShownProposal): SessionDocument | null {
  const { document, hash: own } = readCustodyDocument(bytesOf(bytes));
  if (own !== hash) throw new CodedError(clientErrors.CLIENT_REQUEST_CHANGED, { detail: hash });
  return document.type === "rw.contacts/v1" || document.type === "rw.org-feature/v1" ? document : null;
}

function planOf(document: Extract<SessionDocument, { type: "rw.contacts/v1" }>, { plan }: ShownProposal): ContactsPlan {
  const approved = approvedPlan(document, plan);
  if (approved.status === "refused") throw new CodedError(approved.row, { detail: approved.detail });
  return approved.plan;
}

function clock(seconds: number): string {
  return new Date(seconds * 1000).toISOString().slice(0, 16).replace("T", " ");
}
