import { readFileSync } from "node:fs";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { codedRow } from "../../../../test/support/coded-row.ts";
import { utf8 } from "../../crypto/bytes.ts";
import { canonicalBytes } from "../../crypto/canonical-json.ts";
import { toHex } from "../../crypto/hex.ts";
import { readCustodyDocument, readCustodyDocumentOf } from "./read-custody-document.ts";

const vector = (name: string) =>
  new Uint8Array(readFileSync(new URL(`../../../../test/vectors/custody/${name}`, import.meta.url)));
const request = vector("request.json");
const approval = vector("approval.json");
const valueOf = (bytes: Uint8Array) => JSON.parse(new TextDecoder().decode(bytes));
const rowOf = (value: unknown) => codedRow(() => readCustodyDocument(canonicalBytes(value)));

describe("reading a document", () => {
  it("gives the known digest of the request, as text too", () => {
    const { document, digest, hash } = readCustodyDocumentOf("rw.request/v1", request);
    expect(toHex(digest)).toBe("f0ee80cb78879db1f408f535e014455b500358a2ff0c7feb59648a7d8c60af8d");
    expect(hash).toBe("8O6Ay3iHnbH0CPU14BRFW1ADWKL_DH_rWWSKfYxgr40");
    expect(document.capabilities).toEqual(["code", "password"]);
  });

  it("gives the known digest of the approval, which names the request", () => {
    const { document, digest } = readCustodyDocumentOf("rw.approval/v1", approval);
    expect(toHex(digest)).toBe("5f06abf7426ad2643d2f9da731bcead3d5565d4ef8ff55b3feea21fed1e7cd11");
    expect(document.requestHash).toBe(readCustodyDocument(request).hash);
  });

  it("refuses a document of another type than the one that belongs there", () => {
    expect(codedRow(() => readCustodyDocumentOf("rw.ask/v1", approval))).toBe("CUSTODY_DOCUMENT_FOREIGN");
  });

  it("refuses any other spelling of the same document", () => {
    expect(codedRow(() => readCustodyDocument(utf8(JSON.stringify(valueOf(request), null, 1))))).toBe(
      "CRYPTO_NOT_CANONICAL",
    );
  });

  it("refuses an unknown field at every depth, and every missing one", () => {
    const value = valueOf(request);
    expect(rowOf(value)).toBeNull();
    for (const where of [[], ["requester"], ["brokerCheckpoint"], ["checkpoint"]]) {
      const copy = structuredClone(value);
      where.reduce((at, key) => at[key], copy).extra = "x";
      expect(rowOf(copy)).toBe("CUSTODY_DOCUMENT_FOREIGN");
    }
    for (const key of Object.keys(value)) {
      const { [key]: _, ...rest } = value;
      expect(rowOf(rest)).toBe(key === "type" ? "CRYPTO_NOT_A_DOCUMENT" : "CUSTODY_DOCUMENT_FOREIGN");
    }
  });

  it.each<readonly [string, object]>([
    ["of an unknown type", { type: "rw.gift/v1" }],
    ["of a later version", { type: "rw.request/v2" }],
    ["with capabilities in another order", { capabilities: ["password", "code"] }],
    ["with a capability twice", { capabilities: ["code", "code"] }],
    ["with no capability", { capabilities: [] }],
    ["with an unknown capability", { capabilities: ["seed"] }],
    ["with one recipient for both vaults", { recipientS: valueOf(request).recipientP }],
    ["with a recipient that is an identity", { recipientS: "AGE-SECRET-KEY-1QQQ" }],
    ["that lives longer than 30 minutes", { expiresAt: valueOf(request).createdAt + 1801 }],
    ["that ends before it begins", { expiresAt: valueOf(request).createdAt }],
    ["with eleven codes", { maxCodes: 11 }],
    ["with no code", { maxCodes: 0 }],
    ["with a window over 15 minutes", { ttlSeconds: 901 }],
    ["with an account without partition", { account: "123456789012" }],
    ["with an account of 11 digits", { account: "aws:12345678901" }],
    ["with a nonce of 15 bytes", { nonce: "CQkJCQkJCQkJCQkJCQkJ" }],
    ["with a second spelling of a nonce", { nonce: "CQkJCQkJCQkJCQkJCQkJCR" }],
    ["with a deployment in capitals", { deployment: "Acme" }],
    ["with a name that shows backwards", { accountName: "prod\u202ecba" }],
    ["with an unknown purpose", { purpose: "fun" }],
    [
      "with a task policy but no root session",
      { taskPolicy: "arn:aws:iam::aws:policy/root-task/S3UnlockBucketPolicy" },
    ],
    ["with a root session but no task policy", { capabilities: ["assume-root"] }],
    [
      "with a checkpoint size without signature",
      { brokerCheckpoint: { ...valueOf(request).brokerCheckpoint, sig: "" } },
    ],
    ["with a signer by mail", { requester: { ...valueOf(request).requester, via: "mail" } }],
    ["with a time in milliseconds", { createdAt: 1_795_230_005_000_000 }],
  ])("refuses a request %s", (_what, change) => {
    expect(rowOf({ ...valueOf(request), ...change })).toBe("CUSTODY_DOCUMENT_FOREIGN");
  });

  it("takes a root session with its task policy", () => {
    const taskPolicy = "arn:aws:iam::aws:policy/root-task/S3UnlockBucketPolicy";
    expect(rowOf({ ...valueOf(request), capabilities: ["assume-root"], taskPolicy })).toBeNull();
  });

  it("refuses a deny that re-encrypts shares", () => {
    const brokerKey = valueOf(request).recipientP;
    expect(rowOf({ ...valueOf(approval), brokerKey })).toBeNull();
    expect(rowOf({ ...valueOf(approval), brokerKey, decision: "deny" })).toBe("CUSTODY_DOCUMENT_FOREIGN");
  });

  it("gives a document or a coded refusal for any bytes and any field's value", () => {
    const known = ["CRYPTO_NOT_CANONICAL", "CRYPTO_NOT_A_DOCUMENT", "CUSTODY_DOCUMENT_FOREIGN", null];
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(known).toContain(codedRow(() => readCustodyDocument(bytes)));
      }),
    );
    const text = fc.string({ unit: "grapheme" }).map((each) => each.normalize("NFC"));
    const json = fc.jsonValue({ maxDepth: 2 });
    for (const original of [valueOf(request), valueOf(approval)]) {
      fc.assert(
        fc.property(fc.constantFrom(...Object.keys(original)), fc.oneof(text, json, fc.integer()), (key, value) => {
          const changed = { ...original, [key]: value };
          expect([...known, "CRYPTO_NO_CANONICAL_FORM"]).toContain(rowOf(changed));
        }),
      );
    }
  });
});
