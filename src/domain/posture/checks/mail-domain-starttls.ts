import { factOf, isSeen } from "../../core/fact.ts";
import { caseView, hidden, said } from "../cases/case-view.ts";
import type { MailDomainFacts } from "../../snapshot/mail-facts.ts";
import type { Check } from "../check.ts";
import { evidence } from "../read/evidence.ts";
import { fail, notApplicable, pass, unseenFact } from "../read/judgement.ts";
import { rootMailDomain } from "../mailbox/root-mailbox.ts";
import { worstUnseen } from "../read/worst-unseen.ts";

const resource = "root-mailbox";
const email = "aws@corp.example";
type Host = Extract<MailDomainFacts["mx"], { value: unknown }>["value"]["hosts"][number];
type Starttls = NonNullable<Host["starttls"]>;

/** Every mail server of the root mailbox speaks TLS. */
export const mailDomainStarttls: Check = {
  id: "mail-domain-starttls",
  title: "Every mail server of the root mailbox offers TLS",
  severity: "high",
  scope: "account",
  needs: ["organizations:ListAccounts"],
  why: "To a server without STARTTLS, mail may cross the Internet in plain text. Anybody on the way can then read the link for a new root password without touching the mailbox.",
  fix: "Turn STARTTLS on at every MX host named here, with a certificate for its name, or take the host out of the MX set. If the provider cannot, move the root address to one that can.",
  references: ["RFC 3207: SMTP Service Extension for Secure SMTP over Transport Layer Security"],
  standards: {},
  judge: (view) => {
    const domain = rootMailDomain(view);
    if (!isSeen(domain)) return unseenFact(resource, domain, "--mail");
    const route = domain.value.mx;
    if (!isSeen(route)) return unseenFact(resource, route, `MX lookup of ${domain.value.domain}`);
    const hosts = route.value.hosts.map((host) => ({ host: host.host, fact: factOf(host.starttls) }));
    if (hosts.length === 0) return notApplicable(resource, "No server takes mail for this domain.");
    const probed = hosts.flatMap(({ host, fact }) => (isSeen(fact) ? [{ host, fact, tls: fact.value }] : []));
    const shown = probed.map(({ host, fact, tls }) => evidence(`STARTTLS of ${host}`, textOf(tls), fact));
    if (probed.some(({ tls }) => !tls.offered || tls.handshake === false)) {
      return fail(resource, shown, { note: "Mail to the root mailbox may cross the Internet in plain text." });
    }
    const missing = worstUnseen(hosts.map(({ fact }) => fact));
    if (missing !== null) return unseenFact(resource, missing, "a connection to port 25 of every MX host", shown);
    const weak = probed.some(({ tls }) => tls.certificateValid === false);
    return pass(resource, shown, {
      note: weak ? "A certificate does not prove the host: the encryption is opportunistic only." : undefined,
    });
  },
  cases: [
    { name: "all hosts do", view: caseView({ email, mail: hosts(good(), good()) }), expect: "pass" },
    {
      name: "a self-signed certificate is opportunistic, not plain text",
      view: caseView({ email, mail: hosts(good(false)) }),
      expect: "pass",
    },
    { name: "one host does not offer it", view: caseView({ email, mail: hosts(good(), absent()) }), expect: "fail" },
    { name: "offered, but the handshake breaks", view: caseView({ email, mail: hosts(broken()) }), expect: "fail" },
    {
      name: "outbound port 25 is closed here, so nobody knows",
      view: caseView({ email, mail: hosts(hidden("unreachable", "outbound port 25")) }),
      expect: "unknown",
      reason: "unreachable",
    },
    {
      name: "a host without it fails though another did not answer",
      view: caseView({ email, mail: hosts(hidden("unreachable"), absent()) }),
      expect: "fail",
    },
    { name: "no host at all", view: caseView({ email, mail: hosts() }), expect: "not-applicable" },
    { name: "without --mail", view: caseView({ email }), expect: "unknown", reason: "not-asked" },
  ],
};

function textOf(tls: Extract<Starttls, { value: unknown }>["value"]): string {
  if (!tls.offered) return "not offered";
  if (tls.handshake === false) return `offered, handshake failed: ${tls.problem ?? "no reason given"}`;
  return `${tls.tlsVersion ?? "TLS"}, certificate ${tls.certificateValid === true ? "valid" : "not valid"}`;
}

function hosts(...starttls: readonly Starttls[]): Partial<MailDomainFacts> {
  const made = starttls.map((each, index) => ({ host: `mx${index}.corp.example`, preference: 10, starttls: each }));
  return { mx: said({ kind: "mx", hosts: made, provider: null }, "dns") };
}

function good(certificateValid = true): Starttls {
  return said({ offered: true, handshake: true, tlsVersion: "TLSv1.3", certificateValid, problem: null }, "smtp");
}

function absent(): Starttls {
  return said({ offered: false, handshake: null, tlsVersion: null, certificateValid: null, problem: null }, "smtp");
}

function broken(): Starttls {
  const problem = "handshake failure";
  return said({ offered: true, handshake: false, tlsVersion: null, certificateValid: null, problem }, "smtp");
}
