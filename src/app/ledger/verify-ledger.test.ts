import { describe, expect, it } from "vitest";
import {
  acceptedAt,
  brokerLogKey,
  codeAt,
  entryAt,
  first,
  firstHash,
  hashOf,
  life,
  requestHash,
  rosterFile,
  second,
  wireOf,
} from "../../../test/custody/custody-log.ts";
import { brokerCheckpoint, nonceOf, now, policy, readOf, rule } from "../../../test/custody/people.ts";
import { CodedError } from "../../domain/core/coded-error.ts";
import { toBase64url } from "../../domain/crypto/base64url.ts";
import { utf8 } from "../../domain/crypto/bytes.ts";
import { canonicalBytes } from "../../domain/crypto/canonical-json.ts";
import type { ReleasePolicyDocument } from "../../domain/custody/documents/release-policy-document.ts";
import { carry } from "../../domain/ledger/checkpoint/carried-checkpoint.ts";
import { openCheckpoint } from "../../domain/ledger/checkpoint/open-checkpoint.ts";
import { encodeJournal } from "../../domain/ledger/journal/journal-record.ts";
import { keyForTest, logForTest, trustForTest } from "../../domain/ledger/log-for-test.ts";
import { type LedgerReport, verifyLedger } from "./verify-ledger.ts";

const trust = trustForTest(brokerLogKey);

function verify(entries: readonly Uint8Array[], rosters: Uint8Array | null = rosterFile()): LedgerReport {
  const { files } = logForTest(brokerLogKey, entries);
  return verifyLedger({ files, journal: null, trust, kept: [], rosters, rosterHash: firstHash });
}

function problems(report: LedgerReport): readonly string[] {
  return (report.custody?.problems ?? []).map(({ index, row }) => `${index} ${row.code}`);
}

function thrownBy(work: () => unknown): string {
  try {
    work();
    return "nothing thrown";
  } catch (thrown) {
    return thrown instanceof CodedError ? thrown.row.code : String(thrown);
  }
}

describe("a custody log that is in order", () => {
  it("verifies with the public keys and the rosters alone", () => {
    const report = verify(life);
    expect(problems(report)).toEqual([]);
    expect(report).toMatchObject({ status: "verified", origin: brokerLogKey.name });
    expect(report.custody).toMatchObject({ codes: 2, decisions: { verified: 4, unjudged: 0 }, remarks: [] });
  });

  it("says what it did not judge without rosters, and that a first roster came unasked", () => {
    const without = verify(life, null);
    expect(without).toMatchObject({ status: "verified", custody: { decisions: { verified: 0, unjudged: 4 } } });
    expect(without.custody?.remarks.join()).toContain("4 signed decisions were not judged");
    const { files } = logForTest(brokerLogKey, life);
    files.set("roster.json", rosterFile());
    const own = verifyLedger({ files, journal: null, trust, kept: [], rosters: null, rosterHash: null });
    expect(own).toMatchObject({ status: "verified", custody: { decisions: { verified: 4 } } });
    expect(own.custody?.remarks.join()).toContain("the first roster was taken as it came");
  });
});

