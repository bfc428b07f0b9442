import { factOf, isSeen } from "../../core/fact.ts";
import { caseView, hidden, said } from "../cases/case-view.ts";
import type { Check } from "../check.ts";
import { auditGap } from "../read/audit-gap.ts";
import { evidence } from "../read/evidence.ts";
import { fail, notApplicable, pass, unknown, unseenFact } from "../read/judgement.ts";
import { mfaPresence } from "../read/mfa-presence.ts";

const resource = "root";
const key = (name: string) =>
  ({ serial: `arn:aws:iam::111122223333:u2f/root/${name}`, kind: "fido", enabledAt: null }) as const;

/** Root has a spare MFA device. */
export const rootMfaSingleDevice: Check = {
  id: "root-mfa-single-device",
  title: "The root user has a second MFA device",
  severity: "medium",
  scope: "account",
  needs: ["iam:GetAccountSummary", "iam:ListVirtualMFADevices", "iam:ListMFADevices"],
  why: "When the only device is lost or broken, the way back in is AWS's recovery by mailbox and phone: the weakest path becomes the one that must be kept working, and the account is shut out until it succeeds.",
  fix: "Sign in as root, open Security credentials and register a second security key (up to eight are possible). Keep it in another building than the first.",
  references: ["IAM User Guide: AWS Multi-factor authentication in IAM"],
  standards: {},
  judge: (view) => {
    const mfa = mfaPresence(view);
    if (mfa.status === "absent") return notApplicable(resource, "Root has no MFA.", mfa.evidence);
    const devices = factOf(view.account.devices);
    if (!isSeen(devices)) return unseenFact(resource, devices, "iam:ListMFADevices");
    if (mfa.status === "unseen") return unseenFact(resource, mfa.fact, "iam:GetAccountSummary");
    const count = devices.value.length;
    const complete = view.account.devicesComplete === true;
    const name = complete ? "root MFA devices" : "root MFA devices of the virtual kind";
    const shown = [...mfa.evidence, evidence(name, String(count), devices)];
    if (count >= 2) return pass(resource, shown);
    if (!complete) return unseenFact(resource, auditGap(view, "iam:ListMFADevices"), "iam:ListMFADevices", shown);
    if (count === 1) return fail(resource, shown);
    return unknown(resource, "not-observable", "a second reading: summary and device list disagree", shown);
  },
  cases: [
    {
      name: "two devices pass",
      view: caseView({ flags: { mfa: true }, account: { devices: said([key("a"), key("b")]), devicesComplete: true } }),
      expect: "pass",
    },
    {
      name: "exactly one device fails",
      view: caseView({ flags: { mfa: true }, account: { devices: said([key("a")]), devicesComplete: true } }),
      expect: "fail",
    },
    {
      name: "one virtual device seen by a role may have a security key beside it",
      view: caseView({
        flags: { mfa: true },
        rootFeatures: ["RootCredentialsManagement"],
        account: {
          devices: said([{ serial: "arn:aws:iam::111122223333:mfa/root", kind: "virtual", enabledAt: null }]),
          devicesComplete: false,
        },
      }),
      expect: "unknown",
      reason: "not-asked",
    },
    {
      name: "an audit that was asked for and refused is named as the reason",
      view: caseView({
        flags: { mfa: true },
        rootFeatures: ["RootCredentialsManagement"],
        asked: { assumeRoot: true },
        account: { devices: said([]), devicesComplete: false, keys: hidden("denied", "sts:AssumeRoot") },
      }),
      expect: "unknown",
      reason: "denied",
    },
    {
      name: "without MFA there is nothing to count",
      view: caseView({ flags: { mfa: false } }),
      expect: "not-applicable",
    },
  ],
};
