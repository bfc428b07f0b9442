import { describe, expect, it } from "vitest";
import {
  brokerCheckpoint,
  nonceOf,
  now,
  person,
  policy,
  readOf,
  request,
  roster,
  rule,
  verifiedDocument,
  viewOf,
} from "../../../../test/custody/people.ts";
import type { AskDocument } from "../documents/decision-documents.ts";
import type { RequestDocument } from "../documents/request-document.ts";
import type { RosterPerson } from "../documents/roster-document.ts";
import { admitRequest, type PinnedRules } from "./admit-request.ts";
import { judgeAsk } from "./judge-ask.ts";
import type { Stop } from "./request-event.ts";
import { stopCounts } from "./stop-counts.ts";

const [jane, omar] = [person("jane"), person("omar")];
const view = viewOf(roster());
const rules = policy([rule()]);
const policyHash = readOf(rules).hash;
const pinned: PinnedRules = { view, policy: rules, policyHash, isKnownAccount: () => true };

function said(
  change: Partial<RequestDocument> = {},
  around: Partial<PinnedRules> = {},
  by: RosterPerson = jane,
): string {
  const document = request(by, view, { releasePolicyHash: policyHash, ...change });
  const outcome = admitRequest(verifiedDocument(by, document), { ...pinned, ...around }, now);
  return outcome.status === "refused" ? outcome.row.code : outcome.rule.name;
}

describe("a request", () => {
  it("is admitted under the pinned roster and release policy", () => {
    expect(said()).toBe("default");
  });

  it.each<readonly [string, Partial<RequestDocument>, Partial<PinnedRules>, string]>([
    ["under another roster", { rosterHash: policyHash }, {}, "CUSTODY_OTHER_VERSION"],
    ["under another release policy", { releasePolicyHash: view.hash }, {}, "CUSTODY_OTHER_VERSION"],
    ["for an unknown account", {}, { isKnownAccount: () => false }, "CUSTODY_NO_RULE"],
    [
      "for an account without a rule",
      {},
      { policy: policy([rule({ accounts: ["aws:000000000000"] })]) },
      "CUSTODY_NO_RULE",
    ],
    [
      "for more than the rule allows",
      {},
      { policy: policy([rule({ capabilities: ["password"] })]) },
      "CUSTODY_NOT_ASKED",
    ],
    ["for more codes than the rule allows", { maxCodes: 4 }, {}, "CUSTODY_NOT_ASKED"],
    ["for a longer window than the rule's", {}, { policy: policy([rule({ window: 600 })]) }, "CUSTODY_NOT_ASKED"],
    ["by somebody who may no longer request", {}, { view: { ...view, persons: [omar] } }, "CUSTODY_ROLE_MISSING"],
    [
      "by somebody who is not active yet",
      {},
      { view: { ...view, persons: [person("jane", { activeFrom: now + 1 })] } },
      "CUSTODY_ROLE_MISSING",
    ],
  ])("%s is refused", (_what, change, around, code) => {
    expect(said(change, around)).toBe(code);
  });
});

describe("an ask", () => {
  const document = request(jane, view);
  const asked = { document, hash: readOf(document).hash };
  const ask = (by: RosterPerson, change: Partial<AskDocument> = {}, around = view) => {
    const outcome = judgeAsk(
      verifiedDocument(by, {
        type: "rw.ask/v1",
        deployment: "acme",
        account: document.account,
        nonce: nonceOf("ask"),
        at: now,
        requestHash: asked.hash,
        what: "code",
        n: 1,
        asker: { person: by.id, cred: "YQ", via: "cli", authTime: now },
        brokerCheckpoint,
        ...change,
      }),
      asked,
      around,
    );
    return outcome.status === "refused" ? outcome.row.code : outcome;
  };

  it("is the requester's, for what was requested, and is answered to the request's own recipient", () => {
    expect(ask(jane)).toEqual({ status: "asked", what: "code", n: 1, recipientS: document.recipientS });
    expect(ask(jane, { what: "password" })).toMatchObject({ what: "password" });
  });

  it("is refused to others, for other things, under other requests", () => {
    expect(ask(omar)).toBe("CUSTODY_ROLE_MISSING");
    expect(ask(jane, { what: "assume-root" })).toBe("CUSTODY_NOT_ASKED");
    expect(ask(jane, { what: "export" })).toBe("CUSTODY_NOT_ASKED");
    expect(ask(jane, { requestHash: policyHash })).toBe("CUSTODY_NOT_ASKED");
    expect(ask(jane, { account: "aws:000000000000" })).toBe("CUSTODY_NOT_ASKED");
    expect(ask(jane, {}, { ...view, persons: [omar] })).toBe("CUSTODY_ROLE_MISSING");
  });
});

describe("a stop that was kept", () => {
  const people = [jane, omar, person("ana", { roles: ["approver"] }), person("aud", { roles: ["auditor"] })];
  const question = {
    rules: [rule()],
    requester: "jane",
    approvers: ["ana"],
    view: { ...viewOf(roster({ persons: people })), groups: [{ name: "security", members: ["jane", "omar"] }] },
  };

  it.each<readonly [Stop["kind"], string, boolean]>([
    ["veto", "omar", true],
    ["veto", "ana", false],
    ["veto", "nobody", false],
    ["revoke", "omar", true],
    ["revoke", "ana", true],
    ["revoke", "aud", false],
    ["deny", "omar", true],
    ["deny", "jane", false],
    ["deny", "ana", false],
    ["deny", "aud", false],
  ])("(%s by %s) counts: %s", (kind, by, expected) => {
    expect(stopCounts({ kind, by }, question)).toBe(expected);
  });

  it("counts by somebody whose approval stands only while it stands", () => {
    expect(stopCounts({ kind: "revoke", by: "ana" }, { ...question, approvers: [] })).toBe(false);
  });
});
