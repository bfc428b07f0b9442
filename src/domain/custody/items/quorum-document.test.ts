import { describe, expect, it } from "vitest";
import {
  cliKey,
  decision,
  nonceOf,
  now,
  person,
  policy,
  readOf,
  recipientOf,
  roster,
  rule,
  verified,
  viewOf,
} from "../../../../test/custody/people.ts";
import type { DocumentOf } from "../documents/read-custody-document.ts";
import type { RosterPerson } from "../documents/roster-document.ts";
import { type DelayedDocument, type DocumentFacts, judgeQuorumDocument } from "./quorum-document.ts";

const [jane, omar, ana] = [person("jane"), person("omar"), person("ana")];
const otto = person("otto", { roles: ["operator-p"] });
const aide = person("aide", { roles: ["approver"] });
const persons = [jane, omar, ana, otto, aide];
const groups = [{ name: "security", members: ["ana", "jane", "omar"] }];
const view = { ...viewOf(roster({ persons })), groups, quorum: { all: [{ group: "security", min: 2 }] } };
const account = "aws:123456789012";
const rules = { view, policy: policy([rule({ contactsWait: 3600 })]) };
const facts: DocumentFacts = {
  bootKey: recipientOf("boot"),
  newestVersion: (of) => (of === account ? 3 : null),
  hasGroup: (group) => group === "kek",
  canary: account,
  management: account,
};
const common = { deployment: "acme", nonce: nonceOf("document"), at: now };
const operator = { person: "otto", cred: cliKey("otto").credId, via: "cli" as const, authTime: now };
const recipientS = recipientOf("once");

const retire: DelayedDocument = { type: "rw.retire/v1", ...common, account, vault: "S", version: 3 };
const exported: DocumentOf<"rw.export/v1"> = {
  type: "rw.export/v1",
  ...common,
  vault: "S",
  accounts: [account],
  asker: "jane",
  recipientS,
};
const rekey: DocumentOf<"rw.rekey/v1"> = {
  type: "rw.rekey/v1",
  ...common,
  vault: "S",
  group: "kek",
  reason: "yearly",
  bootKey: facts.bootKey,
};
const feature: DocumentOf<"rw.org-feature/v1"> = {
  type: "rw.org-feature/v1",
  ...common,
  account,
  feature: "RootSessions",
  on: true,
  asker: "jane",
  recipientS,
};
const contacts: DocumentOf<"rw.contacts/v1"> = {
  type: "rw.contacts/v1",
  ...common,
  accounts: [account],
  kinds: ["phone"],
  planHash: Buffer.alloc(32).toString("base64url"),
  waitSeconds: 60,
  operator,
  asker: "otto",
  recipientS,
};
const drill: DocumentOf<"rw.drill/v1"> = {
  type: "rw.drill/v1",
  ...common,
  account,
  kind: "sign-in",
  operator,
  asker: "otto",
  recipientS,
};
const offset: DocumentOf<"rw.clock-offset/v1"> = {
  type: "rw.clock-offset/v1",
  ...common,
  offsetMs: 600_000,
  notAfter: now + 3600,
};

function said(
  document: DelayedDocument,
  signers: readonly RosterPerson[] = [jane, omar],
  change: { readonly facts?: Partial<DocumentFacts>; readonly nowSeconds?: number; readonly at?: number } = {},
): string {
  const read = readOf(document);
  const words = signers.map((each) =>
    verified(each, decision(each, read.hash, { group: "", at: change.at ?? document.at })),
  );
  const nowSeconds = change.nowSeconds ?? now;
  const verdict = judgeQuorumDocument(read, words, { ...facts, ...change.facts }, rules, nowSeconds);
  if (verdict.status === "refused") return verdict.row.code;
  return `${verdict.dueAt - nowSeconds} ${verdict.endsAt - verdict.dueAt}`;
}

