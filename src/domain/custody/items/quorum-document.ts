// Documents that people decide on together, outside a request. Accepted, some wait where any custodian can veto them, and
// each is in force for a limited time: what was decided today must not be used next month.
import type { DocumentOf, ReadCustodyDocument } from "../documents/read-custody-document.ts";
import type { ReleasePolicyDocument } from "../documents/release-policy-document.ts";
import { isFresh, timeOf } from "../documents/document-times.ts";
import { custodyErrors } from "../errors.ts";
import { type Refused, refused } from "../refused.ts";
import { ruleOfAccount } from "../release-policy/rule-of-account.ts";
import { isTimely, newestOfEachHuman, quorumMissing, type VerifiedDecision } from "../roster/quorum-missing.ts";
import { hasRole, mayApprove, personOf, type RosterView } from "../roster/roster-view.ts";
import { humansOf, isSameHuman } from "../roster/same-human.ts";
import { choicesOf, seatsFilled } from "../roster/terms-met.ts";

/** The types that are judged here; rosters and release policies have chains of their own. */
export type DelayedType =
  | "rw.retire/v1"
  | "rw.export/v1"
  | "rw.rekey/v1"
  | "rw.clock-offset/v1"
  | "rw.org-feature/v1"
  | "rw.contacts/v1"
  | "rw.drill/v1";

/** A document of one of those types. */
export type DelayedDocument = DocumentOf<DelayedType>;

/** What the broker knows about the thing that a document is for. */
export interface DocumentFacts {
  readonly bootKey: string;
  /** The newest version of an account's item in the seed vault; `null` when it has none. */
  readonly newestVersion: (account: string) => number | null;
  /** Whether a group key of this name exists; `kek` is the key-encryption key. */
  readonly hasGroup: (group: string) => boolean;
  /** The account whose secrets drills may show; `null` when there is none. */
  readonly canary: string | null;
  /** The organization's management account; `null` when it is not known. */
  readonly management: string | null;
}

/** When an accepted document comes into force and ends, in Unix seconds. */
export type DocumentVerdict =
  | { readonly status: "accepted"; readonly dueAt: number; readonly endsAt: number }
  | Refused;

/** What the judge goes by. */
export interface DocumentRules {
  readonly view: RosterView;
  readonly policy: Pick<ReleasePolicyDocument, "rules">;
}

const hour = 3600;
/** Retirements and exports wait so long, in seconds. */
export const vetoSeconds = 24 * hour;
/** A switch of central root access is made within this time, in seconds. */
export const featureSeconds = hour;
/** A plan of contacts is carried out within this time once its wait is over, in seconds. */
export const contactsSeconds = 24 * hour;
/** A vault is re-keyed within this time, in seconds. */
export const rekeySeconds = 4 * hour;

/**
 * Judges a document with the approvals that name it. Those with an operator (`contacts`, `drill`) were verified as signed
 * by that operator before. `nowSeconds` is the broker's clock; a clock offset is judged by the clock as it would be.
 */
export function judgeQuorumDocument(
  read: ReadCustodyDocument<DelayedDocument>,
  approvals: readonly VerifiedDecision[],
  facts: DocumentFacts,
  rules: DocumentRules,
  nowSeconds: number,
): DocumentVerdict {
  const { document } = read;
  const { view } = rules;
  switch (document.type) {
    case "rw.retire/v1":
      if (document.vault === "S" && facts.newestVersion(document.account) !== document.version) {
        return refused(custodyErrors.CUSTODY_ITEM_VERSION, document.account);
      }
      return decided(quorumMissing(read, approvals, view, nowSeconds), nowSeconds + vetoSeconds, 0);
    case "rw.export/v1": {
      if (personOf(view, document.asker) === null) return unknownAsker(document.asker);
      const wrong = wrongExport(document, facts, view);
      if (wrong !== null) return wrong;
      return decided(quorumMissing(read, approvals, view, nowSeconds), nowSeconds + vetoSeconds, vetoSeconds);
    }
    case "rw.rekey/v1":
      if (document.bootKey !== facts.bootKey) return refused(custodyErrors.CUSTODY_OTHER_BOOT, document.group);
      if (document.vault === "S" && !facts.hasGroup(document.group)) {
        return refused(custodyErrors.CUSTODY_NOT_ASKED, `no group ${document.group}`);
      }
      return decided(quorumMissing(read, approvals, view, nowSeconds), nowSeconds, rekeySeconds);
    case "rw.clock-offset/v1": {
      const corrected = nowSeconds + Math.round(document.offsetMs / 1000);
      if (!isFresh(document.at, corrected)) return stale(read, corrected);
      if (document.notAfter <= corrected) return refused(custodyErrors.CUSTODY_TOO_LATE, "its end is over");
      const missing = quorumMissing(read, approvals, view, corrected);
      return decided(missing, nowSeconds, document.notAfter - corrected);
    }
    case "rw.org-feature/v1":
      if (facts.management !== document.account) {
        return refused(custodyErrors.CUSTODY_NOT_ASKED, `${document.account} is not known as the management account`);
      }
      if (personOf(view, document.asker) === null) return unknownAsker(document.asker);
      return decided(quorumMissing(read, approvals, view, nowSeconds), nowSeconds, featureSeconds);
    case "rw.contacts/v1":
      return contacts(read, document, approvals, rules, nowSeconds);
    case "rw.drill/v1":
      return drill(read, document, approvals, facts, view, nowSeconds);
  }
}

