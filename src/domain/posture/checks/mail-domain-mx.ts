import { isSeen } from "../../core/fact.ts";
import { caseView, hidden, said } from "../cases/case-view.ts";
import type { Check } from "../check.ts";
import { evidence } from "../read/evidence.ts";
import { fail, pass, unseenFact } from "../read/judgement.ts";
import { rootMailDomain } from "../mailbox/root-mailbox.ts";

const resource = "root-mailbox";
const email = "aws@corp.example";
const mx = (kind: "mx" | "implicit" | "null-mx" | "none") => ({ mx: said({ kind, hosts: [], provider: null }, "dns") });

/** Mail can reach the root mailbox. */
export const mailDomainMx: Check = {
  id: "mail-domain-mx",
  title: "Mail can arrive at the root mailbox",
  severity: "high",
  scope: "account",
  needs: ["organizations:ListAccounts"],
  why: "Where no server takes mail for the domain, AWS's warnings vanish and root cannot be recovered. Whoever later controls the domain's DNS sets an MX record and gets the password link.",
  fix: "Repair the MX record of the domain, or move the root address to a domain that works: `aws account start-primary-email-update --account-id {account} --primary-email NEW`, then `accept-primary-email-update` with the code that arrives there.",
  references: ["RFC 5321 section 5.1: Locating the Target Host", "RFC 7505: A Null MX Record"],
  standards: {},
  judge: (view) => {
    const domain = rootMailDomain(view);
    if (!isSeen(domain)) return unseenFact(resource, domain, "--mail");
    const route = domain.value.mx;
    if (!isSeen(route)) return unseenFact(resource, route, `MX lookup of ${domain.value.domain}`);
    const shown = [evidence(`mail route of ${domain.value.domain}`, route.value.kind, route)];
    switch (route.value.kind) {
      case "mx":
      case "implicit":
        return pass(resource, shown);
      case "null-mx":
      case "none":
        return fail(resource, shown);
    }
  },
  cases: [
    { name: "an MX record", view: caseView({ email, mail: mx("mx") }), expect: "pass" },
    { name: "no MX but an address record", view: caseView({ email, mail: mx("implicit") }), expect: "pass" },
    { name: "the domain refuses all mail", view: caseView({ email, mail: mx("null-mx") }), expect: "fail" },
    { name: "neither MX nor address", view: caseView({ email, mail: mx("none") }), expect: "fail" },
    {
      name: "the resolver failed",
      view: caseView({ email, mail: { mx: hidden("unreachable", "MX lookup of corp.example") } }),
      expect: "unknown",
      reason: "unreachable",
    },
    { name: "without --mail", view: caseView({ email }), expect: "unknown", reason: "not-asked" },
  ],
};
