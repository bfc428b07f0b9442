import { canonicalPhone } from "../../core/canonical-contact.ts";
import { factOf, isSeen } from "../../core/fact.ts";
import { attestation } from "../../inventory/attestation.ts";
import { caseDates, caseIds, caseView, hidden } from "../cases/case-view.ts";
import type { AccountView } from "../account-view.ts";
import type { Check } from "../check.ts";
import { accountList } from "../read/account-list.ts";
import { contactEvidence, declaredEvidence, evidence } from "../read/evidence.ts";
import { fail, notApplicable, pass, unknown, unseenFact } from "../read/judgement.ts";

const resource = "contact";
const number = "+1 555 0100";

/** The recovery phone serves one account. */
export const contactPhoneShared: Check = {
  id: "contact-phone-shared",
  title: "The recovery phone serves one account only",
  severity: "medium",
  scope: "account",
  needs: ["account:GetContactInformation", "organizations:ListAccounts"],
  why: "Accounts made in an organization inherit the phone of the management account. One SIM swap, one lost handset or one redirected extension then gives the second recovery factor of all of them at once.",
  fix: 'Give each group of accounts that one team answers for a number of its own: `aws account put-contact-information --account-id {account} --contact-information file://contact.json` (AWS replaces the whole record: fields left out are erased). If one number is meant, declare who holds it: `phones: {"+NUMBER": {holders: [...], attested: DATE}}`. Under approvals, for many accounts at once: `rootward contacts plan --file contacts.yaml --save contacts.plan`.',
  references: [
    "Account Management Reference Guide: Update the primary contact for your AWS account",
    "IAM User Guide: What to do if an MFA device is lost or stops working",
  ],
  standards: {},
  judge: (view) => {
    const contact = factOf(view.account.contact);
    if (!isSeen(contact)) return unseenFact(resource, contact, "account:GetContactInformation");
    const phone = contact.value.PhoneNumber ?? "";
    const canonical = canonicalPhone(phone);
    if (canonical === "") return notApplicable(resource, "No phone number is on record.");
    const users = accountList(view.phones.get(canonical), view.account.id);
    const shown = [
      contactEvidence("primary contact phone", phone, "phone", contact),
      evidence("accounts with this number", users.text, contact),
    ];
    const holders = holdersOf(view, canonical);
    if (holders > 0) return pass(resource, [...shown, declaredEvidence("declared holders", String(holders))]);
    if (users.ids.length > 1) return fail(resource, shown);
    if (view.manifest.mode === "account" && view.account.kind !== "standalone") {
      return unknown(resource, "not-in-mode", "a scan of the organization", shown);
    }
    const unread = unreadPhones(view);
    return pass(resource, shown, {
      note: unread === 0 ? undefined : `The numbers of ${unread} other accounts were not read and not compared.`,
    });
  },
  cases: [
    {
      name: "nobody else has the number",
      view: caseView({ phone: number, others: { [caseIds.other]: { phone: "+1 555 0111" } } }),
      expect: "pass",
    },
    {
      name: "another account has the number in another spelling",
      view: caseView({ phone: number, others: { [caseIds.other]: { phone: "+1 (555) 01-00" } } }),
      expect: "fail",
    },
    {
      name: "a shared number with declared holders",
      view: caseView({
        phone: number,
        others: { [caseIds.other]: { phone: number } },
        inventory: { phones: { "+15550100": { holders: ["ann"], attested: caseDates.fresh } } },
      }),
      expect: "pass",
    },
    {
      name: "holders declared over 180 days ago do not count",
      view: caseView({
        phone: number,
        others: { [caseIds.other]: { phone: number } },
        inventory: { phones: { "+15550100": { holders: ["ann"], attested: caseDates.stale } } },
      }),
      expect: "fail",
    },
    {
      name: "a scan of one member cannot compare",
      view: caseView({ phone: number, mode: "account" }),
      expect: "unknown",
      reason: "not-in-mode",
    },
    {
      name: "the contact was refused",
      view: caseView({ phone: hidden("denied", "account:GetContactInformation") }),
      expect: "unknown",
      reason: "denied",
    },
  ],
};

function holdersOf(view: AccountView, canonical: string): number {
  const entries = Object.entries(view.inventory.phones).filter(([written]) => canonicalPhone(written) === canonical);
  const fresh = entries.filter(([, entry]) => attestation(entry.attested, view.now) === "fresh");
  return new Set(fresh.flatMap(([, entry]) => entry.holders ?? [])).size;
}

interface Unread {
  readonly among: AccountView["accountIds"];
  readonly ids: ReadonlySet<string>;
}

const memo = new WeakMap<AccountView["phones"], Unread>();

// One pass per snapshot instead of one per account: 5,000 accounts share the map and the set.
function unreadPhones({ phones, accountIds, account }: AccountView): number {
  const known = memo.get(phones);
  const unread = known?.among === accountIds ? known : { among: accountIds, ids: withoutPhone(phones, accountIds) };
  memo.set(phones, unread);
  return unread.ids.size - (unread.ids.has(account.id) ? 1 : 0);
}

function withoutPhone(phones: AccountView["phones"], accountIds: AccountView["accountIds"]): ReadonlySet<string> {
  const read = new Set([...phones.values()].flat());
  return new Set([...accountIds].filter((id) => !read.has(id)));
}
