import { describe, expect, it } from "vitest";
import {
  brokerCheckpoint,
  cliKey,
  nonceOf,
  now,
  person,
  readOf,
  recipientOf,
  verifiedDocument,
} from "../../../../test/custody/people.ts";
import type { AskDocument } from "../documents/decision-documents.ts";
import { type AskedUnder, type InForce, judgeDocumentAsk } from "./document-ask.ts";

const olga = person("olga", { roles: ["operator-s"] });
const common = { deployment: "acme", nonce: nonceOf("document"), at: now - 10 };
const account = "aws:123456789012";
const operator = { person: "olga", cred: cliKey("olga").credId, via: "cli" as const, authTime: now };
const recipientS = recipientOf("olga once");
const drill: AskedUnder = {
  type: "rw.drill/v1",
  ...common,
  account,
  kind: "sign-in",
  operator,
  asker: "olga",
  recipientS,
};
const exportOf = (vault: "P" | "S"): AskedUnder => ({
  type: "rw.export/v1",
  ...common,
  vault,
  accounts: [account],
  asker: "olga",
  ...(vault === "P" ? { recipientP: recipientS } : { recipientS }),
});

function said(under: AskedUnder, what: AskDocument["what"], change: Partial<InForce> = {}, by = olga): string {
  const { hash } = readOf(under);
  const ask: AskDocument = {
    type: "rw.ask/v1",
    deployment: "acme",
    nonce: nonceOf("ask"),
    at: now,
    requestHash: change.hash ?? hash,
    what,
    n: 1,
    asker: { ...operator, person: by.id },
    brokerCheckpoint,
  };
  const inForce = { document: under, hash, dueAt: now, endsAt: now + 60, isVetoed: false, ...change };
  const verdict = judgeDocumentAsk(verifiedDocument(by, ask), { ...inForce, hash }, now);
  return verdict.status === "refused" ? verdict.row.code : `asked ${verdict.recipient === recipientS}`;
}

describe("an ask under a document", () => {
  it("gets what the document is for, sealed to the recipient in it", () => {
    expect(said(drill, "code")).toBe("asked true");
    expect(said(exportOf("S"), "export")).toBe("asked true");
  });

  it("gets a receipt alone for passwords, which the broker does not have", () => {
    expect(said(exportOf("P"), "export")).toBe("asked false");
  });

  it.each<readonly [string, string, Partial<InForce>]>([
    ["under another document", "CUSTODY_NOT_ASKED", { hash: Buffer.alloc(32).toString("base64url") }],
    ["of a vetoed document", "CUSTODY_STOPPED", { isVetoed: true }],
    ["before its time", "CUSTODY_TOO_EARLY", { dueAt: now + 1 }],
    ["after its time", "CUSTODY_TOO_LATE", { endsAt: now }],
  ])("%s is refused", (_what, code, change) => {
    expect(said(drill, "code", change)).toBe(code);
  });

  it("is refused to anybody but the asker, and for anything else", () => {
    expect(said(drill, "code", {}, person("jane"))).toBe("CUSTODY_ROLE_MISSING");
    for (const what of ["password", "export", "enrol-pair", "assume-root"] as const) {
      expect(said(drill, what)).toBe("CUSTODY_NOT_ASKED");
    }
  });
});
