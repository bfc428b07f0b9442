import { CodedError } from "../../../domain/core/coded-error.ts";
import { utf8 } from "../../../domain/crypto/bytes.ts";
import { custodyErrors } from "../../../domain/custody/errors.ts";
import type { Role } from "../../../domain/custody/documents/roster-document.ts";
import type { Draft } from "../../../world/deployment/open-draft.ts";
import type { IdentityPerson } from "../../../world/identity/identity-person.ts";
import { setUpErrors } from "./errors.ts";
import { type DraftVerdict, judgeDraft } from "./judge-draft.ts";
import { policyOf, readDraft, rosterOf } from "./read-draft.ts";
import { signingFile } from "./fixed-documents.ts";

/** A person to be added, or given other roles. */
export interface AddAsk {
  readonly person: IdentityPerson;
  readonly roles: readonly Role[];
}

/** The draft with that person. */
export interface AddOutcome extends DraftVerdict {
  readonly person: IdentityPerson;
  readonly roles: readonly Role[];
  /** Ids of everybody in the draft. */
  readonly people: readonly string[];
  readonly isSolo: boolean;
}

/**
 * Adds a person to the draft, or changes the roles of one who is in it. Throws `SETUP_STEP_DUE`, `SETUP_SIGNING_BEGUN`,
 * `SETUP_PERSON_TAKEN`, `CUSTODY_OTHER_DEPLOYMENT`.
 */
export const addPerson =
  (draft: Draft) =>
  ({ person, roles }: AddAsk): AddOutcome => {
    const before = readDraft(draft);
    if (draft.read(signingFile) !== null) throw new CodedError(setUpErrors.SETUP_SIGNING_BEGUN);
    if (person.deployment !== before.roster.deployment) {
      throw new CodedError(custodyErrors.CUSTODY_OTHER_DEPLOYMENT, {
        detail: `${person.id} is of ${person.deployment}, the draft of ${before.roster.deployment}`,
      });
    }
    const others = before.people.filter((each) => !isSame(each.person, person));
    const taken = others.find((each) => shares(each.person, person));
    if (taken !== undefined) throw new CodedError(setUpErrors.SETUP_PERSON_TAKEN, { detail: taken.person.id });
    const own = [...new Set(roles)].toSorted();
    const people = [...others, { person, roles: own }].toSorted((a, b) => (a.person.id < b.person.id ? -1 : 1));
    const after = { ...before, people };
    const moment = { nonce: "AAAAAAAAAAAAAAAAAAAAAA", at: 0 };
    const verdict = judgeDraft(rosterOf(after, moment), policyOf(after, moment));
    draft.write(`persons/${person.id}.json`, utf8(`${JSON.stringify({ v: 1, roles: own, person }, null, 2)}\n`));
    return { ...verdict, person, roles: own, people: people.map((each) => each.person.id), isSolo: before.policy.solo };
  };

function isSame(one: IdentityPerson, other: IdentityPerson): boolean {
  return (
    one.id === other.id &&
    one.spki === other.spki &&
    one.recipientP === other.recipientP &&
    one.recipientS === other.recipientS
  );
}

function shares(one: IdentityPerson, other: IdentityPerson): boolean {
  const keys = new Set([one.spki, one.credId, one.doorSpki, one.recipientP, one.recipientS]);
  return (
    one.id === other.id ||
    [other.spki, other.credId, other.doorSpki, other.recipientP, other.recipientS].some((key) => keys.has(key))
  );
}
