import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isPassphrase, passphraseOf } from "./passphrase-words.ts";

describe("a generated passphrase", () => {
  it("is the word list's words at the numbers of every two bytes", () => {
    // BIP-39: word 0 abandon, 1 ability, 2047 zoo; 2,048 comes round to 0.
    const random = Uint8Array.from([0, 0, 0, 1, 7, 255, 8, 0, 8, 1, 255, 255, 0, 2]);
    expect(passphraseOf(random)).toBe("abandon ability zoo abandon ability zoo able");
  });

  it("always counts as one", () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 14, maxLength: 14 }), (random) => isPassphrase(passphraseOf(random))),
    );
  });

  it("is not made from less randomness", () => {
    expect(() => passphraseOf(new Uint8Array(13))).toThrow("13 random bytes");
  });

  it.each([
    ["six words", "abandon ability able about above absent"],
    ["a word that is not in the list", "abandon ability able about above absent rootward"],
    ["two blanks", "abandon ability able  about above absent absorb"],
    ["a line's end", "abandon ability able about above absent absorb\n"],
    ["capitals", "Abandon ability able about above absent absorb"],
    ["nothing", ""],
    ["nineteen characters of a generator", "hV3!kz8Qw2$Lr9pXm5T"],
    ["long but of few letters", "aaaaaaaaaabbbbbbbbbb"],
  ])("is not %s", (_, text) => {
    expect(isPassphrase(text)).toBe(false);
  });

  it("may have more than seven words, or be what a password manager makes", () => {
    expect(isPassphrase("hV3!kz8Qw2$Lr9pXm5Tc")).toBe(true);
    expect(isPassphrase("abandon ability able about above absent absorb abstract")).toBe(true);
  });
});
