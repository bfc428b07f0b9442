import { type Fact, seen, unseen } from "../../domain/core/fact.ts";
import type { Instant } from "../../domain/core/instant.ts";
import type { DnsAnswer, MxRecord } from "../../domain/mail/dns-answer.ts";
import type { HttpAnswer } from "../../domain/mail/http-answer.ts";
import { mailDomain } from "../../domain/mail/mail-domain.ts";
import { mailProvider } from "../../domain/mail/mail-provider.ts";
import { type MailRoute, mailRoute } from "../../domain/mail/mail-route.ts";
import { judgeMtaSts, invalidMtaSts, type MtaStsJudgement, mtaStsUrl } from "../../domain/mail/mta-sts-judgement.ts";
import { mtaStsRecord } from "../../domain/mail/mta-sts-record.ts";
import { isReservedDomain } from "../../domain/mail/reserved-domain.ts";
import type { StarttlsAnswer } from "../../domain/mail/starttls-answer.ts";
import { judgeStarttls, type Port25, port25, type Starttls } from "../../domain/mail/port-25-rule.ts";
import type { MailDomainFacts, MailFacts } from "../../domain/snapshot/mail-facts.ts";
import { lookUpRegistration, type RegistrationDeps } from "./look-up-registration.ts";

/** What looking at the mail transport of root mailboxes needs from the world. */
export interface ProbeMailDeps extends RegistrationDeps {
  readonly dns: RegistrationDeps["dns"] & {
    readonly mx: (name: string) => Promise<DnsAnswer<MxRecord>>;
    readonly addresses: (name: string) => Promise<DnsAnswer<string>>;
    readonly txt: (name: string) => Promise<DnsAnswer<string>>;
  };
  /** STARTTLS of one MX host; never rejects. */
  readonly starttls: (host: string) => Promise<StarttlsAnswer>;
  /** GET without redirects, over a checked certificate; never rejects. */
  readonly policy: (url: string) => Promise<HttpAnswer>;
  readonly registrable: (domain: string) => string | null;
  readonly now: () => Instant;
}

/** What to look at, and with what. */
export interface ProbeMailAsk {
  /** Root e-mail addresses; each domain is looked at once. */
  readonly addresses: readonly string[];
  /** Hosts whose STARTTLS is known to work: they show whether this network lets port 25 out. */
  readonly controls?: readonly string[];
  /** Told after each domain. */
  readonly onDomain?: (done: number, total: number) => void;
}

/** Hosts of large providers that have offered STARTTLS with a valid certificate for years. */
export const controlHosts: readonly string[] = [
  "gmail-smtp-in.l.google.com",
  "microsoft-com.mail.protection.outlook.com",
  "mx01.mail.icloud.com",
];

/** Domains looked at side by side. */
const lanes = 8;
/** MX hosts of one domain that are probed; DNS allows thousands. */
const mostHosts = 30;

/** Looks at the mail transport of every distinct domain of the addresses. Sorted by domain; never throws for the network's sake. */
export const probeMail =
  (deps: ProbeMailDeps) =>
  async (ask: ProbeMailAsk): Promise<MailFacts> => {
    const domains = [...new Set(ask.addresses.map(mailDomain).filter((domain) => domain !== null))].sort();
    const run = new Run(deps, ask.controls ?? controlHosts);
    const facts = new Map<string, MailDomainFacts>();
    const waiting = [...domains];
    const lane = async (): Promise<void> => {
      for (let domain = waiting.shift(); domain !== undefined; domain = waiting.shift()) {
        facts.set(domain, isReservedDomain(domain) ? reservedFacts(deps, domain) : await run.domain(domain));
        ask.onDomain?.(facts.size, domains.length);
      }
    };
    await Promise.all(Array.from({ length: Math.min(lanes, domains.length) }, lane));
    return { domains: [...facts.values()].sort((one, two) => (one.domain < two.domain ? -1 : 1)) };
  };

function reservedFacts(deps: ProbeMailDeps, domain: string): MailDomainFacts {
  const fact = unseen("not-observable", undefined, "a name reserved for examples and tests is not in public DNS");
  return { domain, registrable: deps.registrable(domain), mx: fact, mtaSts: fact, registration: fact };
}

