import { caseView, hidden, said } from "../cases/case-view.ts";
import type { Check } from "../check.ts";
import { fail, pass, unseenFact } from "../read/judgement.ts";
import { certificatePresence } from "../read/root-presence.ts";

const resource = "root";

/** Root has no X.509 signing certificate. */
export const rootX509: Check = {
  id: "root-x509",
  title: "The root user has no X.509 signing certificate",
  severity: "high",
  scope: "account",
  needs: ["iam:GetAccountSummary", "iam:ListSigningCertificates", "sts:AssumeRoot"],
  why: "A signing certificate is a root credential from the days of SOAP that most tools never look for. Whoever holds its private key can sign requests as root in the services that still take them, and no MFA or sign-in policy stands in the way.",
  fix: "Member account: `aws sts assume-root --target-principal {account} --task-policy-arn arn=arn:{partition}:iam::aws:policy/root-task/IAMDeleteRootUserCredentials`, then with that session `aws iam list-signing-certificates` and `aws iam delete-signing-certificate --certificate-id ID`. Otherwise sign in as root and delete it under Security credentials. For a member, under approvals and with every call shown first: `rootward root-access delete-credentials --account {account} --save plan.json`.",
  references: ["IAM User Guide: Manage signing certificates", "IAM API Reference: GetAccountSummary"],
  standards: {},
  judge: (view) => {
    const certificates = certificatePresence(view);
    switch (certificates.status) {
      case "unseen":
        return unseenFact(resource, certificates.fact, "iam:GetAccountSummary");
      case "present":
        return fail(resource, certificates.evidence);
      case "absent":
        return pass(resource, certificates.evidence);
    }
  },
  cases: [
    { name: "no certificate", view: caseView({ flags: { certificates: false } }), expect: "pass" },
    { name: "a certificate fails", view: caseView({ flags: { certificates: true } }), expect: "fail" },
    {
      name: "an inactive certificate that the audit lists fails",
      view: caseView({
        flags: { certificates: false },
        account: { certificates: said([{ id: "EXAMPLECERT", active: false, uploadedAt: null }]) },
      }),
      expect: "fail",
    },
    {
      name: "a throttled summary is no pass",
      view: caseView({ flags: hidden("throttled", "iam:GetAccountSummary") }),
      expect: "unknown",
      reason: "throttled",
    },
  ],
};
