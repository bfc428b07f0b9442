import { factOf, isSeen } from "../../core/fact.ts";
import type { MailDomainFacts } from "../../snapshot/mail-facts.ts";
import { caseView, hidden, said } from "../cases/case-view.ts";
import type { Check } from "../check.ts";
import { evidence } from "../read/evidence.ts";
import { fail, pass, unseenFact } from "../read/judgement.ts";
import { rootMailDomain } from "../mailbox/root-mailbox.ts";

const resource = "root-mailbox";
const email = "aws@corp.example";
type MtaSts = Extract<NonNullable<MailDomainFacts["mtaSts"]>, { value: unknown }>["value"];

/** Senders are told to insist on TLS. */
export const mailDomainMtaSts: Check = {
  id: "mail-domain-mta-sts",
  title: "MTA-STS makes senders insist on TLS",
  severity: "medium",
  scope: "account",
  needs: ["organizations:ListAccounts"],
  why: "STARTTLS alone is a polite offer: an active attacker on the way could strip it, or answer in the server's place, and read the password link. A policy in mode enforce tells senders that honour it to deliver only over verified TLS.",
  fix: "Publish TXT `_mta-sts.DOMAIN` with `v=STSv1; id=...` and `https://mta-sts.DOMAIN/.well-known/mta-sts.txt` with `version: STSv1`, `mode: enforce`, one `mx:` line for each MX host and `max_age: 604800`. Start with `mode: testing` and TLS-RPT for a week.",
  references: ["RFC 8461: SMTP MTA Strict Transport Security"],
  standards: {},
  judge: (view) => {
    const domain = rootMailDomain(view);
    if (!isSeen(domain)) return unseenFact(resource, domain, "--mail");
    const fact = factOf(domain.value.mtaSts);
    if (!isSeen(fact)) return unseenFact(resource, fact, `MTA-STS policy of ${domain.value.domain}`);
    const { status, mode, uncovered, problem } = fact.value;
    const shown = [
      evidence(
        `MTA-STS of ${domain.value.domain}`,
        [status, mode, problem].filter((part) => part !== null).join(", "),
        fact,
      ),
    ];
    if (uncovered.length > 0) shown.push(evidence("MX hosts it does not cover", uncovered.join(", "), fact));
    if (status === "valid" && mode === "enforce" && uncovered.length === 0) return pass(resource, shown);
    return fail(resource, shown, { note: "An active attacker could strip TLS from mail to the root mailbox." });
  },
  cases: [
    { name: "valid, enforced, all hosts covered", view: caseView({ email, mail: sts({}) }), expect: "pass" },
    {
      name: "no policy",
      view: caseView({ email, mail: sts({ status: "none", mode: null, mx: [] }) }),
      expect: "fail",
    },
    { name: "only testing", view: caseView({ email, mail: sts({ mode: "testing" }) }), expect: "fail" },
    { name: "switched off by mode none", view: caseView({ email, mail: sts({ mode: "none" }) }), expect: "fail" },
    {
      name: "an MX host that no pattern covers",
      view: caseView({ email, mail: sts({ uncovered: ["mx2.corp.example"] }) }),
      expect: "fail",
    },
    {
      name: "a policy behind a redirect is invalid",
      view: caseView({ email, mail: sts({ status: "invalid", mode: null, problem: "HTTP 301" }) }),
      expect: "fail",
    },
    {
      name: "this network could not fetch it",
      view: caseView({ email, mail: { mtaSts: hidden("unreachable") } }),
      expect: "unknown",
      reason: "unreachable",
    },
    { name: "without --mail", view: caseView({ email }), expect: "unknown", reason: "not-asked" },
  ],
};

function sts(spec: Partial<MtaSts>): Partial<MailDomainFacts> {
  const valid: MtaSts = { status: "valid", mode: "enforce", mx: ["*.corp.example"], uncovered: [], problem: null };
  return { mtaSts: said({ ...valid, ...spec }, "https") };
}