/** One run: what several domains share is asked once. */
class Run {
  readonly #deps: ProbeMailDeps;
  readonly #controls: readonly string[];
  readonly #hosts = new Map<string, Promise<Fact<Starttls>>>();
  readonly #registrations = new Map<string, Promise<NonNullable<MailDomainFacts["registration"]>>>();
  #port: Promise<Port25> | null = null;

  constructor(deps: ProbeMailDeps, controls: readonly string[]) {
    this.#deps = deps;
    this.#controls = controls;
  }

  async domain(domain: string): Promise<MailDomainFacts> {
    const { dns } = this.#deps;
    const registrable = this.#deps.registrable(domain);
    const route = await mailRoute(domain, await dns.mx(domain), () => dns.addresses(domain));
    const registration = await this.#registration(registrable);
    if (route.status === "trouble") {
      const mx = unseen("unreachable", `DNS of ${domain} (MX)`, route.detail);
      // Without the MX hosts nobody can say whether a policy covers them.
      return { domain, registrable, mx, mtaSts: unseen("unreachable", `DNS of ${domain} (MX)`), registration };
    }
    const { kind, hosts } = route.route;
    const at = this.#deps.now();
    const probed = await Promise.all(hosts.map((each, place) => this.#host(each, place)));
    const mx = seen({ kind, hosts: probed, provider: mailProvider(hosts.map(({ host }) => host)) }, "dns:MX", at);
    return { domain, registrable, mx, mtaSts: await this.#mtaSts(domain, route.route), registration };
  }

  async #host(each: MailRoute["hosts"][number], place: number) {
    if (place >= mostHosts) {
      return { ...each, starttls: unseen("not-observable", undefined, `only the first ${mostHosts} MX are looked at`) };
    }
    const known = this.#hosts.get(each.host) ?? this.#starttls(each.host);
    this.#hosts.set(each.host, known);
    return { ...each, starttls: await known };
  }

  async #starttls(host: string): Promise<Fact<Starttls>> {
    this.#port ??= this.#tryControls();
    const port = await this.#port;
    // A closed port makes every answer unknown, so no further host is bothered.
    const answer: StarttlsAnswer = port.open ? await this.#deps.starttls(host) : { status: "unreached", detail: "" };
    return judgeStarttls(port, answer, this.#deps.now());
  }

  async #tryControls(): Promise<Port25> {
    const tried: { host: string; answer: StarttlsAnswer }[] = [];
    for (const host of this.#controls) {
      tried.push({ host, answer: await this.#deps.starttls(host) });
      const port = port25(tried);
      if (port.open) return port;
    }
    return port25(tried);
  }

  async #mtaSts(domain: string, route: MailRoute): Promise<NonNullable<MailDomainFacts["mtaSts"]>> {
    const answer = await this.#deps.dns.txt(`_mta-sts.${domain}`);
    if (answer.status === "trouble") return unseen("unreachable", `DNS of _mta-sts.${domain} (TXT)`, answer.detail);
    const record = mtaStsRecord(answer.status === "none" ? [] : answer.records);
    const judgement = await this.#judged(domain, route, record);
    if (judgement.status === "trouble") return unseen("unreachable", mtaStsUrl(domain), judgement.detail);
    return seen(judgement, record.status === "record" ? "https:mta-sts.txt" : "dns:TXT", this.#deps.now());
  }

  async #judged(domain: string, route: MailRoute, record: ReturnType<typeof mtaStsRecord>): Promise<MtaStsJudgement> {
    switch (record.status) {
      case "none":
        return { status: "none", mode: null, mx: [], uncovered: [], problem: record.problem };
      case "invalid":
        return invalidMtaSts(record.problem);
      case "record":
        break;
    }
    return judgeMtaSts(
      await this.#deps.policy(mtaStsUrl(domain)),
      route.hosts.map(({ host }) => host),
    );
  }

  async #registration(registrable: string | null): Promise<NonNullable<MailDomainFacts["registration"]>> {
    if (registrable === null) return unseen("not-observable", undefined, "the domain is a public suffix itself");
    const known = this.#registrations.get(registrable) ?? lookUpRegistration(this.#deps)(registrable);
    this.#registrations.set(registrable, known);
    return await known;
  }
}
