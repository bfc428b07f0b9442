import { createHash } from "node:crypto";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { codedRow } from "../../../../test/support/coded-row.ts";
import { utf8 } from "../../crypto/bytes.ts";
import { canonicalBytes } from "../../crypto/canonical-json.ts";
import { readCustodyDocument, readCustodyDocumentOf } from "./read-custody-document.ts";

const signer = { person: "otto", cred: "AQ", via: "cli", authTime: 1_795_230_000 };
const frame = {
  type: "rw.attest/v1",
  deployment: "acme",
  nonce: "CQkJCQkJCQkJCQkJCQkJCQ",
  at: 1_795_230_005,
  account: "aws:123456789012",
  vault: "S",
  version: 1,
  signer,
};
const device = {
  source: "iam:ListVirtualMFADevices",
  serial: "arn:aws:iam::123456789012:mfa/root-account-mfa-device",
  at: 1_795_229_000,
};
const login = {
  source: "cloudtrail:ConsoleLogin",
  eventId: "0a1b2c3d-0a1b-4c2d-8e3f-0a1b2c3d4e5f",
  at: 1_795_229_000,
};
const accepted = { ...frame, what: "aws-accepted", evidence: device };
const destroyed = { ...frame, what: "copies-destroyed", how: "shredded" };
const rowOf = (value: unknown) => codedRow(() => readCustodyDocument(canonicalBytes(value)));

describe("an attestation", () => {
  it("about destroyed copies has the bytes and the digest that it always had", () => {
    // Written by hand, as programs before the second form wrote it.
    const text =
      '{"account":"aws:123456789012","at":1795230005,"deployment":"acme","how":"shredded","nonce":"CQkJCQkJCQkJCQkJCQkJCQ",' +
      '"signer":{"authTime":1795230000,"cred":"AQ","person":"otto","via":"cli"},"type":"rw.attest/v1","vault":"S","version":1,' +
      '"what":"copies-destroyed"}';
    const read = readCustodyDocumentOf("rw.attest/v1", utf8(text));
    expect(new TextDecoder().decode(canonicalBytes(destroyed))).toBe(text);
    const digest = createHash("sha256").update(`rootward/v1\nrw.attest/v1\n${text}`).digest();
    expect(read.hash).toBe(digest.toString("base64url"));
  });

  it.each([
    ["a device", accepted],
    ["a sign-in", { ...accepted, evidence: login }],
    ["a device with a path", { ...accepted, evidence: { ...device, serial: `${device.serial.slice(0, -8)}/a.b@c` } }],
    [
      "a device in China",
      {
        ...accepted,
        account: "aws-cn:123456789012",
        evidence: { ...device, serial: "arn:aws-cn:iam::123456789012:mfa/root" },
      },
    ],
    ["destroyed copies of a password", { ...destroyed, vault: "P" }],
  ])("is taken about %s", (_what, value) => {
    expect(rowOf(value)).toBeNull();
  });

  it.each<readonly [string, object]>([
    ["about a password that AWS took", { ...accepted, vault: "P" }],
    ["that mixes both forms", { ...accepted, how: "deleted" }],
    ["with evidence of copies", { ...destroyed, evidence: device }],
    ["without evidence", { ...frame, what: "aws-accepted" }],
    ["of a third kind", { ...accepted, what: "aws-refused" }],
    ["with another source", { ...accepted, evidence: { ...device, source: "iam:ListMFADevices" } }],
    ["with a serial of the other source", { ...accepted, evidence: { ...login, serial: device.serial } }],
    ["with an event where a device belongs", { ...accepted, evidence: { ...login, source: device.source } }],
    ["with more in the evidence", { ...accepted, evidence: { ...device, user: "root" } }],
    ["with another account's device", { ...accepted, account: "aws:123456789013" }],
    ["with another partition's device", { ...accepted, account: "aws-cn:123456789012" }],
    ["with a security key", { ...accepted, evidence: { ...device, serial: "arn:aws:iam::123456789012:u2f/root/k" } }],
    ["with a hardware token", { ...accepted, evidence: { ...device, serial: "GAHT12345678" } }],
    [
      "with a serial of two lines",
      { ...accepted, evidence: { ...device, serial: `${device.serial}\narn:aws:iam::1:mfa/x` } },
    ],
    [
      "with a serial without a name",
      { ...accepted, evidence: { ...device, serial: "arn:aws:iam::123456789012:mfa/" } },
    ],
    ["with an event's id in capitals", { ...accepted, evidence: { ...login, eventId: login.eventId.toUpperCase() } }],
    ["with any text as event", { ...accepted, evidence: { ...login, eventId: "somebody told me" } }],
    ["with a time in milliseconds", { ...accepted, evidence: { ...device, at: 1_795_229_000_000 } }],
    ["with a time as text", { ...accepted, evidence: { ...device, at: "2026-11-22T10:00:00Z" } }],
  ])("is refused %s", (_what, value) => {
    expect(rowOf(value)).toBe("CUSTODY_DOCUMENT_FOREIGN");
  });

  it("gives a document or a coded refusal for any value of any field, at both depths", () => {
    const known = [
      "CRYPTO_NOT_CANONICAL",
      "CRYPTO_NOT_A_DOCUMENT",
      "CRYPTO_NO_CANONICAL_FORM",
      "CUSTODY_DOCUMENT_FOREIGN",
      null,
    ];
    const value = fc.oneof(fc.string({ unit: "grapheme" }), fc.jsonValue({ maxDepth: 2 }), fc.integer());
    for (const original of [accepted, destroyed, { ...accepted, evidence: login }]) {
      fc.assert(
        fc.property(fc.constantFrom(...Object.keys(original)), value, (key, each) => {
          expect(known).toContain(rowOf({ ...original, [key]: each }));
        }),
      );
    }
    fc.assert(
      fc.property(fc.constantFrom("source", "serial", "eventId", "at", "extra"), value, (key, each) => {
        expect(known).toContain(rowOf({ ...accepted, evidence: { ...device, [key]: each } }));
      }),
    );
  });
});
