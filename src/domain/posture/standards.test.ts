import { expect, it } from "vitest";
import { checks } from "./registry.ts";

// The cells that were verified, and no others. CIS: ids only; its prose must not be shipped.
const guard = { "cis-7.0.0": ["2.1.2"], "well-architected": ["SEC03-BP05"] };
const central = { "cis-7.0.0": ["2.1.1"], "well-architected": ["SEC01-BP02"] };
const delegate = { "cis-7.0.0": ["2.1.5", "2.1.6"] };
const mfa = { "nist-800-53r5": ["IA-2(1)", "IA-2(6)", "IA-2(8)"], "pci-4.0.1": ["8.4.1", "8.4.2", "8.4.3"] };
const table: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  "contact-primary-baseline": {
    "cis-7.0.0": ["2.2"],
    "cis-6.0.0": ["2.1"],
    "cis-5.0.0": ["1.1"],
    "well-architected": ["SEC03-BP03", "SEC10-BP01"],
    "iso-27001-2022": ["A.5.5"],
  },
  "contact-alternate-security": {
    "cis-7.0.0": ["2.3"],
    "cis-6.0.0": ["2.2"],
    "cis-5.0.0": ["1.2"],
    fsbp: ["Account.1"],
    "well-architected": ["SEC03-BP03", "SEC10-BP01"],
    "iso-27001-2022": ["A.5.5"],
    "aws-config": ["security-account-information-provided"],
  },
  "root-key": {
    "cis-7.0.0": ["2.4"],
    "cis-6.0.0": ["2.3"],
    "cis-5.0.0": ["1.3"],
    fsbp: ["IAM.4"],
    "well-architected": ["SEC01-BP02"],
    "nist-800-53r5": ["AC-2(6)", "AC-3(7)", "AC-6", "AC-6(2)", "AC-6(10)", "IA-2"],
    "pci-4.0.1": ["7.2.1", "7.2.2", "8.2.2"],
    "iso-27001-2022": ["A.5.15"],
    "aws-config": ["iam-root-access-key-check"],
  },
  "root-mfa": {
    "cis-7.0.0": ["2.5"],
    "cis-6.0.0": ["2.4"],
    "cis-5.0.0": ["1.4"],
    fsbp: ["IAM.9"],
    "well-architected": ["SEC01-BP02"],
    ...mfa,
    "iso-27001-2022": ["A.5.17", "A.8.5"],
    "aws-config": ["root-account-mfa-enabled"],
  },
  "root-mfa-kind": {
    "cis-7.0.0": ["2.6"],
    "cis-6.0.0": ["2.5"],
    "cis-5.0.0": ["1.5"],
    fsbp: ["IAM.6"],
    "well-architected": ["SEC01-BP02"],
    ...mfa,
    "aws-config": ["root-account-hardware-mfa-enabled"],
  },
  "root-recent-use": {
    "cis-7.0.0": ["2.7"],
    "cis-6.0.0": ["2.6"],
    "cis-5.0.0": ["1.6"],
    "well-architected": ["SEC02-BP01"],
    "pci-4.0.1": ["8.2.2"],
    "iso-27001-2022": ["A.5.15"],
  },
  "org-central-root-credentials": central,
  "org-central-root-leftover": central,
  "guard-scp-contact-write": guard,
  "guard-scp-email-update": guard,
  "guard-scp-leave-org": guard,
  "guard-scp-root-deny": guard,
  "guard-scp-signin-delete": guard,
  "org-delegate-iam": delegate,
  "org-delegate-account": delegate,
  "role-trusts-outside": { "well-architected": ["SEC03-BP07", "SEC03-BP09"] },
  "user-beside-sso": { "cis-5.0.0": ["1.20"], "well-architected": ["SEC02-BP04"] },
  "user-console-no-mfa": {
    "cis-7.0.0": ["2.10"],
    "cis-6.0.0": ["2.9"],
    "cis-5.0.0": ["1.9"],
    fsbp: ["IAM.5"],
    "well-architected": ["SEC02-BP01"],
    "nist-800-53r5": ["IA-2(1)", "IA-2(2)"],
    "iso-27001-2022": ["A.8.5"],
    "aws-config": ["mfa-enabled-for-iam-console-access"],
  },
  "user-key-age": {
    "cis-5.0.0": ["1.13"],
    fsbp: ["IAM.3"],
    "well-architected": ["SEC02-BP05"],
    "nist-800-53r5": ["AC-2(1)", "AC-2(3)", "AC-3(15)"],
    "aws-config": ["access-keys-rotated"],
  },
  "user-key-unused": {
    fsbp: ["IAM.8"],
    "well-architected": ["SEC02-BP05"],
    "aws-config": ["iam-user-unused-credentials-check"],
  },
  "user-writes-without-role": { "well-architected": ["SEC02-BP02", "SEC03-BP02"] },
  "org-standalone": { "aws-config": ["account-part-of-organizations"] },
};

it("checks answer to exactly the verified cells of the standards", () => {
  const actual = Object.fromEntries(checks.map((check) => [check.id, check.standards]));
  const expected = Object.fromEntries(checks.map((check) => [check.id, table[check.id] ?? {}]));
  expect(actual).toEqual(expected);
  expect(Object.keys(table).every((id) => id in actual)).toBe(true);
});
