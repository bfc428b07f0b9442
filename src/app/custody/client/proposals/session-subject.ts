// The two documents that AWS sessions are asked under. What people approve is rendered from the document's own bytes and, for
// contacts, from the plan whose hash stands in them; a plan that is missing, or another one, is nothing to approve.
import { CodedError } from "../../../../domain/core/coded-error.ts";
import type { ContactsPlan } from "../../../../domain/custody/contacts/contacts-plan.ts";
import type { CustodyDocument, DocumentOf } from "../../../../domain/custody/documents/read-custody-document.ts";
import type { ReleaseRule } from "../../../../domain/custody/documents/release-policy-document.ts";
import type { RosterPerson } from "../../../../domain/custody/documents/roster-document.ts";
import type { RuleTerms } from "../../../../domain/custody/documents/rule-terms.ts";
import { custodyErrors } from "../../../../domain/custody/errors.ts";
import { contactsSeconds, featureSeconds } from "../../../../domain/custody/items/quorum-document.ts";
import { fromSignedWire } from "../../../../domain/custody/protocol/signed-wire.ts";
import { namedAccount } from "../../../../domain/custody/release-policy/named-account.ts";
import { ruleOfAccount } from "../../../../domain/custody/release-policy/rule-of-account.ts";
import { personOf } from "../../../../domain/custody/roster/roster-view.ts";
import { verifiedAs, verifySigned } from "../../../../domain/custody/roster/verify-signed.ts";
import { approvedPlan } from "../../../../domain/custody/sessions/approved-plan.ts";
import { clientErrors } from "../errors.ts";
import type { ShownProposal } from "../ports/gate.ts";
import type { ProposalScene } from "./proposal-scene.ts";

/** Who must approve: the terms, by the rule that they come from, and how many accounts it is for. */
export interface ApprovalsNeeded extends RuleTerms {
  /** A rule of the release policy; `null` for the roster's quorum. */
  readonly rule: string | null;
  readonly accounts: number;
}

/** What sessions will be asked for, and by whom. */
export type SessionSubject =
  | {
      readonly kind: "contacts";
      readonly document: DocumentOf<"rw.contacts/v1">;
      readonly plan: ContactsPlan;
      /** Whose verified signature stands under it, and who alone is given the sessions. */
      readonly operator: RosterPerson;
      readonly needs: readonly ApprovalsNeeded[];
      /** Seconds from the last approval on, in which any custodian can stop it. */
      readonly waitSeconds: number;
      /** Seconds that it is in force after the wait. */
      readonly inForceSeconds: number;
      /** The plan is for the organization of another account than the release policy's management account. */
      readonly isElsewhere: boolean;
    }
  | {
      readonly kind: "org-feature";
      readonly document: DocumentOf<"rw.org-feature/v1">;
      readonly operator: RosterPerson;
      readonly needs: readonly ApprovalsNeeded[];
      readonly waitSeconds: 0;
      readonly inForceSeconds: number;
    };

/**
 * What a document lets sessions be asked for; `null` for documents of other kinds. Throws `SESSION_PLAN_OTHER`,
 * `CONTACTS_PLAN_FOREIGN`, `CLIENT_REQUEST_CHANGED`, `CUSTODY_NO_RULE`, `CUSTODY_SIGNER_UNKNOWN`, `CUSTODY_NOT_ASKED`, and
 * the row of an operator's signature that does not count.
 */
export function sessionSubject(
  document: CustodyDocument,
  shown: ShownProposal,
  scene: ProposalScene,
): SessionSubject | null {
  if (document.type === "rw.contacts/v1") return contactsSubject(document, shown, scene);
  if (document.type === "rw.org-feature/v1") return featureSubject(document, scene);
  return null;
}

function contactsSubject(
  document: DocumentOf<"rw.contacts/v1">,
  shown: ShownProposal,
  { view, policy }: ProposalScene,
): SessionSubject {
  const operator = signedOperator(document, shown, view);
  const approved = approvedPlan(document, shown.plan);
  if (approved.status === "refused") {
    throw new CodedError(approved.row, {
      detail: approved.detail,
      hint: "Do not approve it: what it would change cannot be seen. Tell the other custodians, and ask its operator to plan again.",
    });
  }
  const rules = document.accounts.map((account) => {
    const rule = ruleOfAccount(policy, account);
    if (rule === null) throw new CodedError(custodyErrors.CUSTODY_NO_RULE, { detail: account });
    return rule;
  });
  return {
    kind: "contacts",
    document,
    plan: approved.plan,
    operator,
    needs: needsOf(rules),
    waitSeconds: Math.max(document.waitSeconds, ...rules.map(({ contactsWait }) => contactsWait)),
    inForceSeconds: contactsSeconds,
    isElsewhere: approved.plan.management !== (namedAccount(policy, "management") ?? approved.plan.management),
  };
}

/** SECURITY: the gate's word for who proposed it is foreign; the operator is whose signature stands under these bytes. */
function signedOperator(
  document: DocumentOf<"rw.contacts/v1">,
  { signed, document: bytes, hash }: ShownProposal,
  view: ProposalScene["view"],
): RosterPerson {
  if (signed === undefined || signed.document !== bytes) {
    throw new CodedError(clientErrors.CLIENT_REQUEST_CHANGED, { detail: `${hash} is not signed by its operator` });
  }
  const verdict = verifySigned(fromSignedWire(signed), { view, lastCounterOf: () => 0 });
  if (verdict.status === "refused") throw new CodedError(verdict.row, { detail: verdict.detail });
  const verified = verifiedAs(verdict, "rw.contacts/v1");
  if (verified === null) throw new CodedError(clientErrors.CLIENT_REQUEST_CHANGED, { detail: hash });
  if (verified.person.id !== document.asker) {
    throw new CodedError(custodyErrors.CUSTODY_SIGNER_UNKNOWN, { detail: `${document.asker} did not sign it` });
  }
  return verified.person;
}

function featureSubject(document: DocumentOf<"rw.org-feature/v1">, { view, policy }: ProposalScene): SessionSubject {
  const management = namedAccount(policy, "management");
  if (management !== document.account) {
    throw new CodedError(custodyErrors.CUSTODY_NOT_ASKED, {
      detail: `${document.account} is not known as the management account`,
      hint: "The rule `management` of the release policy names it, and the broker refuses any other: a quorum changes the rule first.",
    });
  }
  const operator = personOf(view, document.asker);
  if (operator === null) throw new CodedError(custodyErrors.CUSTODY_SIGNER_UNKNOWN, { detail: document.asker });
  return {
    kind: "org-feature",
    document,
    operator,
    needs: [{ ...view.quorum, rule: null, accounts: 1 }],
    waitSeconds: 0,
    inForceSeconds: featureSeconds,
  };
}

function needsOf(rules: readonly ReleaseRule[]): readonly ApprovalsNeeded[] {
  const byName = new Map(rules.map((rule) => [rule.name, rule] as const));
  return [...byName.values()].map(({ name, all, any }) => ({
    rule: name,
    accounts: rules.filter((rule) => rule.name === name).length,
    ...(all === undefined ? {} : { all }),
    ...(any === undefined ? {} : { any }),
  }));
}
