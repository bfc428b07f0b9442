import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { AuditedMember } from "../../../../app/root-access/audit/audited-member.ts";
import { CodedError } from "../../../../domain/core/coded-error.ts";
import { seen, unseen } from "../../../../domain/core/fact.ts";
import { auditJson, readAudit } from "./audit-file.ts";

const at = "2026-11-22T10:00:00.000Z";
const fact = <T>(value: T) => seen(value, "iam:Get", at);
const member: AuditedMember = {
  account: "111122223333",
  name: "pay",
  status: "audited",
  password: fact(true),
  keys: fact([{ id: "AKIAB", active: true, createdAt: null, lastUsedAt: fact(null) }]),
  certificates: fact([]),
  devices: fact([]),
};
const text = (members: readonly AuditedMember[]): string =>
  auditJson({ partition: "aws", outcome: { status: "audited", members } }, { at, isWhole: true });

function refused(work: () => unknown): string {
  try {
    work();
    return "none";
  } catch (error) {
    return error instanceof CodedError ? error.row.code : "uncoded";
  }
}

describe("a stored audit", () => {
  it("tells a plan what root of the account had", () => {
    expect(readAudit(text([member]), "a.json", "aws:111122223333")).toEqual({
      at,
      found: { password: true, accessKeys: ["AKIAB"], certificates: [], mfa: [] },
    });
  });

  it("tells nothing of an account that it only saw in part, left out, or does not name, nor of another partition", () => {
    const blind: AuditedMember = { ...member, keys: unseen("denied", "iam:ListAccessKeys") };
    const out: AuditedMember = { ...member, status: "not-read", why: unseen("denied") };
    for (const members of [[blind], [out], []]) {
      expect(refused(() => readAudit(text(members), "a.json", "aws:111122223333"))).toBe("CLI_INPUT_MALFORMED");
    }
    expect(refused(() => readAudit(text([member]), "a.json", "aws-cn:111122223333"))).toBe("CLI_INPUT_MALFORMED");
  });

  it("is refused with a code whatever the file holds", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (any) => {
        expect(refused(() => readAudit(any, "a.json", "aws:111122223333"))).toBe("CLI_INPUT_MALFORMED");
      }),
    );
  });
});
