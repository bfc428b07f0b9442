import type { Secret } from "../../../core/secret.ts";
import { fromUtf8 } from "../../../crypto/bytes.ts";
import { passwordTag } from "../keyed-tags.ts";

/** Why a password adds nothing to the seed. */
export type OneFactorReason = "short" | "not-generated" | "reused" | "pair-in-file";

/** One password of an import. */
export interface ImportedPassword {
  readonly password: Secret<Uint8Array>;
  /** Whether an operator attests that a generator made it. */
  readonly isGenerated: boolean;
  readonly isPairInFile: boolean;
}

const fewestCharacters = 20;

/**
 * Why each password of a file is one factor only, in the file's order: under 20 characters, not attested to be generated,
 * reused in the file or by an item whose tag is stored, or with its seed in the same file. Empty is good.
 */
export function passwordFlags(
  passwords: readonly ImportedPassword[],
  tagKey: Secret<Uint8Array>,
  storedTags: ReadonlySet<string>,
): readonly (readonly OneFactorReason[])[] {
  const tags = passwords.map(({ password }) => passwordTag(tagKey, password));
  const counts = new Map<string, number>();
  for (const tag of tags) counts.set(tag, (counts.get(tag) ?? 0) + 1);
  return passwords.map(({ password, isGenerated, isPairInFile }, at) => {
    const tag = tags[at] ?? "";
    const reasons: OneFactorReason[] = [];
    if (charactersOf(password) < fewestCharacters) reasons.push("short");
    if (!isGenerated) reasons.push("not-generated");
    if ((counts.get(tag) ?? 0) > 1 || storedTags.has(tag)) reasons.push("reused");
    if (isPairInFile) reasons.push("pair-in-file");
    return reasons;
  });
}

/** Characters, not bytes: 10 letters of two bytes each are not 20. Bytes that are no text count one each. */
function charactersOf(password: Secret<Uint8Array>): number {
  const bytes = password.reveal();
  if (fromUtf8(bytes) === null) return bytes.length;
  return bytes.filter((byte) => (byte & 0xc0) !== 0x80).length;
}
