// Who is one human under several names. Two entries that share a key or an identity of the identity provider are taken as
// one, also over a third entry: whoever can sign as one of them may be able to sign as the other.
import type { RosterPerson } from "../documents/roster-document.ts";

/** For each person's id one name for the human behind it; equal names are one human. */
export function humansOf(persons: readonly RosterPerson[]): ReadonlyMap<string, string> {
  const humans = new Map<string, string>();
  const owners = new Map<string, string>();
  for (const person of persons) {
    const marks = marksOf(person);
    const met = new Set(marks.map((mark) => owners.get(mark)).filter((human) => human !== undefined));
    const own = humans.get(person.id) ?? person.id;
    met.add(own);
    humans.set(person.id, own);
    for (const mark of marks) owners.set(mark, own);
    // Everything that was one of these is now this one.
    for (const [id, human] of humans) if (met.has(human)) humans.set(id, own);
    for (const [mark, human] of owners) if (met.has(human)) owners.set(mark, own);
  }
  return humans;
}

/** Whether the two ids stand for one human. Ids that are not in the list stand for themselves. */
export function isSameHuman(humans: ReadonlyMap<string, string>, one: string, other: string): boolean {
  return (humans.get(one) ?? one) === (humans.get(other) ?? other);
}

function marksOf(person: RosterPerson): readonly string[] {
  return [
    ...person.credentials.flatMap(({ credId, spki }) => [`id ${credId}`, `key ${spki}`]),
    ...person.idp.map(({ iss, sub }) => `idp ${JSON.stringify([iss, sub])}`),
  ];
}
