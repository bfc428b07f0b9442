import type { Signer } from "./fields.ts";
import type { CustodyDocument } from "./read-custody-document.ts";
import type { Role } from "./roster-document.ts";

/** The documents that one person signs; the others are the broker's, or decided on by approvals alone. */
export type PersonalDocument = Exclude<
  CustodyDocument,
  {
    readonly type:
      | "rw.broker-key/v1"
      | "rw.receipt/v1"
      | "rw.status/v1"
      | "rw.retire/v1"
      | "rw.export/v1"
      | "rw.rekey/v1"
      | "rw.clock-offset/v1"
      | "rw.resync/v1"
      | "rw.org-feature/v1"
      | "rw.roster/v1"
      | "rw.release-policy/v1";
  }
>;

/** Who signs a document, and which roles may; one of them is enough, none named means that others judge it. */
export interface SignerRule {
  readonly signer: Signer;
  readonly roles: readonly Role[];
}

/** The signer that a document names; `null` for documents that no person signs. */
export function signerRuleOf(document: CustodyDocument): SignerRule | null {
  switch (document.type) {
    case "rw.request/v1":
    case "rw.break-seal/v1":
    case "rw.withdraw/v1":
    case "rw.close/v1":
      return { signer: document.requester, roles: ["requester"] };
    case "rw.approval/v1":
      return { signer: document.approver, roles: rolesOfDecision(document.decision) };
    case "rw.ask/v1":
      // The document that it asks under says who may.
      return { signer: document.asker, roles: [] };
    case "rw.seen/v1":
    case "rw.liveness/v1":
      return { signer: document.custodian, roles: ["custodian"] };
    case "rw.unseal/v1":
    case "rw.seal/v1":
      return { signer: document.unsealer, roles: ["unsealer"] };
    case "rw.enrol/v1":
    case "rw.replace/v1":
    case "rw.enrol-pair/v1":
    case "rw.verify/v1":
      return { signer: document.operator, roles: ["operator-s"] };
    case "rw.contacts/v1":
      return { signer: document.operator, roles: ["operator-p"] };
    case "rw.drill/v1":
      return { signer: document.operator, roles: ["operator-p", "operator-s"] };
    case "rw.attest/v1":
      return {
        signer: document.signer,
        roles: document.what === "aws-accepted" ? ["operator-s"] : ["custodian", "operator-p", "operator-s"],
      };
    case "rw.sign-in/v1":
      // Anybody of the roster may look.
      return { signer: document.signer, roles: [] };
    case "rw.broker-key/v1":
    case "rw.receipt/v1":
    case "rw.status/v1":
    case "rw.retire/v1":
    case "rw.export/v1":
    case "rw.rekey/v1":
    case "rw.clock-offset/v1":
    case "rw.resync/v1":
    case "rw.org-feature/v1":
    case "rw.roster/v1":
    case "rw.release-policy/v1":
      return null;
  }
}

function rolesOfDecision(decision: "approve" | "deny" | "veto" | "revoke"): readonly Role[] {
  switch (decision) {
    case "approve":
      // Counting decides; of the first roster every founder is asked, whatever their role.
      return [];
    case "deny":
      return ["approver"];
    case "veto":
      return ["custodian"];
    case "revoke":
      return ["approver", "custodian"];
  }
}
