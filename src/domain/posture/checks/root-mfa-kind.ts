import { factOf, isSeen } from "../../core/fact.ts";
import { caseView, hidden, said } from "../cases/case-view.ts";
import type { Check } from "../check.ts";
import { auditGap } from "../read/audit-gap.ts";
import { evidence } from "../read/evidence.ts";
import { fail, notApplicable, pass, unknown, unseenFact } from "../read/judgement.ts";
import { mfaPresence } from "../read/mfa-presence.ts";

const resource = "root";
const virtual = { serial: "arn:aws:iam::111122223333:mfa/anything", kind: "virtual", enabledAt: null } as const;
const fido = { serial: "arn:aws:iam::111122223333:u2f/root/key-1", kind: "fido", enabledAt: null } as const;
const hardware = { serial: "GAHT12345678", kind: "hardware", enabledAt: null } as const;

/** Root has no virtual MFA device. */
export const rootMfaKind: Check = {
  id: "root-mfa-kind",
  title: "No root MFA device is a virtual one",
  severity: "medium",
  scope: "account",
  needs: ["iam:GetAccountSummary", "iam:ListVirtualMFADevices", "iam:ListMFADevices"],
  why: "A virtual device is a seed that can be copied: from a phone backup, a screenshot of the QR code, a password manager. Its six digits can also be phished and used within the same half minute; a security key answers the real sign-in page alone.",
  fix: "Sign in as root, open Security credentials, register two security keys, then remove the virtual device. Prefer keys bound to hardware: AWS shows a synced passkey and a hardware key in the same way.",
  references: [
    "IAM User Guide: Passkeys and security keys for root user",
    "IAM API Reference: ListVirtualMFADevices, ListMFADevices",
  ],
  standards: {
    "cis-7.0.0": ["2.6"],
    "cis-6.0.0": ["2.5"],
    "cis-5.0.0": ["1.5"],
    fsbp: ["IAM.6"],
    "well-architected": ["SEC01-BP02"],
    "nist-800-53r5": ["IA-2(1)", "IA-2(6)", "IA-2(8)"],
    "pci-4.0.1": ["8.4.1", "8.4.2", "8.4.3"],
    "aws-config": ["root-account-hardware-mfa-enabled"],
  },
  judge: (view) => {
    const mfa = mfaPresence(view);
    if (mfa.status === "absent") return notApplicable(resource, "Root has no MFA.", mfa.evidence);
    const devices = factOf(view.account.devices);
    if (!isSeen(devices)) return unseenFact(resource, devices, "iam:ListMFADevices");
    if (mfa.status === "unseen") return unseenFact(resource, mfa.fact, "iam:GetAccountSummary");
    const listed = devices.value.map((device) => `${device.serial} (${device.kind})`);
    const shown = [...mfa.evidence, evidence("root MFA devices", listed.join(", ") || "none listed", devices)];
    if (devices.value.some((device) => device.kind === "virtual")) {
      return fail(resource, shown, view.account.kind === "management" ? { severity: "high" } : {});
    }
    if (view.account.devicesComplete !== true) {
      return unseenFact(resource, auditGap(view, "iam:ListMFADevices"), "iam:ListMFADevices", shown);
    }
    if (devices.value.length === 0) {
      return unknown(resource, "not-observable", "a second reading: summary and device list disagree", shown);
    }
    const passkey = devices.value.some((device) => device.kind === "fido");
    return pass(resource, shown, {
      note: passkey ? "AWS does not tell a passkey that is synced between devices from a hardware key." : undefined,
    });
  },
  cases: [
    {
      name: "security keys and hardware tokens pass",
      view: caseView({ flags: { mfa: true }, account: { devices: said([fido, hardware]), devicesComplete: true } }),
      expect: "pass",
    },
    {
      name: "one virtual device beside a security key fails",
      view: caseView({ flags: { mfa: true }, account: { devices: said([fido, virtual]), devicesComplete: true } }),
      expect: "fail",
    },
    {
      name: "a virtual device seen by a role alone is enough to fail",
      view: caseView({ flags: { mfa: true }, account: { devices: said([virtual]), devicesComplete: false } }),
      expect: "fail",
    },
    {
      name: "MFA that is not virtual is not thereby hardware: the list is needed",
      view: caseView({
        flags: { mfa: true },
        rootFeatures: ["RootCredentialsManagement"],
        account: { devices: said([]), devicesComplete: false },
      }),
      expect: "unknown",
      reason: "not-asked",
    },
    {
      name: "nobody but root itself can list the other devices of the management account",
      view: caseView({
        kind: "management",
        flags: { mfa: true },
        account: { devices: said([]), devicesComplete: false },
      }),
      expect: "unknown",
      reason: "not-observable",
    },
    {
      name: "a refused device list says nothing",
      view: caseView({
        flags: { mfa: true },
        account: { devices: hidden("denied", "iam:ListVirtualMFADevices") },
      }),
      expect: "unknown",
      reason: "denied",
    },
    {
      name: "without MFA there is no device to judge",
      view: caseView({ flags: { mfa: false } }),
      expect: "not-applicable",
    },
  ],
};
