import { equalBytes } from "../../crypto/bytes.ts";
import { canonicalBytes } from "../../crypto/canonical-json.ts";
import type { RosterDocument, RosterPerson } from "../documents/roster-document.ts";

/** The people and groups of a roster without everything that the next one takes away: persons, roles, keys, identities, memberships. */
export function withoutRemoved(
  previous: RosterDocument,
  next: RosterDocument,
): Pick<RosterDocument, "persons" | "groups"> {
  const persons = previous.persons.flatMap((person) => {
    const later = next.persons.find(({ id }) => id === person.id);
    return later === undefined ? [] : [remaining(person, later)];
  });
  const groups = previous.groups.map(({ name, members }) => {
    const later = next.groups.find((group) => group.name === name)?.members ?? [];
    return { name, members: members.filter((member) => later.includes(member)) };
  });
  return { persons, groups };
}

/** Whether the next roster only takes away: it is then exactly what is left of the previous one. */
export function isRemovalOnly(previous: RosterDocument, next: RosterDocument): boolean {
  const { persons, groups } = withoutRemoved(previous, next);
  const left = {
    ...previous,
    persons,
    groups: groups.filter(({ name }) => next.groups.some((group) => group.name === name)),
    ...pick(next),
  };
  return equalBytes(canonicalBytes(left), canonicalBytes(next));
}

/** What differs between any two versions. */
function pick({ version, previous, nonce, at }: RosterDocument): Partial<RosterDocument> {
  return { version, previous, nonce, at };
}

function remaining(person: RosterPerson, later: RosterPerson): RosterPerson {
  const { recipientP, recipientS, doorSpki, ...rest } = person;
  return {
    ...rest,
    roles: person.roles.filter((role) => later.roles.includes(role)),
    // By every field: a key whose site or salt changes is taken away and brought anew.
    credentials: person.credentials.filter((each) => later.credentials.some((other) => isSame(each, other))),
    idp: person.idp.filter((each) => later.idp.some((other) => isSame(each, other))),
    ...(recipientP !== undefined && recipientP === later.recipientP ? { recipientP } : {}),
    ...(recipientS !== undefined && recipientS === later.recipientS ? { recipientS } : {}),
    ...(doorSpki !== undefined && doorSpki === later.doorSpki ? { doorSpki } : {}),
  };
}

function isSame(one: object, other: object): boolean {
  return equalBytes(canonicalBytes(one), canonicalBytes(other));
}
