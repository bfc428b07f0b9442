import { execFileSync } from "node:child_process";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { codedRow } from "../../../../../test/support/coded-row.ts";
import { oracle, requireOracle } from "../../../../../test/oracle.ts";
import { Secret } from "../../../core/secret.ts";
import { ageIdentity, ageRecipient, readAgeIdentity } from "./age-identity.ts";
import { fromBech32, toBech32 } from "./bech32.ts";

const bytesFrom = (start: number) => Uint8Array.from({ length: 32 }, (_, at) => start + at);
const identity = "AGE-SECRET-KEY-1QQQSYQCYQ5RQWZQFPG9SCRGWPUGPZYSNZS23V9CCRYDPK8QARC0SWRYDWG";
const keygen = await oracle("age-keygen", () => execFileSync("age-keygen", ["--version"]));

describe("bech32", () => {
  /** BIP-173, test vectors; the long one is left out of its limit of 90 characters on purpose. */
  it.each([
    "A12UEL5L",
    "a12uel5l",
    "an83characterlonghumanreadablepartthatcontainsthenumber1andtheexcludedcharactersbio1tt5tgs",
    "?1ezyfcl",
  ])("accepts %s", (text) => {
    expect(fromBech32(text)).not.toBeNull();
  });

  it.each([
    ["a separator but no prefix", "10a06t8"],
    ["no separator", "pzry9x0s0muk"],
    ["an empty prefix", "1pzry9x0s0muk"],
    ["a foreign character", "x1b4n0q5v"],
    ["a checksum too short", "li1dgmt3"],
    ["mixed case", "A12uEL5L"],
    ["a checksum of the capitals", "A1G7SGD8"],
    ["a space in the prefix", " 1nwldj5"],
  ])("refuses %s", (_, text) => {
    expect(fromBech32(text)).toBeNull();
  });

  it("gives back all bytes, and no text with one other character", () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 100 }),
        fc.nat(),
        fc.constantFrom(..."qpzry9x8"),
        (bytes, at, character) => {
          const text = toBech32("age", bytes);
          expect(fromBech32(text)).toEqual({ prefix: "age", bytes });
          const where = 4 + (at % (text.length - 4));
          const other = text.slice(0, where) + character + text.slice(where + 1);
          if (other !== text) expect(fromBech32(other)).toBeNull();
        },
      ),
    );
  });
});

describe("a kit's key", () => {
  it("is an age identity with its recipient", () => {
    expect(ageIdentity(new Secret(bytesFrom(0))).reveal()).toBe(identity);
    expect(ageRecipient(new Secret(bytesFrom(0)))).toBe(
      "age13aqvttdk3ujkyjh9kg2w5an6dmy5mq5a84a4uxk3hfhnugfc9p0sy5p2wh",
    );
    expect(ageIdentity(new Secret(bytesFrom(32))).reveal()).toBe(
      "AGE-SECRET-KEY-1YQSJYGEYY5NZW2PF9G4JCTFW9UCRZV3NXS6NVDEC8YARK0PA8CLSWXGG7Q",
    );
  });

  it("is read back from its line", () => {
    expect(readAgeIdentity(new Secret(`${identity}\n`)).reveal()).toEqual(bytesFrom(0));
  });

  it.each([
    ["lower case", identity.toLowerCase()],
    ["one other letter", identity.replace("WG", "WQ")],
    ["a recipient", "age13aqvttdk3ujkyjh9kg2w5an6dmy5mq5a84a4uxk3hfhnugfc9p0sy5p2wh"],
    ["16 bytes", toBech32("age-secret-key-", new Uint8Array(16)).toUpperCase()],
    ["nothing", ""],
  ])("is not read from %s", (_, text) => {
    expect(codedRow(() => readAgeIdentity(new Secret(text)))).toBe("CUSTODY_IDENTITY_UNREADABLE");
  });

  it("of another length has no identity and no recipient", () => {
    const short = new Secret(new Uint8Array(31));
    expect(codedRow(() => ageIdentity(short))).toBe("CUSTODY_SPLIT_IMPOSSIBLE");
    expect(codedRow(() => ageRecipient(short))).toBe("CUSTODY_SPLIT_IMPOSSIBLE");
  });

  it("has the recipient that age-keygen gives it", (context) => {
    requireOracle(keygen, context);
    for (const start of [1, 77, 200]) {
      const key = new Secret(bytesFrom(start));
      const said = execFileSync("age-keygen", ["-y"], { input: ageIdentity(key).reveal() })
        .toString()
        .trim();
      expect(ageRecipient(key)).toBe(said);
    }
  });

  it("is read or refused, whatever the text", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^AGE-SECRET-KEY-1[A-Z0-9]{50,60}$/)), (text) => {
        expect(codedRow(() => readAgeIdentity(new Secret(text)))).toBe("CUSTODY_IDENTITY_UNREADABLE");
      }),
    );
  });
});
