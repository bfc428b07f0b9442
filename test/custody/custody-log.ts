import { concat } from "../../src/domain/crypto/bytes.ts";
import { canonicalBytes } from "../../src/domain/crypto/canonical-json.ts";
import { Secret } from "../../src/domain/core/secret.ts";
import { type LogEvent, logEntryBytes, systemActor } from "../../src/domain/custody/protocol/log-entry.ts";
import { toSignedWire } from "../../src/domain/custody/protocol/signed-wire.ts";
import { toBase64url } from "../../src/domain/crypto/base64url.ts";
import type { RosterDocument, RosterPerson } from "../../src/domain/custody/documents/roster-document.ts";
import type { SigningKey } from "../../src/domain/ledger/note/signing-key.ts";
import { decision, nonceOf, now, person, readOf, roster, seedOf, signedBy } from "./people.ts";

/** The broker's log key in the test rosters. */
export const brokerLogKey: SigningKey = {
  name: "rootward.example/acme/broker",
  seed: new Secret(concat(seedOf("broker log"))),
};

/** The first roster, and a second one with eve in it. */
export const first = roster();
export const firstHash = readOf(first).hash;
export const second: RosterDocument = roster({
  version: 2,
  previous: firstHash,
  nonce: nonceOf("roster 2"),
  at: now + 1000,
  persons: [...first.persons, person("eve")],
});
export const requestHash = readOf(roster({ nonce: nonceOf("stands for a request") })).hash;

/** A person's signed decision as it stands in an entry. */
export function wireOf(id: string, about: string, change: Parameters<typeof decision>[2] = {}): string {
  return JSON.stringify(toSignedWire(signedBy(id, decision(person(id), about, change))));
}

/** D of that decision. */
export function hashOf(id: string, about: string, change: Parameters<typeof decision>[2] = {}): string {
  return readOf(decision(person(id), about, change)).hash;
}

/** An entry of the broker, so many seconds after the first. */
export function entryAt(seconds: number, event: Partial<LogEvent> & Pick<LogEvent, "type">): Uint8Array {
  const whole: LogEvent = { actor: systemActor("broker"), d: {}, ...event };
  return logEntryBytes(whole, { src: "broker", deployment: "acme", atMs: (now + seconds) * 1000 });
}

/** A code that was given out. */
export function codeAt(seconds: number, step: number, change: Partial<LogEvent> = {}): Uint8Array {
  const d = { requestHash, step, n: 1, of: 3, recipientHash: "r1" };
  return entryAt(seconds, { type: "release.code", account: "aws:123456789012", request: "01JDADA7V", d, ...change });
}

/** What an approval leaves in the log. */
export function approvalAt(seconds: number, id: string): Uint8Array {
  const d = {
    requestHash,
    approvalHash: hashOf(id, requestHash),
    decision: "approve",
    signature: wireOf(id, requestHash),
  };
  return entryAt(seconds, { type: "approval.signed", account: "aws:123456789012", request: "01JDADA7V", d });
}

/** The second roster being accepted by these people. */
export function acceptedAt(seconds: number, by: readonly string[]): Uint8Array {
  const { hash } = readOf(second);
  const decisions = by.map((id) => wireOf(id, hash, { at: now + seconds }));
  return entryAt(seconds, {
    type: "roster.accepted",
    d: { hash, version: 2, dueAt: now + seconds + 86_400, decisions },
  });
}

/** A short life of a broker: a request, two approvals, two codes, one shown again, a new roster. */
export const life: readonly Uint8Array[] = [
  entryAt(0, { type: "broker.boot", d: { bootId: "b1" } }),
  entryAt(1, { type: "request.created", account: "aws:123456789012", request: "01JDADA7V", d: { requestHash } }),
  approvalAt(2, "omar"),
  approvalAt(3, "ana"),
  codeAt(10, 59_841_003),
  codeAt(12, 59_841_003, { type: "release.repeat" }),
  codeAt(40, 59_841_004),
  acceptedAt(1000, ["jane", "carl"]),
  entryAt(2000, { type: "grant.closed", account: "aws:123456789012", request: "01JDADA7V", d: { requestHash } }),
];

/** The rosters as the gate shows them. */
export function rosterFile(documents: readonly RosterDocument[] = [first, second]): Uint8Array {
  const roster = documents.map((document) => {
    const { hash } = readOf(document);
    const by: readonly RosterPerson[] = document.version === 1 ? document.persons : [];
    return {
      document: toBase64url(canonicalBytes(document)),
      approvals: by.map(({ id }) => JSON.parse(wireOf(id, hash)) as unknown),
    };
  });
  return new TextEncoder().encode(JSON.stringify({ roster, releasePolicy: [] }));
}
