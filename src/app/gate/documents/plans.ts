// Plans of contact changes lie beside the documents that name them: approvers look at them, people are told what is in
// them, and the courier opens no session without them.
import type { CustodyDocument } from "../../../domain/custody/documents/read-custody-document.ts";
import { approvedPlan } from "../../../domain/custody/sessions/approved-plan.ts";
import { sessionErrors } from "../../../domain/custody/sessions/errors.ts";
import type { ContactsPlan } from "../../../domain/custody/contacts/contacts-plan.ts";
import { readContactsPlan } from "../../../domain/custody/contacts/contacts-plan.ts";
import { bytesOf } from "../../../domain/custody/protocol/signed-wire.ts";
import type { Gate } from "../core/gate.ts";
import { insist, refuse } from "../core/refuse.ts";
import { gateErrors } from "../errors.ts";

const name = (documentHash: string): string => `plan ${documentHash}`;

/** The plan that goes with a document, base64url; `null` where there is none. */
export function planOf({ store }: Pick<Gate, "store">, documentHash: string): string | null {
  const kept = store.facts.get(name(documentHash));
  return typeof kept === "string" ? kept : null;
}

/** The same, read; `null` where there is none. */
export function readPlanOf(gate: Pick<Gate, "store">, documentHash: string): ContactsPlan | null {
  const carried = planOf(gate, documentHash);
  return carried === null ? null : readContactsPlan(bytesOf(carried));
}

/**
 * What has to be kept beside a document that is put up for approvals: nothing, or its plan. Throws `SESSION_PLAN_OTHER`,
 * `CONTACTS_PLAN_FOREIGN`, `GATE_NO_MAIL`, `GATE_NO_COURIER`, before anything is kept.
 */
export function planToKeep(
  gate: Gate,
  document: CustodyDocument,
  carried: string | undefined,
): { readonly keep: (documentHash: string) => void } {
  if (document.type === "rw.org-feature/v1" && gate.courier === null)
    refuse(gateErrors.GATE_NO_COURIER, document.feature);
  if (document.type !== "rw.contacts/v1") {
    if (carried !== undefined) refuse(sessionErrors.SESSION_PLAN_OTHER, `${document.type} has no plan`);
    return { keep: () => undefined };
  }
  if (gate.courier === null) refuse(gateErrors.GATE_NO_COURIER, "contacts");
  if (!gate.routes.some(({ kind }) => kind === "smtp")) refuse(gateErrors.GATE_NO_MAIL, "no route of kind smtp");
  const verdict = approvedPlan(document, carried);
  if (verdict.status === "refused") insist(verdict);
  return { keep: (documentHash) => gate.store.facts.set(name(documentHash), carried) };
}
