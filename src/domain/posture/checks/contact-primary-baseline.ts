import { canonicalPhone } from "../../core/canonical-contact.ts";
import { factOf, isSeen } from "../../core/fact.ts";
import { caseDates, caseIds, caseView, hidden } from "../cases/case-view.ts";
import type { Check } from "../check.ts";
import { declared } from "../read/declared.ts";
import { evidence } from "../read/evidence.ts";
import { fail, pass, unknown, unseenFact } from "../read/judgement.ts";

const resource = "contact";

/** The primary contact is the declared one. */
export const contactPrimaryBaseline: Check = {
  id: "contact-primary-baseline",
  title: "The primary contact is as declared",
  severity: "medium",
  scope: "account",
  needs: ["account:GetContactInformation"],
  why: "The primary contact's phone is the second factor of root recovery. Changing it is the first move of a takeover and raises no alarm by itself; a record that differs from what was agreed is either decay or that first move.",
  fix: "Write the record back with `aws account put-contact-information --account-id {account} --contact-information file://contact.json` (AWS replaces the whole record: fields left out are erased). If the record is right, correct `declared.contact` in the inventory. Under approvals, for many accounts at once: `rootward contacts plan --file contacts.yaml --save contacts.plan`.",
  references: [
    "Account Management Reference Guide: Update the primary contact for your AWS account",
    "IAM User Guide: What to do if an MFA device is lost or stops working",
  ],
  standards: {
    "cis-7.0.0": ["2.2"],
    "cis-6.0.0": ["2.1"],
    "cis-5.0.0": ["1.1"],
    "well-architected": ["SEC03-BP03", "SEC10-BP01"],
    "iso-27001-2022": ["A.5.5"],
  },
  judge: (view) => {
    const contact = factOf(view.account.contact);
    if (!isSeen(contact)) return unseenFact(resource, contact, "account:GetContactInformation");
    const baselines = declared(view).contact;
    const wanted = { ...baselines?.["*"], ...baselines?.[view.account.id] };
    const fields = Object.keys(wanted).sort();
    if (fields.length === 0) return unknown(resource, "not-declared", "inventory declared.contact");
    const actual: Readonly<Record<string, string | undefined>> = contact.value;
    const differing = fields.filter((field) => normal(field, wanted[field]) !== normal(field, actual[field]));
    // Field names only: the record is somebody's name, address and phone.
    const shown = [
      evidence("fields compared", fields.join(", "), contact),
      evidence("fields that differ", differing.join(", ") || "none", contact),
    ];
    return differing.length === 0 ? pass(resource, shown) : fail(resource, shown);
  },
  cases: [
    {
      name: "the same number written otherwise is the same",
      view: caseView({
        phone: "+1 (555) 0100",
        declared: { contact: { "*": { PhoneNumber: "+1 555-0100", FullName: " Example Corp ", CountryCode: "us" } } },
      }),
      expect: "pass",
    },
    {
      name: "another phone number fails",
      view: caseView({ phone: "+1 555 0199", declared: { contact: { "*": { PhoneNumber: "+1 555 0100" } } } }),
      expect: "fail",
    },
    {
      name: "what is declared for the account goes before what is declared for all",
      view: caseView({
        phone: "+1 555 0199",
        declared: {
          contact: { "*": { PhoneNumber: "+1 555 0100" }, [caseIds.member]: { PhoneNumber: "+1 555 0199" } },
        },
      }),
      expect: "pass",
    },
    {
      name: "a declared field that AWS does not have fails",
      view: caseView({ phone: "+1 555 0100", declared: { contact: { "*": { CompanyName: "Example Corp" } } } }),
      expect: "fail",
    },
    { name: "nothing declared", view: caseView({ phone: "+1 555 0100" }), expect: "unknown", reason: "not-declared" },
    {
      name: "declared over 180 days ago",
      view: caseView({
        phone: "+1 555 0100",
        declared: { contact: { "*": { PhoneNumber: "+1 555 0100" } }, attested: caseDates.stale },
      }),
      expect: "unknown",
      reason: "not-declared",
    },
    {
      name: "the contact was refused",
      view: caseView({
        phone: hidden("denied", "account:GetContactInformation"),
        declared: { contact: { "*": { PhoneNumber: "+1 555 0100" } } },
      }),
      expect: "unknown",
      reason: "denied",
    },
  ],
};

// AWS trims text and upper-cases the country; an absent field and an empty one are the same.
function normal(field: string, value: string | undefined): string {
  const text = (value ?? "").trim();
  if (field === "PhoneNumber") return canonicalPhone(text);
  return field === "CountryCode" ? text.toUpperCase() : text;
}
