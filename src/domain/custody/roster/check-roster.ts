// What one roster must be in itself, before anybody's signature is looked at.
import { fromBase64url } from "../../crypto/base64url.ts";
import { readCredentialKey } from "../../crypto/webauthn/credential-key.ts";
import { parseVerifierKey } from "../../ledger/note/verifier-key.ts";
import { CodedError } from "../../core/coded-error.ts";
import type { RosterCredential, RosterDocument, RosterPerson } from "../documents/roster-document.ts";
import { custodyErrors } from "../errors.ts";
import { type Refused, refused } from "../refused.ts";
import { canBeSatisfied } from "./terms-met.ts";

/** The first thing that is wrong with a roster; `null` when it can be signed. */
export function checkRoster(roster: RosterDocument): Refused | null {
  const why =
    wrongDeployment(roster) ??
    wrongSites(roster) ??
    wrongPersons(roster) ??
    wrongGroups(roster) ??
    wrongBroker(roster) ??
    wrongLogKeys(roster);
  if (why !== null) return refused(custodyErrors.CUSTODY_ROSTER_UNFIT, why);
  const shared = sharedRecipient(roster);
  return shared === null ? null : refused(custodyErrors.CUSTODY_WRONG_VAULT, shared);
}

function wrongDeployment({ deployment, separation }: RosterDocument): string | null {
  // The name is in every digest and envelope, so nothing of a rehearsal passes in a real deployment.
  const isRehearsal = deployment.startsWith("rehearsal-");
  if (separation === "none" && !isRehearsal) return "only a rehearsal runs without separation";
  return separation === "users" && isRehearsal ? "a name that begins with rehearsal- is for rehearsals" : null;
}

function wrongSites({ sites }: RosterDocument): string | null {
  if (firstTwice(sites.map(({ rpId }) => rpId)) !== null) return "a site twice";
  for (const { rpId, origin } of sites) {
    const isLocal = rpId === "localhost" && /^http:\/\/localhost:[1-9][0-9]{0,4}$/.test(origin);
    if (origin !== `https://${rpId}` && !isLocal) return `the origin of ${rpId} is not https://${rpId}`;
  }
  return null;
}

function wrongPersons({ persons, sites }: RosterDocument): string | null {
  const credentials = persons.flatMap((person) => person.credentials);
  const twice =
    firstTwice(persons.map(({ id }) => id)) ??
    firstTwice(credentials.map(({ credId }) => credId)) ??
    // SECURITY: one key in two entries would be one human with two votes.
    firstTwice(credentials.map(({ spki }) => spki)) ??
    firstTwice(persons.flatMap(({ idp }) => idp.map(({ iss, sub }) => JSON.stringify([iss, sub])))) ??
    firstTwice(persons.flatMap(({ doorSpki }) => doorSpki ?? []));
  if (twice !== null) return `twice: ${twice}`;
  for (const person of persons) {
    const why = wrongPerson(person, sites);
    if (why !== null) return `${person.id}: ${why}`;
  }
  return null;
}

function wrongPerson(person: RosterPerson, sites: RosterDocument["sites"]): string | null {
  for (const credential of person.credentials) {
    const why = wrongCredential(credential, sites);
    if (why !== null) return `key ${credential.credId.slice(0, 20)}: ${why}`;
  }
  const { roles, recipientP, recipientS } = person;
  if (roles.includes("requester") && (recipientP === undefined || recipientS === undefined)) {
    return "a requester has a recipient for each vault";
  }
  if (roles.includes("custodian") && recipientP === undefined && recipientS === undefined) {
    return "a custodian has a recipient";
  }
  if (roles.includes("unsealer") && recipientS === undefined) return "an unsealer has a recipient for the seed vault";
  if (roles.includes("operator-p") && recipientP === undefined)
    return "operator-p has a recipient for the password vault";
  // Who sees the sign-in page's QR code must not also set the password.
  return roles.includes("operator-p") && roles.includes("operator-s") ? "operator for both vaults" : null;
}

function wrongCredential(credential: RosterCredential, sites: RosterDocument["sites"]): string | null {
  const kinds = { [-8]: "ed25519", [-7]: "p256", [-257]: "rsa" } as const;
  if (keyKind(credential.spki) !== kinds[credential.alg]) return "not a public key of its algorithm";
  if (credential.kind === "cli") return null;
  return sites.some(({ rpId }) => rpId === credential.rpId) ? null : `no site ${credential.rpId}`;
}

function keyKind(spki: string): string | null {
  return readCredentialKey(fromBase64url(spki) ?? new Uint8Array())?.kind ?? null;
}

function wrongGroups({ groups, persons, quorum }: RosterDocument): string | null {
  const twice = firstTwice(groups.map(({ name }) => name));
  if (twice !== null) return `group ${twice} twice`;
  for (const { name, members } of groups) {
    const stranger = members.find((member) => !persons.some(({ id }) => id === member));
    if (stranger !== undefined) return `group ${name} has ${stranger}, who is no person of the roster`;
  }
  // A roster that nobody can follow would last for ever.
  return canBeSatisfied(quorum, groups) ? null : "the quorum for the next version can never be met";
}

function wrongBroker({ broker, persons }: RosterDocument): string | null {
  if (keyKind(broker.spki) !== "ed25519") return "the broker's key is not Ed25519";
  const isPersons = persons.some(
    ({ credentials, doorSpki }) => credentials.some(({ spki }) => spki === broker.spki) || doorSpki === broker.doorSpki,
  );
  return isPersons ? "the broker's key is a person's too" : null;
}

function wrongLogKeys({ logKeys, witnesses }: RosterDocument): string | null {
  const logs = [verifierKind(logKeys.gate), verifierKind(logKeys.broker)];
  if (logs.some((kind) => kind !== "log") || logKeys.gate === logKeys.broker) return "the keys of the two logs";
  if (witnesses.vkeys.some((vkey) => verifierKind(vkey) !== "cosignature")) return "the key of a witness";
  if (firstTwice(witnesses.vkeys) !== null) return "a witness twice";
  return witnesses.min > witnesses.vkeys.length ? "more witnesses are needed than there are" : null;
}

function verifierKind(vkey: string): string | null {
  try {
    return parseVerifierKey(vkey).kind;
  } catch (error) {
    if (error instanceof CodedError) return null;
    throw error;
  }
}

/** SECURITY: a key that opens both vaults would undo their separation; so nobody's P is anybody's S. */
function sharedRecipient({ persons, kitRecipients }: RosterDocument): string | null {
  const p = [
    ...persons.flatMap(({ recipientP }) => recipientP ?? []),
    ...(kitRecipients.P === undefined ? [] : [kitRecipients.P]),
  ];
  const s = new Set([
    ...persons.flatMap(({ recipientS }) => recipientS ?? []),
    ...(kitRecipients.S === undefined ? [] : [kitRecipients.S]),
  ]);
  const both = p.find((recipient) => s.has(recipient));
  if (both !== undefined) return `${both.slice(0, 24)}… is a recipient of both`;
  const twice =
    firstTwice(p) ??
    firstTwice([
      ...persons.flatMap(({ recipientS }) => recipientS ?? []),
      ...(kitRecipients.S === undefined ? [] : [kitRecipients.S]),
    ]);
  return twice === null ? null : `${twice.slice(0, 24)}… is the recipient of two holders`;
}

function firstTwice(items: readonly string[]): string | null {
  const met = new Set<string>();
  for (const item of items) {
    if (met.has(item)) return item;
    met.add(item);
  }
  return null;
}
