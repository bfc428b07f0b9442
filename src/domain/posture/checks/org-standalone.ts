import { factOf, isSeen } from "../../core/fact.ts";
import { caseDates, caseIds, caseView, hidden } from "../cases/case-view.ts";
import type { AccountView } from "../account-view.ts";
import type { Check } from "../check.ts";
import { attestedEntry } from "../read/attested-entry.ts";
import { declaredEvidence } from "../read/evidence.ts";
import { fail, pass, unknown, unseenFact } from "../read/judgement.ts";

const resource = "organization";
const listed = (accounts: Readonly<Record<string, string>>, attested?: string) => ({
  standalone: { accounts, ...(attested === undefined ? {} : { attested }) },
});

/** No account of ours is left outside the organization. */
export const orgStandalone: Check = {
  id: "org-standalone",
  title: "No account of ours is left outside the organization unnoticed",
  severity: "medium",
  scope: "organization",
  needs: ["organizations:DescribeOrganization", "organizations:ListAccounts"],
  why: "No SCP, no central root access and no scan of the organization reaches an account outside of it. The forgotten account of an old project, with a root password of its own, stays open the longest and often still holds a way in.",
  fix: 'Invite it: `aws organizations invite-account-to-organization --target Id={account},Type=ACCOUNT`. If it must stay outside, say why: `declared: {standalone: {accounts: {"ID": "reason"}, attested: DATE}}`, and scan it by itself.',
  references: ["AWS Organizations User Guide: Managing account invitations"],
  standards: { "aws-config": ["account-part-of-organizations"] },
  judge: (view) => {
    const state = factOf(view.account.state);
    if (view.account.kind === "management" && !isSeen(state)) {
      return unseenFact(resource, state, "organizations:ListAccounts");
    }
    const list = attestedEntry(view.inventory.declared.standalone, view.now);
    if (list === null) {
      return unknown(resource, "not-declared", "inventory declared.standalone, attested at most 180 days ago");
    }
    const shown = [declaredEvidence("declared as stand-alone", Object.keys(list.accounts).sort().join(", ") || "none")];
    const silent = Object.entries(list.accounts).filter(([, why]) => why.trim() === "");
    if (silent.length > 0) {
      return fail(resource, shown, { note: `Listed without a reason: ${silent.map(([id]) => id).join(", ")}.` });
    }
    const unlisted = (id: string): boolean => !(id in list.accounts);
    if (view.account.kind === "standalone" && unlisted(view.account.id)) {
      return fail(resource, shown, { note: `Account ${view.account.id} is in no organization and not on the list.` });
    }
    const strangers = inventoryAccounts(view).filter((id) => !view.accountIds.has(id) && unlisted(id));
    if (strangers.length === 0) return pass(resource, shown);
    if (view.account.kind !== "management") {
      return unknown(resource, "not-in-mode", `a scan of the organization of ${strangers.join(", ")}`, shown);
    }
    return fail(resource, shown, { note: `In the inventory, but neither member nor listed: ${strangers.join(", ")}.` });
  },
  cases: [
    {
      name: "an attested empty list, and every account of the inventory is a member",
      view: caseView({
        kind: "management",
        declared: listed({}, caseDates.fresh),
        others: { [caseIds.other]: {} },
        inventory: { vaults: { [caseIds.other]: { password: "p" } } },
      }),
      expect: "pass",
    },
    {
      name: "a stand-alone account that is listed with its reason",
      view: caseView({ kind: "standalone", declared: listed({ [caseIds.member]: "sold in June" }, caseDates.fresh) }),
      expect: "pass",
    },
    {
      name: "a stand-alone account that nobody listed",
      view: caseView({ kind: "standalone", declared: listed({}, caseDates.fresh) }),
      expect: "fail",
    },
    {
      name: "a listed account without a reason",
      view: caseView({ kind: "management", declared: listed({ "777788889999": " " }, caseDates.fresh) }),
      expect: "fail",
    },
    {
      name: "the inventory knows an account that is neither member nor listed",
      view: caseView({
        kind: "management",
        declared: listed({}, caseDates.fresh),
        inventory: { securityQuestions: { "777788889999": { state: "none" } } },
      }),
      expect: "fail",
    },
    {
      name: "a list without a date counts as none",
      view: caseView({ kind: "management", declared: listed({}) }),
      expect: "unknown",
      reason: "not-declared",
    },
    { name: "nothing declared", view: caseView({ kind: "standalone" }), expect: "unknown", reason: "not-declared" },
    {
      name: "a scan of one stand-alone account does not know the members",
      view: caseView({
        kind: "standalone",
        declared: listed({ [caseIds.member]: "sold in June" }, caseDates.fresh),
        inventory: { vaults: { [caseIds.other]: { password: "p" } } },
      }),
      expect: "unknown",
      reason: "not-in-mode",
    },
    {
      name: "the account list was refused",
      view: caseView({
        kind: "management",
        declared: listed({}, caseDates.fresh),
        account: { state: hidden("denied", "organizations:ListAccounts") },
      }),
      expect: "unknown",
      reason: "denied",
    },
  ],
};

function inventoryAccounts(view: AccountView): readonly string[] {
  const { devices, vaults, securityQuestions, declared } = view.inventory;
  const named = [
    ...Object.keys(devices),
    ...Object.keys(vaults),
    ...Object.keys(securityQuestions),
    ...Object.keys(declared.contact ?? {}).filter((key) => key !== "*"),
    ...Object.values(declared.delegates ?? {}).flat(),
  ];
  return [...new Set(named)].sort();
}
