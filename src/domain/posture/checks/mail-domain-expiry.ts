import { factOf, isSeen } from "../../core/fact.ts";
import { daysBetween, instant } from "../../core/instant.ts";
import { caseView, hidden, said } from "../cases/case-view.ts";
import type { Check } from "../check.ts";
import { evidence } from "../read/evidence.ts";
import { fail, pass, unknown, unseenFact } from "../read/judgement.ts";
import { rootMailDomain } from "../mailbox/root-mailbox.ts";

const resource = "root-mailbox";
const minDays = 60;
const email = "aws@corp.example";
const registration = (registered: boolean, expiresAt: string | null) => ({
  registration: said({ registered, expiresAt }, "rdap"),
});

/** The mail domain is not about to lapse. */
export const mailDomainExpiry: Check = {
  id: "mail-domain-expiry",
  title: "The domain of the root mailbox is not about to lapse",
  severity: "high",
  scope: "account",
  needs: ["organizations:ListAccounts"],
  why: "Whoever registers a lapsed domain receives its mail: ten dollars for the root mailbox of every account in it, the accounts of closed projects first.",
  fix: "Renew the domain, turn on automatic renewal and the registrar's transfer lock, and put the registrar account behind MFA. If the domain is to be given up, move the root addresses first: `aws account start-primary-email-update --account-id {account} --primary-email NEW`, then `accept-primary-email-update` with the code that arrives there.",
  references: ["RFC 9083: JSON Responses for the Registration Data Access Protocol (RDAP)"],
  standards: {},
  judge: (view) => {
    const domain = rootMailDomain(view);
    if (!isSeen(domain)) return unseenFact(resource, domain, "--mail");
    const name = domain.value.registrable ?? domain.value.domain;
    const fact = factOf(domain.value.registration);
    if (!isSeen(fact)) return unseenFact(resource, fact, `RDAP record of ${name}`);
    const { registered, expiresAt } = fact.value;
    if (!registered) return fail(resource, [evidence(`registration of ${name}`, "none: free to register", fact)]);
    const shown = [evidence(`${name} registered until`, expiresAt ?? "not told", fact)];
    const end = expiresAt === null ? null : instant(expiresAt);
    // The registry of some top-level domains never tells; no second look changes that.
    if (end === null) return unknown(resource, "not-observable", `an RDAP record of ${name} with its expiry`, shown);
    return daysBetween(view.now, end) > minDays ? pass(resource, shown) : fail(resource, shown);
  },
  cases: [
    {
      name: "a year left",
      view: caseView({ email, mail: registration(true, "2027-11-21T00:00:00Z") }),
      expect: "pass",
    },
    {
      name: "sixty days left",
      view: caseView({ email, mail: registration(true, "2027-01-20T12:00:00Z") }),
      expect: "fail",
    },
    { name: "expired", view: caseView({ email, mail: registration(true, "2026-11-01T00:00:00Z") }), expect: "fail" },
    {
      name: "free for anybody to register",
      view: caseView({ email, mail: registration(false, null) }),
      expect: "fail",
    },
    {
      name: "the registry does not tell the date",
      view: caseView({ email, mail: registration(true, null) }),
      expect: "unknown",
      reason: "not-observable",
    },
    {
      name: "RDAP is silent",
      view: caseView({ email, mail: { registration: hidden("unreachable", "RDAP record of corp.example") } }),
      expect: "unknown",
      reason: "unreachable",
    },
    { name: "without --mail", view: caseView({ email }), expect: "unknown", reason: "not-asked" },
  ],
};