/** A plan of contact changes: the approvals that each named account's rule asks for, and the longest wait of all. */
function contacts(
  read: ReadCustodyDocument<DelayedDocument>,
  document: DocumentOf<"rw.contacts/v1">,
  approvals: readonly VerifiedDecision[],
  { view, policy }: DocumentRules,
  nowSeconds: number,
): DocumentVerdict {
  if (document.asker !== document.operator.person) return unknownAsker(document.asker);
  const own = document.accounts.map((account) => ({ account, rule: ruleOfAccount(policy, account) }));
  const counted = countedApprovals(read, approvals, view, nowSeconds, document.operator.person);
  const fresh = freshnessMissing(counted, nowSeconds);
  if (fresh !== null) return fresh;
  const persons = counted.map(({ person }) => person.id);
  for (const { account, rule } of own) {
    if (rule === null) return refused(custodyErrors.CUSTODY_NO_RULE, account);
    const isMet = choicesOf(rule).some(
      (choice) => seatsFilled(choice, view.groups, persons) === choice.reduce((sum, { min }) => sum + min, 0),
    );
    if (!isMet) return refused(custodyErrors.CUSTODY_QUORUM_MISSING, `${account}: only ${persons.join(", ")}`);
  }
  const wait = Math.max(document.waitSeconds, ...own.map(({ rule }) => rule?.contactsWait ?? 0));
  return { status: "accepted", dueAt: nowSeconds + wait, endsAt: nowSeconds + wait + contactsSeconds };
}

/** A drill: an operator and one custodian who is another human, on the canary account alone. */
function drill(
  read: ReadCustodyDocument<DelayedDocument>,
  document: DocumentOf<"rw.drill/v1">,
  approvals: readonly VerifiedDecision[],
  facts: DocumentFacts,
  view: RosterView,
  nowSeconds: number,
): DocumentVerdict {
  if (facts.canary !== document.account) {
    return refused(custodyErrors.CUSTODY_NOT_ASKED, `${document.account} is not the canary account`);
  }
  if (document.asker !== document.operator.person) return unknownAsker(document.asker);
  const humans = humansOf(view.persons);
  const custodians = newestOfEachHuman(
    approvals.filter((each) => isTimely(read, each, nowSeconds)),
    view,
  ).filter(
    ({ person, read: { document: word } }) =>
      word.decision === "approve" &&
      hasRole(personOf(view, person.id), "custodian") &&
      !isSameHuman(humans, person.id, document.operator.person),
  );
  const fresh = freshnessMissing(custodians, nowSeconds);
  return decided(fresh, nowSeconds, 900);
}

/** Those approvals of approvers in force that may count, without the operator's own. */
function countedApprovals(
  read: ReadCustodyDocument,
  approvals: readonly VerifiedDecision[],
  view: RosterView,
  nowSeconds: number,
  operator: string,
): readonly VerifiedDecision[] {
  const humans = humansOf(view.persons);
  return newestOfEachHuman(
    approvals.filter((each) => isTimely(read, each, nowSeconds)),
    view,
  )
    .filter(({ read: { document } }) => document.decision === "approve")
    .filter(({ person, credential }) => mayApprove(view, person, credential, nowSeconds))
    .filter(({ person }) => !isSameHuman(humans, person.id, operator));
}

function freshnessMissing(counted: readonly VerifiedDecision[], nowSeconds: number): Refused | null {
  if (counted.length === 0) return refused(custodyErrors.CUSTODY_QUORUM_MISSING, "no approval counts");
  const newest = Math.max(...counted.map(({ read: { document } }) => document.at));
  return isFresh(newest, nowSeconds)
    ? null
    : refused(custodyErrors.CUSTODY_QUORUM_MISSING, `the newest approval is ${nowSeconds - newest} s old`);
}

function wrongExport(
  { vault, accounts, recipientP, recipientS }: DocumentOf<"rw.export/v1">,
  facts: DocumentFacts,
  view: RosterView,
): Refused | null {
  const recipient = vault === "P" ? recipientP : recipientS;
  // SECURITY: one key must never open both vaults, not even once.
  const others = view.persons.map((person) => (vault === "P" ? person.recipientS : person.recipientP));
  if (recipient === undefined || others.includes(recipient)) {
    return refused(custodyErrors.CUSTODY_WRONG_VAULT, "the recipient is of the other vault");
  }
  const absent = vault === "S" ? accounts.find((account) => facts.newestVersion(account) === null) : undefined;
  return absent === undefined ? null : refused(custodyErrors.CUSTODY_NO_RULE, absent);
}

function decided(missing: Refused | null, dueAt: number, lastsSeconds: number): DocumentVerdict {
  return missing ?? { status: "accepted", dueAt, endsAt: dueAt + lastsSeconds };
}

function unknownAsker(asker: string): Refused {
  return refused(custodyErrors.CUSTODY_SIGNER_UNKNOWN, asker);
}

function stale(read: ReadCustodyDocument, nowSeconds: number): Refused {
  return refused(custodyErrors.CUSTODY_STALE, `${read.document.type}, ${nowSeconds - timeOf(read.document)} s old`);
}
