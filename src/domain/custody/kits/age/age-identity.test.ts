import { execFileSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { codedRow } from "../../../../../test/support/coded-row.ts";
import { oracle, requireOracle } from "../../../../../test/oracle.ts";
import { Secret } from "../../../core/secret.ts";
import { ageIdentity, ageRecipient } from "./age-identity.ts";
import { toBech32 } from "./bech32.ts";

const bytesFrom = (start: number) => Uint8Array.from({ length: 32 }, (_, at) => start + at);
const identity = "AGE-SECRET-KEY-1QQQSYQCYQ5RQWZQFPG9SCRGWPUGPZYSNZS23V9CCRYDPK8QARC0SWRYDWG";
const keygen = await oracle("age-keygen", () => execFileSync("age-keygen", ["--version"]));

describe("bech32", () => {
  /** BIP-173, valid test vectors. */
  it.each([
    ["a", "a12uel5l"],
    [
      "an83characterlonghumanreadablepartthatcontainsthenumber1andtheexcludedcharactersbio",
      "an83characterlonghumanreadablepartthatcontainsthenumber1andtheexcludedcharactersbio1tt5tgs",
    ],
    ["?", "?1ezyfcl"],
  ])("of nothing under %s is BIP-173's", (prefix, text) => {
    expect(toBech32(prefix, new Uint8Array())).toBe(text);
  });

  it("of bytes is BIP-173's, spare bits of the last group zero", () => {
    // "split", bytes c5f38b70305f519bf66d85fb6cf03058f3dde463ecd7918f2dc743918f2d.
    const bytes = Uint8Array.from(
      "c5f38b70305f519bf66d85fb6cf03058f3dde463ecd7918f2dc743918f2d".match(/../g) ?? [],
      (pair) => Number.parseInt(pair, 16),
    );
    expect(toBech32("split", bytes)).toBe("split1checkupstagehandshakeupstreamerranterredcaperred2y9e3w");
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
});
