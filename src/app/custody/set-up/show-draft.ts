import type { Draft } from "../../../world/deployment/open-draft.ts";
import { type FixedDocuments, readFixed } from "./fixed-documents.ts";
import { readApprovals } from "./founder-approvals.ts";
import { type DraftVerdict, judgeDraft } from "./judge-draft.ts";
import { policyOf, readDraft, rosterOf } from "./read-draft.ts";

/** A draft as it stands. */
export interface ShownDraft extends DraftVerdict {
  readonly deployment: string;
  /** Ids with roles, by id. */
  readonly people: readonly { readonly id: string; readonly name: string; readonly roles: readonly string[] }[];
  /** What is signed; `null` before the first signature: the moment of it is part of the hash. */
  readonly documents: FixedDocuments | null;
  readonly signed: readonly string[];
}

/** What the draft says and who signed it. Throws like reading and signing do. */
export function showDraft(draft: Draft): ShownDraft {
  const state = readDraft(draft);
  const moment = { nonce: "AAAAAAAAAAAAAAAAAAAAAA", at: 0 };
  const documents = readFixed(draft, state);
  const people = state.people.map(({ roles, person: { id, name } }) => ({ id, name, roles }));
  const verdict =
    people.length === 0
      ? { missing: ["the first person"], warnings: [] }
      : judgeDraft(rosterOf(state, moment), policyOf(state, moment));
  const signed = documents === null ? [] : readApprovals(draft, documents).map(({ person }) => person);
  return { ...verdict, deployment: state.roster.deployment, people, documents, signed };
}
