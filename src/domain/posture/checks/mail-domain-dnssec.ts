import { caseView, hidden, said } from "../cases/case-view.ts";
import type { Check } from "../check.ts";
import { judgePublished } from "../mailbox/judge-published.ts";

const email = "aws@corp.example";
const found = (status: "valid" | "none" | "invalid") => ({ dnssec: said({ status }, "dns") });

/** The mail domain is signed with DNSSEC. */
export const mailDomainDnssec: Check = {
  id: "mail-domain-dnssec",
  title: "The mail domain is signed with DNSSEC",
  severity: "medium",
  scope: "account",
  needs: ["organizations:ListAccounts"],
  why: "An unsigned MX record can be forged on the way to the sender: the mail with the password link then goes to the attacker's server, with perfect TLS.",
  fix: "Sign the zone at the DNS provider and put the DS record in at the registrar, then test with `delv MX DOMAIN`.",
  references: ["RFC 4033: DNS Security Introduction and Requirements"],
  standards: {},
  judge: (view) => judgePublished(view, "dnssec", "DNSSEC"),
  cases: [
    { name: "published and valid", view: caseView({ email, mail: found("valid") }), expect: "pass" },
    { name: "not published", view: caseView({ email, mail: found("none") }), expect: "fail" },
    { name: "published and invalid", view: caseView({ email, mail: found("invalid") }), expect: "fail" },
    {
      name: "the resolver cannot validate",
      view: caseView({ email, mail: { dnssec: hidden("unreachable", "a validating resolver") } }),
      expect: "unknown",
      reason: "unreachable",
    },
    { name: "this run did not look", view: caseView({ email, mail: {} }), expect: "unknown", reason: "not-asked" },
    { name: "without --mail", view: caseView({ email }), expect: "unknown", reason: "not-asked" },
  ],
};