describe("a document of a quorum", () => {
  it.each<readonly [string, DelayedDocument, string]>([
    ["a retirement waits a day", retire, "86400 0"],
    ["an export waits a day and may be fetched for one", exported, "86400 86400"],
    ["a re-keying is at once, for four hours", rekey, "0 14400"],
    ["a switch of central root access is at once, for an hour", feature, "0 3600"],
    ["contacts wait as long as the rule says, and are in force for a day", contacts, "3600 86400"],
    ["contacts wait longer when the plan says so", { ...contacts, waitSeconds: 7200 }, "7200 86400"],
  ])("%s", (_what, document, expected) => {
    expect(said(document)).toBe(expected);
  });

  it("is refused without enough approvals, with stale ones and with those of an approver outside the group", () => {
    for (const document of [retire, exported, rekey, feature, contacts]) {
      expect(said(document, [])).toBe("CUSTODY_QUORUM_MISSING");
      expect(said(document, [jane])).toBe("CUSTODY_QUORUM_MISSING");
      expect(said(document, [jane, aide])).toBe("CUSTODY_QUORUM_MISSING");
      expect(said(document, [jane, omar], { nowSeconds: now + 121 })).toBe("CUSTODY_QUORUM_MISSING");
    }
  });

  it.each<readonly [string, DelayedDocument, Partial<DocumentFacts>, string]>([
    ["retires an older version", { ...retire, version: 2 }, {}, "CUSTODY_ITEM_VERSION"],
    ["exports an account without a seed", { ...exported, accounts: ["aws:000000000001"] }, {}, "CUSTODY_NO_RULE"],
    ["exports to a stranger", { ...exported, asker: "mallory" }, {}, "CUSTODY_SIGNER_UNKNOWN"],
    ["exports seeds to a password key", { ...exported, recipientS: jane.recipientP }, {}, "CUSTODY_WRONG_VAULT"],
    ["re-keys for another boot", rekey, { bootKey: recipientOf("next") }, "CUSTODY_OTHER_BOOT"],
    ["re-keys a group that is none", { ...rekey, group: "g9" }, {}, "CUSTODY_NOT_ASKED"],
    ["switches a member account", feature, { management: "aws:000000000001" }, "CUSTODY_NOT_ASKED"],
    ["switches while management is unknown", feature, { management: null }, "CUSTODY_NOT_ASKED"],
    ["answers to another than its operator", { ...contacts, asker: "jane" }, {}, "CUSTODY_SIGNER_UNKNOWN"],
    ["drills another account", drill, { canary: null }, "CUSTODY_NOT_ASKED"],
  ])("is refused when it %s", (_what, document, given, code) => {
    expect(said(document, [jane, omar], { facts: given })).toBe(code);
  });

  it("of an operator does not count the operator's own approval", () => {
    const both = { ...contacts, operator: { ...operator, person: "jane" }, asker: "jane" };
    expect(said(both, [jane, omar])).toBe("CUSTODY_QUORUM_MISSING");
    expect(said(both, [ana, omar])).toBe("3600 86400");
  });
});

describe("a drill", () => {
  it("is at once with one custodian who is not the operator", () => {
    expect(said(drill, [jane])).toBe("0 900");
    expect(said(drill, [])).toBe("CUSTODY_QUORUM_MISSING");
    expect(said(drill, [aide])).toBe("CUSTODY_QUORUM_MISSING");
    expect(said({ ...drill, operator: { ...operator, person: "jane" }, asker: "jane" }, [jane])).toBe(
      "CUSTODY_QUORUM_MISSING",
    );
  });
});

describe("a clock offset", () => {
  it("is judged by the clock as it would be", () => {
    // The broker is ten minutes behind the people who signed.
    expect(said(offset, [jane, omar], { nowSeconds: now - 600 })).toBe("0 3600");
    expect(said(offset, [jane, omar])).toBe("CUSTODY_STALE");
  });

  it("is refused after its own end", () => {
    expect(said({ ...offset, at: now, notAfter: now + 1 }, [jane, omar], { nowSeconds: now - 598 })).toBe(
      "CUSTODY_TOO_LATE",
    );
  });
});
