import { expect, it } from "vitest";
import { brokerCheckpoint, nonceOf, now, readOf, roster, seedOf, viewOf } from "../../../../test/custody/people.ts";
import { signEd25519 } from "../../crypto/ed25519.ts";
import type { ReceiptDocument } from "../documents/broker-documents.ts";
import { receiptRefused } from "./receipt-refused.ts";

const view = viewOf(roster());
const ask = { hash: view.hash, what: "password" };

function said(change: Partial<ReceiptDocument> = {}, key = "broker", isUsed = false): string {
  const document: ReceiptDocument = {
    type: "rw.receipt/v1",
    deployment: "acme",
    nonce: nonceOf("receipt"),
    at: now,
    verb: "release",
    what: "password",
    docHash: ask.hash,
    ok: true,
    error: "",
    logIndex: 3,
    brokerCheckpoint,
    ...change,
  };
  const read = readOf(document);
  const signature = signEd25519(seedOf(key), read.message);
  return (
    receiptRefused({ read, signature }, ask, view, { nowSeconds: now, wasUsed: () => isUsed })?.row.code ?? "permits"
  );
}

it("a receipt permits one hand-over within a minute, for its own ask, by the broker's word alone", () => {
  expect(said()).toBe("permits");
  expect(said({ at: now - 59 })).toBe("permits");
  expect(said({ at: now - 60 })).toBe("CUSTODY_STALE");
  expect(said({ at: now + 61 })).toBe("CUSTODY_STALE");
  expect(said({}, "jane")).toBe("CUSTODY_SIGNATURE_BAD");
  expect(said({ deployment: "other" })).toBe("CUSTODY_SIGNATURE_BAD");
  expect(said({ docHash: readOf(roster()).hash.replace(/^./, (first) => (first === "_" ? "a" : "_")) })).toBe(
    "CUSTODY_NOT_ASKED",
  );
  expect(said({ what: "export" })).toBe("CUSTODY_NOT_ASKED");
  expect(said({ verb: "apply" })).toBe("CUSTODY_NOT_ASKED");
  expect(said({ ok: false, error: "CUSTODY_STOPPED" })).toBe("CUSTODY_NOT_ASKED");
  expect(said({}, "broker", true)).toBe("CUSTODY_NONCE_SEEN");
});
