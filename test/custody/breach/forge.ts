// What somebody who owns the gate, a key or a row can put together and send to the broker themselves.
import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { Secret } from "../../../src/domain/core/secret.ts";
import { toBase64url } from "../../../src/domain/crypto/base64url.ts";
import { canonicalBytes } from "../../../src/domain/crypto/canonical-json.ts";
import { documentDigest, documentMessage } from "../../../src/domain/crypto/digest.ts";
import { signEd25519 } from "../../../src/domain/crypto/ed25519.ts";
import type { RequestDocument } from "../../../src/domain/custody/documents/request-document.ts";
import {
  type CustodyDocument,
  readCustodyDocumentOf,
} from "../../../src/domain/custody/documents/read-custody-document.ts";
import type { BrokerRequest } from "../../../src/domain/custody/protocol/broker-request.ts";
import { bytesOf, type SignedWire } from "../../../src/domain/custody/protocol/signed-wire.ts";
import { openBrokerClient } from "../../../src/world/broker-client/open-broker-client.ts";
import { age } from "../../../src/world/sealing/age.ts";
import { type Deployment, deploymentName, type Name } from "../deployment/deployment.ts";

/** A key that nobody's roster knows. */
export const strangersKey = new Uint8Array(32).fill(7);

/** A document signed by a key, whoever it names. */
export function signedWith(key: Uint8Array, document: CustodyDocument): SignedWire {
  const signature = toBase64url(signEd25519(key, documentMessage(document)));
  return { document: toBase64url(canonicalBytes(document)), signature: { kind: "key", signature } };
}

/** The signing key of a person whose passphrase is known. */
export async function signingKeyOf(deployment: Deployment, name: Name): Promise<Uint8Array> {
  const file = new Uint8Array(readFileSync(deployment.path(`${name}/sign.age`)));
  const passphrase = new Secret(new TextEncoder().encode(deployment.file(`${name}.words`).trim()));
  const plain = await age.decryptWithPassphrase(file, passphrase);
  const { key } = JSON.parse(Buffer.from(plain.reveal()).toString()) as { key: { sign: string } };
  return new Uint8Array(Buffer.from(key.sign, "base64url"));
}

/** Says one line to the broker, as the gate could; the error of its reply, or what it did. */
export async function tellBroker(deployment: Deployment, line: BrokerRequest): Promise<string> {
  const client = openBrokerClient({ kind: "socket", path: deployment.path("c/run/broker.sock") });
  const reply = await client.ask(line);
  return reply.status === "refused" ? reply.error : reply.status;
}

/** Everything about a request that the gate was given. */
export interface SeenByGate {
  readonly wire: SignedWire;
  readonly request: RequestDocument;
  readonly hash: string;
}

/** The request as the gate received it. */
export function seenByGate({ http }: Deployment, requestId: string): SeenByGate {
  for (const { what, body } of http.sent) {
    if (what !== "POST /v1/requests") continue;
    const { signed } = JSON.parse(body) as { signed: SignedWire };
    const { document } = readCustodyDocumentOf("rw.request/v1", bytesOf(signed.document));
    if (document.requestId !== requestId) continue;
    return { wire: signed, request: document, hash: toBase64url(documentDigest(document)) };
  }
  throw new Error("never seen");
}

/** Credentials as the draft's public parts name them. */
export function credentialOf(deployment: Deployment, name: Name): string {
  return (JSON.parse(deployment.file(`${name}/person.json`)) as { credId: string }).credId;
}

const common = (): { deployment: string; nonce: string; at: number } => ({
  deployment: deploymentName,
  nonce: toBase64url(new Uint8Array(randomBytes(16))),
  at: Math.floor(Date.now() / 1000),
});

const signer = (deployment: Deployment, person: Name, cred: Name = person) => ({
  person,
  cred: credentialOf(deployment, cred),
  via: "cli" as const,
  authTime: Math.floor(Date.now() / 1000) - 2,
});

/** An approval of a request that names a person; `cred` is whose key it claims. */
export function approvalBy(
  deployment: Deployment,
  { request, hash }: SeenByGate,
  person: Name,
  cred: Name = person,
): Extract<CustodyDocument, { type: "rw.approval/v1" }> {
  return {
    type: "rw.approval/v1",
    ...common(),
    account: request.account,
    requestHash: hash,
    decision: "approve",
    group: "approvers",
    approver: signer(deployment, person, cred),
    brokerKey: "",
    brokerCheckpoint: request.brokerCheckpoint,
  };
}

/** An ask for a code or a password under a request. */
export function askBy(
  deployment: Deployment,
  { request, hash }: SeenByGate,
  what: "code" | "password",
  person: Name = "cleo",
): Extract<CustodyDocument, { type: "rw.ask/v1" }> {
  return {
    type: "rw.ask/v1",
    ...common(),
    account: request.account,
    requestHash: hash,
    what,
    n: 1,
    asker: signer(deployment, person),
    brokerCheckpoint: request.brokerCheckpoint,
  };
}
