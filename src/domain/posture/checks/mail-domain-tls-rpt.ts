import { caseView, hidden, said } from "../cases/case-view.ts";
import type { Check } from "../check.ts";
import { judgePublished } from "../mailbox/judge-published.ts";

const email = "aws@corp.example";
const found = (status: "valid" | "none" | "invalid") => ({ tlsRpt: said({ status }, "dns") });

/** The mail domain asks for reports on failed TLS. */
export const mailDomainTlsRpt: Check = {
  id: "mail-domain-tls-rpt",
  title: "The mail domain asks for reports on failed TLS",
  severity: "low",
  scope: "account",
  needs: ["organizations:ListAccounts"],
  why: "Senders that meet a stripped or broken TLS connection can say so, but only if the domain asks them to. Without reports an attack on the way to the root mailbox leaves no trace on your side.",
  fix: "Publish TXT `_smtp._tls.DOMAIN` with `v=TLSRPTv1; rua=mailto:REPORTS@DOMAIN` and let somebody read the reports.",
  references: ["RFC 8460: SMTP TLS Reporting"],
  standards: {},
  judge: (view) => judgePublished(view, "tlsRpt", "TLS-RPT"),
  cases: [
    { name: "published and valid", view: caseView({ email, mail: found("valid") }), expect: "pass" },
    { name: "not published", view: caseView({ email, mail: found("none") }), expect: "fail" },
    { name: "published and invalid", view: caseView({ email, mail: found("invalid") }), expect: "fail" },
    {
      name: "the resolver cannot validate",
      view: caseView({ email, mail: { tlsRpt: hidden("unreachable", "a validating resolver") } }),
      expect: "unknown",
      reason: "unreachable",
    },
    { name: "this run did not look", view: caseView({ email, mail: {} }), expect: "unknown", reason: "not-asked" },
    { name: "without --mail", view: caseView({ email }), expect: "unknown", reason: "not-asked" },
  ],
};
