import { factOf, isSeen } from "../../core/fact.ts";
import { isCounted } from "../../core/reason.ts";
import { caseDates, caseIds, caseView, hidden, said } from "../cases/case-view.ts";
import type { Check } from "../check.ts";
import { attestedEntry } from "../read/attested-entry.ts";
import { declaredEvidence, evidence } from "../read/evidence.ts";
import { fail, notApplicable, pass, unknown, unseenFact } from "../read/judgement.ts";
import { mfaPresence } from "../read/mfa-presence.ts";

const resource = "root";
const keys = (...names: string[]) => ({
  devices: said(names.map((serial) => ({ serial, kind: "hardware" as const, enabledAt: null }))),
  devicesComplete: true,
});
const places = (attested: string, ...list: string[]) => ({
  devices: { [caseIds.member]: list.map((place) => ({ kind: "fido", place, attested })) },
});

/** Root's MFA devices lie in more than one place. */
export const mfaPlaceSingle: Check = {
  id: "mfa-place-single",
  title: "Root's MFA devices lie in more than one place",
  severity: "medium",
  scope: "account",
  needs: ["iam:GetAccountSummary", "iam:ListMFADevices"],
  why: "Two keys in one safe burn, are stolen or are forgotten together. The way back is then recovery by mailbox and phone, and one visit to one place is enough for a thief.",
  fix: 'Move one device to another building under another person\'s lock, then declare both: `devices: {"{account}": [{kind, place, attested}, ...]}`.',
  references: ["IAM User Guide: Root user best practices"],
  standards: {},
  judge: (view) => {
    const mfa = mfaPresence(view);
    if (mfa.status === "unseen") return unseenFact(resource, mfa.fact, "iam:GetAccountSummary");
    if (mfa.status === "absent") return notApplicable(resource, "Root has no MFA.", mfa.evidence);
    const devices = factOf(view.account.devices);
    if (!isSeen(devices) && isCounted(devices.why)) return unseenFact(resource, devices, "iam:ListMFADevices");
    const atLeast = isSeen(devices) ? devices.value.length : 1;
    const exactly = isSeen(devices) && view.account.devicesComplete === true ? atLeast : null;
    const shown = isSeen(devices) ? [evidence("root MFA devices that AWS shows", String(atLeast), devices)] : [];
    if (exactly === 1) return notApplicable(resource, "Root has one device: see root-mfa-single-device.", shown);
    const entries = view.inventory.devices[view.account.id] ?? [];
    const fresh = entries.flatMap((entry) => attestedEntry(entry, view.now) ?? []);
    if (fresh.length === 0 || fresh.length < entries.length) {
      const needs = "inventory devices: kind, place and attested (at most 180 days ago) for each device";
      return unknown(resource, "not-declared", needs, shown);
    }
    const all = [...shown, declaredEvidence("declared places", fresh.map((entry) => entry.place).join(", "))];
    if (fresh.length !== (exactly ?? Math.max(atLeast, fresh.length))) {
      return unknown(resource, "not-declared", "as many declared devices as AWS shows", all);
    }
    if (fresh.length === 1) return notApplicable(resource, "One device is declared: see root-mfa-single-device.", all);
    const distinct = new Set(fresh.map((entry) => entry.place.trim().toLowerCase()));
    return distinct.size > 1 ? pass(resource, all) : fail(resource, all);
  },
  cases: [
    {
      name: "two devices in two places",
      view: caseView({
        flags: { mfa: true },
        account: keys("a", "b"),
        inventory: places(caseDates.fresh, "Berlin safe", "Madrid safe"),
      }),
      expect: "pass",
    },
    {
      name: "two devices in one safe",
      view: caseView({
        flags: { mfa: true },
        account: keys("a", "b"),
        inventory: places(caseDates.fresh, "Berlin safe", "berlin safe "),
      }),
      expect: "fail",
    },
    {
      name: "AWS shows three devices and two are declared",
      view: caseView({
        flags: { mfa: true },
        account: keys("a", "b", "c"),
        inventory: places(caseDates.fresh, "Berlin safe", "Madrid safe"),
      }),
      expect: "unknown",
      reason: "not-declared",
    },
    {
      name: "places attested over 180 days ago",
      view: caseView({
        flags: { mfa: true },
        account: keys("a", "b"),
        inventory: places(caseDates.stale, "Berlin safe", "Madrid safe"),
      }),
      expect: "unknown",
      reason: "not-declared",
    },
    {
      name: "nothing declared",
      view: caseView({ flags: { mfa: true }, account: keys("a", "b") }),
      expect: "unknown",
      reason: "not-declared",
    },
    {
      name: "the device list was refused",
      view: caseView({
        flags: { mfa: true },
        account: { devices: hidden("denied", "iam:ListMFADevices") },
        inventory: places(caseDates.fresh, "Berlin safe", "Madrid safe"),
      }),
      expect: "unknown",
      reason: "denied",
    },
    { name: "no MFA", view: caseView({ flags: { mfa: false } }), expect: "not-applicable" },
    { name: "one device", view: caseView({ flags: { mfa: true }, account: keys("a") }), expect: "not-applicable" },
  ],
};
