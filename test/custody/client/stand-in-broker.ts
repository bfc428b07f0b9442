import { randomBytes } from "node:crypto";
import { Secret } from "../../../src/domain/core/secret.ts";
import { toBase64 } from "../../../src/domain/crypto/base64.ts";
import { toBase64url } from "../../../src/domain/crypto/base64url.ts";
import { concat, utf8 } from "../../../src/domain/crypto/bytes.ts";
import { canonicalBytes } from "../../../src/domain/crypto/canonical-json.ts";
import { documentMessage } from "../../../src/domain/crypto/digest.ts";
import { signEd25519 } from "../../../src/domain/crypto/ed25519.ts";
import type { ReceiptDocument } from "../../../src/domain/custody/documents/broker-documents.ts";
import type { NamedCheckpoint } from "../../../src/domain/custody/documents/fields.ts";
import type { CustodyDocument } from "../../../src/domain/custody/documents/read-custody-document.ts";
import { logEntryBytes } from "../../../src/domain/custody/protocol/log-entry.ts";
import type { BrokerSigned } from "../../../src/domain/custody/protocol/signed-wire.ts";
import { carry, carryUnseen } from "../../../src/domain/ledger/checkpoint/carried-checkpoint.ts";
import { openCheckpoint } from "../../../src/domain/ledger/checkpoint/open-checkpoint.ts";
import { type LogForTest, logForTest } from "../../../src/domain/ledger/log-for-test.ts";
import { consistencyPlan, proofOf } from "../../../src/domain/ledger/merkle/proof-plan.ts";
import { verifierKeyOf } from "../../../src/domain/ledger/note/signing-key.ts";
import { seedOf } from "../people.ts";

/** A log that grows in memory, with the key that the test roster names. */
export class StandInLog {
  readonly key;
  entries: Uint8Array[] = [];

  constructor(name: "gate" | "broker") {
    this.key = { name: `rootward.example/acme/${name}`, seed: new Secret(seedOf(`${name} log`)) };
  }

  append(
    type: string,
    fields: { account?: string; request?: string; d?: Record<string, string | number> } = {},
  ): number {
    const { account, request, d = {} } = fields;
    const event = {
      type,
      actor: { person: "broker", via: "system", cred: "" } as const,
      ...(account === undefined ? {} : { account }),
      ...(request === undefined ? {} : { request }),
      d,
    };
    this.entries.push(logEntryBytes(event, { src: "broker", deployment: "acme", atMs: this.entries.length }));
    return this.entries.length - 1;
  }

  log(): LogForTest {
    return logForTest(this.key, this.entries);
  }

  note(): Uint8Array | null {
    return this.entries.length === 0 ? null : this.log().note;
  }

  carried(): NamedCheckpoint {
    const note = this.note();
    if (note === null) return carryUnseen(this.key.name);
    const opened = openCheckpoint(note, [verifierKeyOf("log", this.key)]);
    if (opened.status === "refused") throw new Error(opened.detail);
    return carry(opened);
  }

  consistency(from: number, to: number): readonly string[] {
    return proofOf(consistencyPlan(from, to), this.log().tree.read).map((hash) => toBase64url(hash));
  }
}

/** A document that the named key signs as if it were the broker's. */
export function brokerSigned(document: CustodyDocument, key = "broker"): BrokerSigned {
  const signature = signEd25519(seedOf(key), documentMessage(document));
  return { document: toBase64url(canonicalBytes(document)), signature: toBase64url(signature) };
}

/** 16 random bytes, base64url. */
export function freshNonce(): string {
  return toBase64url(randomBytes(16));
}

/** A receipt of the stand-in broker. */
export function receiptFor(
  about: Pick<ReceiptDocument, "verb" | "what" | "docHash">,
  at: number,
  brokerCheckpoint: NamedCheckpoint,
  change: Partial<ReceiptDocument> = {},
): ReceiptDocument {
  return {
    type: "rw.receipt/v1",
    deployment: "acme",
    nonce: freshNonce(),
    at,
    ok: true,
    error: "",
    logIndex: 0,
    brokerCheckpoint,
    ...about,
    ...change,
  };
}

/** A signature line that no key made. */
export function forgedCheckpoint(of: NamedCheckpoint, size: number): NamedCheckpoint {
  return { ...of, size, sig: toBase64(concat(utf8("four"), new Uint8Array(64))) };
}
