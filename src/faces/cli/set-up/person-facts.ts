import { fromBase64url } from "../../../domain/crypto/base64url.ts";
import { sha256 } from "../../../domain/crypto/sha256.ts";
import { sixWords } from "../../../domain/crypto/words.ts";
import type { IdentityPerson } from "../../../world/identity/identity-person.ts";

/** The public part of an identity for programs. */
export function personFacts(person: IdentityPerson): object {
  const { v: _, ...facts } = person;
  return { ...facts, keyWords: keyWords(person) };
}

/** Six words for a signing key, for two people to compare over the phone. */
export function keyWords({ spki }: Pick<IdentityPerson, "spki">): string {
  return sixWords(sha256(fromBase64url(spki) ?? new Uint8Array()));
}
