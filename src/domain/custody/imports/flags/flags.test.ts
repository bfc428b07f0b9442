import { describe, expect, it } from "vitest";
import { Secret } from "../../../core/secret.ts";
import { utf8 } from "../../../crypto/bytes.ts";
import { passwordTag } from "../keyed-tags.ts";
import { type Attestation, flagsAfter, type ItemFlags } from "./item-flags.ts";
import { type ImportedPassword, passwordFlags } from "./password-flags.ts";

const key = new Secret(new Uint8Array(32).fill(3));
const password = (text: string, extra: Partial<ImportedPassword> = {}): ImportedPassword => ({
  password: new Secret(utf8(text)),
  isGenerated: true,
  isPairInFile: false,
  ...extra,
});
const strong = "kT7-pQ2.vX9_mB4,zR6!";
const flagsOf = (...passwords: ImportedPassword[]) => passwordFlags(passwords, key, new Set());

describe("an imported password", () => {
  it("of 20 generated characters that stand nowhere else is good", () => {
    expect(flagsOf(password(strong))).toEqual([[]]);
  });

  it.each([
    ["short", password(strong.slice(1))],
    ["short", password("ä".repeat(19))],
    ["not-generated", password(strong, { isGenerated: false })],
    ["pair-in-file", password(strong, { isPairInFile: true })],
  ])("is one factor only when it is %s", (reason, imported) => {
    expect(flagsOf(imported)).toEqual([[reason]]);
  });

  it("is counted in characters, not bytes", () => {
    expect(flagsOf(password("ä".repeat(20)))).toEqual([[]]);
  });

  it("that is reused in the file or stored is, on every row", () => {
    expect(flagsOf(password(strong), password("x".repeat(20)), password(strong))).toEqual([["reused"], [], ["reused"]]);
    const stored = new Set([passwordTag(key, new Secret(utf8(strong)))]);
    expect(passwordFlags([password(strong)], key, stored)).toEqual([["reused"]]);
    const otherKey = new Secret(new Uint8Array(32));
    expect(passwordFlags([password(strong)], otherKey, stored)).toEqual([[]]);
  });
});

const imported: ItemFlags = { oneFactor: ["short", "pair-in-file"], copiesElsewhere: { P: 1, S: 3 } };
const attest = (person: string, role: Attestation["role"], extra: Partial<Attestation> = {}): Attestation => ({
  vault: "S",
  version: 3,
  person,
  role,
  ...extra,
});

describe("the flags of imported items", () => {
  it("end with a new generated password: all of one factor, and the password's copies", () => {
    expect(flagsAfter(imported, { kind: "password-generated" })).toEqual({
      oneFactor: [],
      copiesElsewhere: { P: null, S: 3 },
    });
  });

  it("end with a new seed as far as the pair and the seed's copies go; a short password stays short", () => {
    expect(flagsAfter(imported, { kind: "seed-re-enrolled" })).toEqual({
      oneFactor: ["short"],
      copiesElsewhere: { P: 1, S: null },
    });
  });

  it("of copies elsewhere end when an operator of that vault and a custodian have signed for that version", () => {
    const attestations = [attest("ann", "operator-s"), attest("bob", "custodian")];
    expect(flagsAfter(imported, { kind: "attested", attestations })).toEqual({
      oneFactor: ["short", "pair-in-file"],
      copiesElsewhere: { P: 1, S: null },
    });
  });

  it.each([
    ["one signature", [attest("ann", "operator-s")]],
    ["one person in both roles", [attest("ann", "operator-s"), attest("ann", "custodian")]],
    ["two custodians", [attest("ann", "custodian"), attest("bob", "custodian")]],
    ["the other vault's operator", [attest("ann", "operator-p"), attest("bob", "custodian")]],
    ["another version", [attest("ann", "operator-s", { version: 2 }), attest("bob", "custodian", { version: 2 })]],
    ["two versions", [attest("ann", "operator-s"), attest("bob", "custodian", { version: 2 })]],
    ["the other vault", [attest("ann", "operator-s", { vault: "P" }), attest("bob", "custodian", { vault: "P" })]],
  ])("do not end with %s", (_, attestations) => {
    expect(flagsAfter(imported, { kind: "attested", attestations })).toEqual(imported);
  });
});