describe("what a custody log must not hold", () => {
  const at = (entry: Uint8Array, place = life.length) => [...life.slice(0, place), entry, ...life.slice(place)];

  it.each([
    ["the same account and step twice", codeAt(50, 59_841_003, { request: "01OTHER" }), "LEDGER_AUDIT_STEP_TWICE"],
    ["the same step for a pair", codeAt(50, 59_841_004, { type: "release.enrol_pair" }), "LEDGER_AUDIT_STEP_TWICE"],
    [
      "a repeat to another request",
      codeAt(50, 59_841_004, { type: "release.repeat", request: "01OTHER" }),
      "LEDGER_AUDIT_STEP_TWICE",
    ],
    [
      "a repeat to another recipient",
      codeAt(50, 59_841_004, { type: "release.repeat", d: { step: 59_841_004, recipientHash: "r2" } }),
      "LEDGER_AUDIT_STEP_TWICE",
    ],
    ["a repeat of what was never given", codeAt(50, 59_841_009, { type: "release.repeat" }), "LEDGER_AUDIT_STEP_TWICE"],
    ["a code of no account", codeAt(50, 59_841_010, { account: undefined }), "LEDGER_AUDIT_STEP_TWICE"],
    ["bytes that are not JSON", utf8("{"), "LEDGER_AUDIT_ENTRY_FOREIGN"],
    ["an entry that is not canonical", utf8('{"v":1, "type":"x"}'), "LEDGER_AUDIT_ENTRY_FOREIGN"],
    ["an entry of another form", utf8('{"v":1}'), "LEDGER_AUDIT_ENTRY_FOREIGN"],
    [
      "another deployment's entry",
      utf8(text(entryAt(50, { type: "broker.boot" })).replace("acme", "beta")),
      "LEDGER_AUDIT_ENTRY_FOREIGN",
    ],
    [
      "the gate's entry",
      utf8(text(entryAt(50, { type: "broker.boot" })).replace('"src":"broker"', '"src":"gate"')),
      "LEDGER_AUDIT_ENTRY_FOREIGN",
    ],
  ])("%s is found, at its index", (_what, entry, code) => {
    const report = verify(at(entry));
    expect(report.status).toBe("damaged");
    expect(problems(report)).toEqual([`${life.length} ${code}`]);
  });

  it("allows the same step of another account, and a lost one once", () => {
    const other = { account: "aws:999999999999" };
    const more = [codeAt(50, 59_841_003, other), codeAt(60, 59_841_010, { type: "release.lost" })];
    expect(problems(verify([...life, ...more]))).toEqual([]);
    expect(problems(verify([...life, ...more, codeAt(61, 59_841_010)]))).toEqual([
      `${life.length + 2} LEDGER_AUDIT_STEP_TWICE`,
    ]);
  });
});

