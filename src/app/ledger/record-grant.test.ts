import { describe, expect, it } from "vitest";
import { brokerLogKey, entryAt, life, rosterFile } from "../../../test/custody/custody-log.ts";
import { CodedError } from "../../domain/core/coded-error.ts";
import { toBase64url } from "../../domain/crypto/base64url.ts";
import { logEntryBytes, systemActor } from "../../domain/custody/protocol/log-entry.ts";
import { keyForTest, logForTest, trustForTest } from "../../domain/ledger/log-for-test.ts";
import type { Trust } from "../../domain/ledger/trust/trust-file.ts";
import { parseTrustFile } from "../../domain/ledger/trust/trust-file.ts";
import { printTrustFile } from "../../domain/ledger/trust/print-trust-file.ts";
import { recordGrant } from "./record-grant.ts";
import type { LedgerQuestion } from "./verify-ledger.ts";

const requestId = "01JDADA7V";
const copyOf = (key = brokerLogKey, entries = life): LedgerQuestion => ({
  files: new Map(logForTest(key, entries).files),
  journal: null,
  trust: trustOf(key),
  kept: [],
  rosters: rosterFile(),
  rosterHash: null,
});
const trustOf = (key: typeof brokerLogKey): Trust => parseTrustFile(printTrustFile(trustForTest(key)));
const record = (
  copies: readonly LedgerQuestion[],
  id = requestId,
  reason: { text: string; salt: string } | null = null,
) => recordGrant({ requestId: id, copies, reason });
const codeOf = (work: () => unknown): string => {
  try {
    work();
    return "done";
  } catch (error) {
    return error instanceof CodedError ? error.row.code : String(error);
  }
};

describe("the record of one use", () => {
  it("comes from a copy that verifies, with the checkpoint that it was verified under", () => {
    const { record: made, deployment, checkpoints } = record([copyOf()]);
    expect(deployment).toBe("acme");
    expect(made.outcome).toBe("closed");
    expect(made.headings[5]?.lines[0]).toContain("code 1 of 3");
    expect(checkpoints).toEqual([expect.stringMatching(/^rootward\.example\/acme\/broker 9 [A-Za-z0-9+/]{43}=$/)]);
  });

  it("is none from a copy that was changed, and none for a request that is not in it", () => {
    const changed = copyOf();
    const files = new Map(changed.files);
    for (const [path, bytes] of files) {
      if (path.startsWith("tile/entries/"))
        files.set(
          path,
          bytes.map((byte, at) => (at === 40 ? byte ^ 1 : byte)),
        );
    }
    expect(codeOf(() => record([{ ...changed, files }]))).toBe("LEDGER_RECORD_UNVERIFIED");
    expect(codeOf(() => record([copyOf()], "01JDADA7X"))).toBe("LEDGER_RECORD_UNKNOWN");
  });

  it("refuses two copies of one log, and logs of two deployments", () => {
    expect(codeOf(() => record([copyOf(), copyOf()]))).toBe("LEDGER_BUNDLE_FOREIGN");
    const event = { type: "gate.started", actor: systemActor("gate"), d: {} };
    const entry = logEntryBytes(event, { src: "gate", deployment: "other", atMs: 1_795_230_000_000 });
    const stranger = { ...copyOf(keyForTest("rootward.example/other/gate", 3), [entry]), rosters: null };
    expect(codeOf(() => record([stranger]))).toBe("LEDGER_RECORD_UNKNOWN");
    expect(codeOf(() => record([copyOf(), stranger]))).toBe("LEDGER_BUNDLE_FOREIGN");
  });

  it("takes a reason only with the salt and text that were recorded", () => {
    // The known answer: salt 16 x 07, `SCP locked us out`.
    const reasonHash = "XCrr7f8QwVofspGs_vIQbWLNurZA7zCswN6RgdKt-dY";
    const salt = toBase64url(new Uint8Array(16).fill(7));
    const created = entryAt(1, {
      type: "request.created",
      account: "aws:123456789012",
      request: requestId,
      d: { requestHash: "x", reasonHash },
    });
    const copy = copyOf(brokerLogKey, [created]);
    const [, , justification] = record([copy], requestId, { text: "SCP locked us out", salt }).record.headings;
    expect(justification?.lines).toContain("text: SCP locked us out");
    expect(codeOf(() => record([copy], requestId, { text: "something else", salt }))).toBe("LEDGER_RECORD_REASON");
  });
});
