import type {
  Role,
  RosterCredential,
  RosterDocument,
  RosterGroup,
  RosterPerson,
} from "../documents/roster-document.ts";

/** The people as they count at one moment: the roster in force, without what a newer accepted one removed. */
export interface RosterView {
  readonly deployment: string;
  /** D of the roster in force. */
  readonly hash: string;
  readonly version: number;
  readonly sites: RosterDocument["sites"];
  readonly persons: readonly RosterPerson[];
  readonly groups: readonly RosterGroup[];
  /** Ed25519 SubjectPublicKeyInfo of the broker's signing key, base64url. */
  readonly brokerSpki: string;
  readonly quorum: RosterDocument["quorum"];
  /** From when on an approval by this key counts: by `approvalKeyId`. A key that is not in it counts never. */
  readonly approvesFrom: Readonly<Record<string, number>>;
}

/** The person of this id; `null` when there is none. */
export function personOf(view: Pick<RosterView, "persons">, id: string): RosterPerson | null {
  return view.persons.find((person) => person.id === id) ?? null;
}

/** Whether the person has this role. */
export function hasRole(person: RosterPerson | null, role: Role): person is RosterPerson {
  return person !== null && person.roles.includes(role);
}

/** Whether the person is in the group; nobody is in a group that does not exist. */
export function isMember(view: Pick<RosterView, "groups">, group: string, person: string): boolean {
  return view.groups.some(({ name, members }) => name === group && members.includes(person));
}

/** How `approvesFrom` names the key of a person. */
export function approvalKeyId(person: string, credential: Pick<RosterCredential, "spki">): string {
  return `${person}|${credential.spki}`;
}

/** Whether the person's key may approve at this time. */
export function mayApprove(view: RosterView, person: RosterPerson, credential: RosterCredential, now: number): boolean {
  if (!hasRole(person, "approver") || now < person.activeFrom) return false;
  const id = approvalKeyId(person.id, credential);
  const from = Object.hasOwn(view.approvesFrom, id) ? view.approvesFrom[id] : undefined;
  return from !== undefined && now >= from;
}