describe("a decision in the log", () => {
  const approval = (d: Record<string, string>) =>
    entryAt(50, { type: "approval.signed", d: { requestHash, approvalHash: hashOf("omar", requestHash), ...d } });

  it.each([
    [
      "of a signature that does not fit",
      { signature: wireOf("omar", requestHash).replace(/"signature":"./, '"signature":"_') },
    ],
    [
      "by somebody who is not in the roster",
      { signature: wireOf("eve", requestHash), approvalHash: hashOf("eve", requestHash) },
    ],
    [
      "about another request",
      {
        signature: wireOf("omar", hashOf("omar", requestHash)),
        approvalHash: hashOf("omar", hashOf("omar", requestHash)),
      },
    ],
    ["whose hash is another's", { signature: wireOf("ana", requestHash) }],
    ["that says something else", { signature: wireOf("omar", requestHash), decision: "deny" }],
    ["that is no signed document", { signature: "yes" }],
    ["that is no JSON of one", { signature: '{"document":"AA","signature":{"kind":"key","signature":"AA"}}' }],
  ])("%s is found", (_what, d) => {
    const report = verify([...life, approval(d)]);
    expect(new Set(problems(report))).toEqual(new Set([`${life.length} LEDGER_AUDIT_DECISION_BAD`]));
  });

  it("counts for the people of its time: a new approver once her roster is in force", () => {
    const late = (seconds: number) => {
      const change = { at: now + seconds };
      const d = {
        requestHash,
        approvalHash: hashOf("eve", requestHash, change),
        signature: wireOf("eve", requestHash, change),
      };
      return entryAt(seconds, { type: "approval.signed", d });
    };
    expect(problems(verify([...life, late(1200)]))).toEqual([`${life.length} LEDGER_AUDIT_DECISION_BAD`]);
    expect(problems(verify([...life, late(1000 + 86_400)]))).toEqual([]);
  });

  it("shows by the checkpoint that its signer had seen when the log is another", () => {
    const seenBy = (entries: readonly Uint8Array[]) => {
      const opened = openCheckpoint(logForTest(brokerLogKey, entries).note, [
        logForTest(brokerLogKey, []).signer.verifier,
      ]);
      if (opened.status === "refused") throw new Error(opened.detail);
      const change = { brokerCheckpoint: carry(opened) };
      const d = {
        requestHash,
        approvalHash: hashOf("omar", requestHash, change),
        signature: wireOf("omar", requestHash, change),
      };
      return verify([...life, entryAt(50, { type: "approval.signed", d })]);
    };
    expect(problems(seenBy(life.slice(0, 4)))).toEqual([]);
    expect(problems(seenBy([...life.slice(0, 3), codeAt(1, 1)]))).toEqual([`${life.length} LEDGER_FORKED`]);
    expect(problems(seenBy([...life, ...life, ...life]))).toEqual([`${life.length} LEDGER_BEHIND`]);
    expect(brokerCheckpoint.origin).toBe(brokerLogKey.name);
  });
});

describe("the release policies beside a log", () => {
  const policy1 = policy([rule()]);
  const policy2 = policy([rule({ maxCodes: 2 })], {
    version: 2,
    previous: readOf(policy1).hash,
    nonce: nonceOf("policy 2"),
  });
  const approvalsOf = (about: string, by: readonly string[], change = {}) =>
    by.map((id) => JSON.parse(wireOf(id, about, change)) as unknown);
  const founders = first.persons.map(({ id }) => id);
  const later = { at: now + 1500 };
  const accepted = entryAt(1500, {
    type: "release-policy.accepted",
    d: {
      hash: readOf(policy2).hash,
      documentVersion: 2,
      decisions: ["jane", "carl"].map((id) => wireOf(id, readOf(policy2).hash, later)),
    },
  });
  const version = (document: ReleasePolicyDocument, approvals: readonly unknown[]) => ({
    document: toBase64url(canonicalBytes(document)),
    approvals,
  });
  const given = [
    version(policy1, approvalsOf(readOf(policy1).hash, founders)),
    version(policy2, approvalsOf(readOf(policy2).hash, ["jane", "carl"], later)),
  ];
  const file = (releasePolicy: readonly unknown[]) =>
    utf8(JSON.stringify({ ...(JSON.parse(text(rosterFile())) as object), releasePolicy }));
  const wrong = (releasePolicy: readonly unknown[], log = [...life, accepted]) =>
    problems(verify(log, file(releasePolicy)));

  it("are the founders' and those that the log accepted, or it is told", () => {
    expect(wrong(given)).toEqual([]);
    const changed = version(
      policy([rule({ maxCodes: 3 })], { version: 2, previous: readOf(policy1).hash, nonce: nonceOf("policy 2") }),
      [],
    );
    for (const bad of [
      [given[0], changed],
      [version(policy1, approvalsOf(readOf(policy1).hash, founders.slice(1))), given[1]],
      [version(policy([rule({ maxCodes: 1 })]), approvalsOf(readOf(policy1).hash, founders)), given[1]],
      [given[0], version(policy2, approvalsOf(readOf(policy2).hash, ["jane", "ana"], later))],
    ]) {
      expect(wrong(bad)).toEqual(["null LEDGER_AUDIT_ROSTER_FOREIGN"]);
    }
    expect(wrong(given, [...life])).toEqual(["null LEDGER_AUDIT_ROSTER_FOREIGN"]);
  });

  it("that are missing are said to be missing", () => {
    const report = verify([...life, accepted], file(given.slice(0, 1)));
    expect(report.custody?.remarks.join()).toContain("1 release policies that the log accepted were not given");
  });
});

describe("the rosters beside a log", () => {
  it("may be told of from the first one on, as the gate does", () => {
    const decisions = first.persons.map(({ id }) => wireOf(id, firstHash));
    const founded = entryAt(0, { type: "roster.accepted", d: { hash: firstHash, version: 1, decisions } });
    expect(problems(verify([founded, ...life]))).toEqual([]);
  });

  it("must start with the hash that was typed, signed by all founders", () => {
    const other = { ...first, nonce: "AAAAAAAAAAAAAAAAAAAAAA" };
    expect(problems(verify(life, rosterFile([other, second])))).toContain("null LEDGER_AUDIT_ROSTER_FOREIGN");
    expect(problems(verify(life, utf8("{}")))).toContain("null LEDGER_AUDIT_ROSTER_FOREIGN");
    expect(problems(verify(life, utf8('{"roster":[]}')))).toContain("null LEDGER_AUDIT_ROSTER_FOREIGN");
    const unsigned = utf8(text(rosterFile()).replace(/"approvals":\[\{/, '"approvals":[],"x":[{'));
    expect(problems(verify(life, unsigned))).toContain("null LEDGER_AUDIT_ROSTER_FOREIGN");
  });

  it("must have every version that the log accepted, by a quorum of the one before", () => {
    expect(problems(verify(life, rosterFile([first])))).toEqual(["7 LEDGER_AUDIT_ROSTER_FOREIGN"]);
    const few = [...life.slice(0, 7), acceptedAt(1000, ["jane"])];
    expect(problems(verify(few))).toEqual(["7 LEDGER_AUDIT_ROSTER_FOREIGN"]);
    const stranger = [...life.slice(0, 7), acceptedAt(1000, ["jane", "eve"])];
    expect(problems(verify(stranger))).toEqual(["7 LEDGER_AUDIT_DECISION_BAD", "7 LEDGER_AUDIT_ROSTER_FOREIGN"]);
  });
});

describe("a copy of a log", () => {
  it("names the first bad entry and what still verifies, and reads nothing into entries that are not the logged ones", () => {
    const { files } = logForTest(brokerLogKey, life);
    const path = `tile/entries/000.p/${life.length}`;
    const bytes = files.get(path) ?? new Uint8Array(0);
    const place = (life[0]?.length ?? 0) + 2 + 40;
    files.set(
      path,
      bytes.map((byte, index) => (index === place ? byte ^ 1 : byte)),
    );
    const report = verifyLedger({ files, journal: null, trust, kept: [], rosters: null, rosterHash: null });
    expect(report).toMatchObject({ status: "damaged", custody: null, log: { firstBad: 1 } });
    expect(report.log.proven).toEqual([
      { from: 0, to: 1 },
      { from: 2, to: life.length },
    ]);
  });

  it("is old, or another, against a checkpoint that was kept; and what was kept must be of this log", () => {
    const { files } = logForTest(brokerLogKey, life.slice(0, 5));
    const ask = (kept: Uint8Array) =>
      verifyLedger({ files, journal: null, trust, kept: [kept], rosters: null, rosterHash: null });
    expect(ask(logForTest(brokerLogKey, life.slice(0, 3)).note).status).toBe("verified");
    expect(ask(logForTest(brokerLogKey, life).note).log.problems[0]?.row.code).toBe("LEDGER_BEHIND");
    expect(ask(logForTest(brokerLogKey, [codeAt(1, 1)]).note).log.problems[0]?.row.code).toBe("LEDGER_FORKED");
    expect(thrownBy(() => ask(logForTest(keyForTest(brokerLogKey.name), life).note))).toBe("LEDGER_UNSIGNED");
    expect(thrownBy(() => ask(utf8("x")))).toBe("LEDGER_NOTE_FOREIGN");
  });

  it("must be of a log that is trusted", () => {
    const { files } = logForTest(keyForTest("elsewhere"), life);
    const ask = (of: ReadonlyMap<string, Uint8Array>) => () =>
      verifyLedger({ files: of, journal: null, trust, kept: [], rosters: null, rosterHash: null });
    expect(ask(files)().status).toBe("damaged");
    const two = { ...trust, logs: [...trust.logs, ...trustForTest(keyForTest("another")).logs] };
    expect(
      thrownBy(() => verifyLedger({ files, journal: null, trust: two, kept: [], rosters: null, rosterHash: null })),
    ).toBe("LEDGER_BUNDLE_FOREIGN");
    expect(thrownBy(ask(new Map()))).toBe("LEDGER_BUNDLE_FOREIGN");
    expect(thrownBy(ask(new Map([["readme.txt", utf8("x")]])))).toBe("LEDGER_BUNDLE_FOREIGN");
  });

  it("has a journal, in a log's own directory, that is the log", () => {
    const { files } = logForTest(brokerLogKey, life);
    const ask = (journal: Uint8Array) =>
      verifyLedger({ files, journal, trust, kept: [], rosters: null, rosterHash: null });
    const whole = encodeJournal(life);
    expect(ask(whole)).toMatchObject({ status: "verified", journal: null });
    expect(ask(whole.map((byte, at) => (at === 300 ? byte ^ 1 : byte)))).toMatchObject({ status: "damaged" });
    expect(ask(whole.slice(0, -1))).toMatchObject({ journal: { index: life.length - 1 } });
    expect(ask(new Uint8Array([...whole, 1]))).toMatchObject({ journal: { index: life.length } });
  });
});

function text(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}
