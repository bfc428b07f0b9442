import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decision, now, person, policy, readOf, roster, rule, signedBy } from "../../../../test/custody/people.ts";
import { CodedError } from "../../core/coded-error.ts";
import { toBase64url } from "../../crypto/base64url.ts";
import { utf8 } from "../../crypto/bytes.ts";
import { canonicalBytes } from "../../crypto/canonical-json.ts";
import type { ReleasePolicyDocument } from "../documents/release-policy-document.ts";
import type { RosterDocument } from "../documents/roster-document.ts";
import { plannedSplits } from "../release-policy/planned-splits.ts";
import { type Genesis, printGenesis, readGenesis, takeGenesis } from "./genesis.ts";
import { toSignedWire } from "./signed-wire.ts";

const sealedRule = rule({ sealed: ["P", "S"], breakSeal: { allowed: false, delay: 1800 } });

function decided(document: RosterDocument | ReleasePolicyDocument, signers: readonly string[], at: number) {
  const { hash } = readOf(document);
  return {
    document: toBase64url(canonicalBytes(document)),
    approvals: signers.map((id) => toSignedWire(signedBy(id, decision(person(id), hash, { at })))),
  };
}

interface Change {
  readonly roster?: RosterDocument;
  readonly policy?: ReleasePolicyDocument;
  readonly signers?: readonly string[];
  readonly policySigners?: readonly string[];
  readonly at?: number;
}

const everybody = ["jane", "omar", "ana", "carl"];

function genesis(change: Change = {}): Genesis {
  const { signers = everybody, policySigners = signers, at = now } = change;
  return {
    v: 1,
    roster: decided(change.roster ?? roster(), signers, at),
    releasePolicy: decided(change.policy ?? policy([sealedRule]), policySigners, at),
  };
}

const hash = readOf(roster()).hash;
const outcome = (of: Genesis, typed = hash, at = now): string => {
  const taken = takeGenesis(of, typed, at);
  return taken.status === "refused" ? `${taken.row.code}: ${taken.detail}` : taken.status;
};

describe("a genesis", () => {
  it("starts both chains when all founders signed both documents, also through its file", () => {
    const taken = takeGenesis(readGenesis(utf8(printGenesis(genesis()))), hash, now);
    expect(taken).toMatchObject({ status: "founded", warnings: [] });
    if (taken.status !== "founded") return;
    expect(taken.roster.inForce.read.hash).toBe(hash);
    expect(taken.policy.inForce.document.rules).toEqual([sealedRule]);
  });

  it("is not taken under another hash than the one that was typed", () => {
    expect(outcome(genesis(), readOf(roster({ at: now - 61 })).hash)).toContain("CUSTODY_CHAIN_BROKEN");
    // Whatever else is wrong with a file that nobody meant, it is not told.
    const other = readOf(roster({ at: now - 61 })).hash;
    expect(outcome(genesis({ signers: ["mallory"] }), other)).toBe(
      `CUSTODY_CHAIN_BROKEN: the roster of the file is ${hash}`,
    );
  });

  it("is not taken without one founder, of the roster or of the release policy", () => {
    expect(outcome(genesis({ signers: everybody.slice(1) }))).toBe("CUSTODY_QUORUM_MISSING: founders: jane");
    expect(outcome(genesis({ policySigners: everybody.slice(0, 3) }))).toBe("CUSTODY_QUORUM_MISSING: founders: carl");
    expect(outcome(genesis({ signers: [] }))).toContain("CUSTODY_QUORUM_MISSING");
  });

  it("is not taken long after the last signature", () => {
    expect(outcome(genesis(), hash, now + 120)).toBe("founded");
    expect(outcome(genesis(), hash, now + 121)).toBe("CUSTODY_QUORUM_MISSING: the newest approval is 121 s old");
  });

  it("is not taken with a signature by another key, or by a stranger", () => {
    const good = genesis();
    const approvals = good.roster.approvals.map((each, at) => ({
      ...each,
      signature: good.roster.approvals[(at + 1) % 4]?.signature ?? each.signature,
    }));
    expect(outcome({ ...good, roster: { ...good.roster, approvals } })).toContain("CUSTODY_SIGNATURE_BAD");
    const stranger = genesis({ signers: [...everybody, "mallory"] });
    expect(outcome(stranger)).toContain("CUSTODY_SIGNER_UNKNOWN");
  });

  it("is not taken when the approvals of one document stand under the other", () => {
    const good = genesis();
    const swapped = { ...good, releasePolicy: { ...good.releasePolicy, approvals: good.roster.approvals } };
    expect(outcome(swapped)).toContain("CUSTODY_QUORUM_MISSING");
  });

  it("is not taken with documents of another type, or another deployment's release policy", () => {
    const good = genesis();
    expect(() => takeGenesis({ ...good, roster: good.releasePolicy }, hash, now)).toThrow(CodedError);
    const foreign = genesis({ policy: policy([rule()], { deployment: "acme-2" }) });
    expect(outcome(foreign)).toContain("CUSTODY_OTHER_DEPLOYMENT");
  });

  it("is not taken when people could approve and the sealed vault would stay shut", () => {
    const holders = ["jane", "omar", "ana", "carl"].map((id) =>
      person(id, id === "jane" || id === "omar" ? { roles: ["approver", "requester"] } : {}),
    );
    const short = roster({ persons: holders });
    const of = genesis({ roster: short });
    expect(outcome(of, readOf(short).hash)).toBe("CUSTODY_RULE_CANNOT_OPEN: default: vault P, S");
  });

  it("plans as many shares as every satisfying set of people brings", () => {
    const splits = plannedSplits(sealedRule, roster());
    expect(splits.map(({ vault, threshold }) => [vault, threshold])).toEqual([
      ["P", 2],
      ["S", 2],
    ]);
    expect(splits[0]?.holders).toEqual(everybody);
    const three = { ...sealedRule, all: [{ group: "security", min: 3 }] };
    expect(plannedSplits(three, roster())[1]?.threshold).toBe(3);
    expect(plannedSplits(rule(), roster())).toEqual([]);
  });

  it("is a value or a coded error, whatever the file holds", () => {
    const text = printGenesis(genesis());
    fc.assert(
      fc.property(
        fc.oneof(
          fc.uint8Array(),
          fc.json().map(utf8),
          fc.nat(text.length).map((at) => utf8(text.slice(0, at))),
        ),
        (bytes) => {
          try {
            readGenesis(bytes);
          } catch (thrown) {
            expect(thrown).toBeInstanceOf(CodedError);
          }
        },
      ),
    );
    expect(() => readGenesis(utf8('{"v":1}'))).toThrow("no genesis");
  });
});
