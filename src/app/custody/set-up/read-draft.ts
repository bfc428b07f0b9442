import { z } from "zod";
import { CodedError } from "../../../domain/core/coded-error.ts";
import { ascending } from "../../../domain/custody/documents/fields.ts";
import type { ReleasePolicyDocument } from "../../../domain/custody/documents/release-policy-document.ts";
import {
  type Role,
  roles,
  type RosterDocument,
  type RosterPerson,
} from "../../../domain/custody/documents/roster-document.ts";
import type { Draft } from "../../../world/deployment/open-draft.ts";
import { type IdentityPerson, identityPersonSchema } from "../../../world/identity/identity-person.ts";
import { parseJson } from "./broker-public.ts";
import {
  approversGroup,
  type DraftPolicy,
  draftPolicySchema,
  type DraftRoster,
  draftRosterSchema,
} from "./draft-documents.ts";
import { setUpErrors } from "./errors.ts";

const draftPersonSchema = z.strictObject({
  v: z.literal(1),
  roles: ascending(z.enum(roles)).min(1),
  person: identityPersonSchema,
});

/** A person of the draft. */
export interface DraftPerson {
  readonly roles: readonly Role[];
  readonly person: IdentityPerson;
}

/** Everything that the draft directory says. */
export interface DraftState {
  readonly roster: DraftRoster;
  readonly policy: DraftPolicy;
  /** By id. */
  readonly people: readonly DraftPerson[];
}

/** Reads the draft. Throws `SETUP_STEP_DUE` where there is none, `SETUP_DRAFT_FOREIGN`. */
export function readDraft(draft: Draft): DraftState {
  const roster = draft.read("roster.json");
  const policy = draft.read("release-policy.json");
  if (roster === null || policy === null) {
    throw new CodedError(setUpErrors.SETUP_STEP_DUE, {
      detail: `there is no draft in ${draft.directory}`,
      hint: "`rootward custody init DIR` makes the draft in DIR/draft; name it by --draft.",
    });
  }
  return {
    roster: parseJson(draftRosterSchema, roster, "roster.json"),
    policy: parseJson(draftPolicySchema, policy, "release-policy.json"),
    people: draft
      .list("persons")
      .filter((name) => name.endsWith(".json"))
      .map((name) => readPerson(draft, name)),
  };
}

function readPerson(draft: Draft, name: string): DraftPerson {
  const file = `persons/${name}`;
  const { roles: own, person } = parseJson(draftPersonSchema, draft.read(file) ?? new Uint8Array(), file);
  if (`${person.id}.json` !== name) {
    throw new CodedError(setUpErrors.SETUP_DRAFT_FOREIGN, { detail: `it is of ${person.id}`, position: { file } });
  }
  return { roles: own, person };
}

/** What both documents have of their moment. */
export interface Moment {
  /** 16 bytes, base64url. */
  readonly nonce: string;
  /** Unix seconds. */
  readonly at: number;
}

/** The first roster that the draft stands for. */
export function rosterOf({ roster, people }: DraftState, moment: Moment): RosterDocument {
  const approvers = people.filter((each) => each.roles.includes("approver")).map(({ person }) => person.id);
  return {
    type: "rw.roster/v1",
    ...roster,
    ...moment,
    version: 1,
    previous: "",
    groups: [
      { name: approversGroup, members: approvers.toSorted() },
      ...roster.groups.filter(({ name }) => name !== approversGroup),
    ],
    persons: people.map(({ roles: own, person }) => rosterPerson(own, person, moment.at)),
  };
}

/** The first release policy that the draft stands for. */
export function policyOf({ policy }: DraftState, moment: Moment): ReleasePolicyDocument {
  return { type: "rw.release-policy/v1", ...policy, ...moment, version: 1, previous: "" };
}

/** A person of the roster. Who has no key for a vault's work keeps the recipient all the same: it harms nobody. */
function rosterPerson(own: readonly Role[], person: IdentityPerson, at: number): RosterPerson {
  const { id, name, credId, spki, recipientP, recipientS, doorSpki } = person;
  return {
    id,
    name,
    idp: [],
    roles: [...own],
    credentials: [{ kind: "cli", credId, spki, alg: -8 }],
    recipientP,
    recipientS,
    doorSpki,
    // Founders are active at once.
    activeFrom: at,
  };
}
