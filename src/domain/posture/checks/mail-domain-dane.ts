import { caseView, hidden, said } from "../cases/case-view.ts";
import type { Check } from "../check.ts";
import { judgePublished } from "../mailbox/judge-published.ts";

const email = "aws@corp.example";
const found = (status: "valid" | "none" | "invalid") => ({ dane: said({ status }, "dns") });

/** DANE pins the mail servers of the root mailbox. */
export const mailDomainDane: Check = {
  id: "mail-domain-dane",
  title: "DANE pins the mail servers of the root mailbox",
  severity: "low",
  scope: "account",
  needs: ["organizations:ListAccounts"],
  why: "With a DNSSEC-signed TLSA record a sender that honours DANE delivers only to the server with that key; without it, a forged MX answer or a stripped STARTTLS goes unnoticed.",
  fix: "Sign the zones of the domain and of its MX hosts with DNSSEC, then publish TLSA `_25._tcp.MXHOST` with usage 3 (or 2) for each MX host. Where the provider runs the MX, ask it for DANE; MTA-STS is the alternative.",
  references: ["RFC 7672: SMTP Security via Opportunistic DANE TLS"],
  standards: {},
  judge: (view) => judgePublished(view, "dane", "DANE"),
  cases: [
    { name: "published and valid", view: caseView({ email, mail: found("valid") }), expect: "pass" },
    { name: "not published", view: caseView({ email, mail: found("none") }), expect: "fail" },
    { name: "published and invalid", view: caseView({ email, mail: found("invalid") }), expect: "fail" },
    {
      name: "the resolver cannot validate",
      view: caseView({ email, mail: { dane: hidden("unreachable", "a validating resolver") } }),
      expect: "unknown",
      reason: "unreachable",
    },
    { name: "this run did not look", view: caseView({ email, mail: {} }), expect: "unknown", reason: "not-asked" },
    { name: "without --mail", view: caseView({ email }), expect: "unknown", reason: "not-asked" },
  ],
};
