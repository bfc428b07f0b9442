import { describe, expect, it } from "vitest";
import { brokerSigned, receiptFor } from "../../../../../test/custody/client/stand-in-broker.ts";
import { contactsDocument, featureDocument, phonePlan } from "../../../../../test/custody/errand-samples.ts";
import { brokerCheckpoint, hashName, now, readOf, roster, viewOf } from "../../../../../test/custody/people.ts";
import type { ShownProposal } from "../../../../app/custody/client/ports/gate.ts";
import { CodedError } from "../../../../domain/core/coded-error.ts";
import { toBase64url } from "../../../../domain/crypto/base64url.ts";
import { canonicalBytes } from "../../../../domain/crypto/canonical-json.ts";
import { planHash } from "../../../../domain/custody/contacts/contacts-plan.ts";
import type { CustodyDocument } from "../../../../domain/custody/documents/read-custody-document.ts";
import { plansUnderWay } from "./documents-under-way.ts";

const view = viewOf(roster());
const document = contactsDocument();
const hash = hashName(document);
const day = 86_400;

function shown(change: Partial<ShownProposal> = {}, of: CustodyDocument = document): ShownProposal {
  const bytes = toBase64url(canonicalBytes(of));
  const frame = { hash: readOf(of).hash, type: of.type, document: bytes, approvals: [], by: "paul", createdAt: now };
  return { ...frame, state: "open", ...change };
}

function accepted(dueAt: number, { docHash = hash, key = "broker" } = {}): ShownProposal {
  const receipt = receiptFor({ verb: "apply", what: "contacts", docHash }, now, brokerCheckpoint);
  return shown({ state: "submitted", reply: { status: "done", receipt: brokerSigned(receipt, key), dueAt } });
}

const stateAt = (proposal: ShownProposal, at: number): unknown => plansUnderWay([proposal], view, at)[0]?.state;

function codeOf(proposal: ShownProposal): string {
  try {
    plansUnderWay([proposal], view, now);
    return "taken";
  } catch (error) {
    return error instanceof CodedError ? error.row.code : String(error);
  }
}

describe("a plan under way", () => {
  it("is what its own signed bytes say", () => {
    const missing = { code: "CUSTODY_QUORUM_MISSING", detail: "only jane" };
    expect(plansUnderWay([shown({ missing })], view, now)).toEqual([
      {
        hash,
        planHash: planHash(phonePlan),
        person: "paul",
        accounts: document.accounts,
        kinds: ["phone"],
        told: [],
        state: "open",
        missing: "only jane",
      },
    ]);
  });

  it("waits until its time, is in force for a day, and is over then", () => {
    const proposal = accepted(now + day);
    expect([now, now + day - 1].map((at) => stateAt(proposal, at))).toEqual(["waiting", "waiting"]);
    expect([now + day, now + 2 * day - 1].map((at) => stateAt(proposal, at))).toEqual(["in-force", "in-force"]);
    expect(stateAt(proposal, now + 2 * day)).toBe("over");
    expect(plansUnderWay([proposal], view, now)).toMatchObject([{ dueAt: now + day, endsAt: now + 2 * day }]);
  });

  it("that was stopped is stopped at every time", () => {
    const stopped: ShownProposal = { ...accepted(now), isVetoed: true };
    expect([now - 1, now, now + day].map((at) => stateAt(stopped, at))).toEqual(["vetoed", "vetoed", "vetoed"]);
  });

  it("is not accepted by the word of the gate", () => {
    expect(codeOf(accepted(now, { key: "jane" }))).toBe("CLIENT_RECEIPT_FORGED");
    expect(codeOf(accepted(now, { docHash: hashName(featureDocument) }))).toBe("CLIENT_RECEIPT_FORGED");
    expect(codeOf(shown({ hash: hashName(featureDocument) }))).toBe("CLIENT_REQUEST_CHANGED");
  });

  it("is no other document", () => {
    expect(plansUnderWay([shown({}, featureDocument)], view, now)).toEqual([]);
  });

  it("names whom the gate told, one mailbox masked", () => {
    const notice = { what: "contacts.accepted", at: now, error: "" };
    const notices = [
      { ...notice, route: "mail", state: "sent" as const },
      { ...notice, route: "mail>root@corp.example", state: "failed" as const, error: "NOTIFY_REFUSED" },
    ];
    expect(plansUnderWay([shown({ notices })], view, now)[0]?.told).toEqual([
      { to: "mail", state: "sent", at: now, error: "" },
      { to: "mail to r***@corp.example", state: "failed", at: now, error: "NOTIFY_REFUSED" },
    ]);
  });
});
