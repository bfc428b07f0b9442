import { type Fact, seen, unseen } from "../../domain/core/fact.ts";
import type { Instant } from "../../domain/core/instant.ts";
import type { DnsAnswer } from "../../domain/mail/dns-answer.ts";
import type { HttpAnswer } from "../../domain/mail/http-answer.ts";
import { type RdapAnswer, rdapAnswer } from "../../domain/mail/rdap-answer.ts";
import { rdapUrls, type RdapServers } from "../../domain/mail/rdap-bootstrap.ts";

/** What reading a registration needs. */
export interface RegistrationDeps {
  readonly dns: { readonly nameServers: (name: string) => Promise<DnsAnswer<string>> };
  /** The registries' RDAP servers; asked once per run. */
  readonly rdapServers: () => Promise<RdapServers | { readonly status: "trouble"; readonly detail: string }>;
  /** GET of an RDAP address; never rejects. */
  readonly rdap: (url: string) => Promise<HttpAnswer>;
  readonly now: () => Instant;
}

/** A registration as the snapshot keeps it. */
export interface Registration {
  readonly registered: boolean;
  readonly expiresAt: string | null;
}

/**
 * Asks the registry of a registrable domain when it expires. "Not registered" is believed only when DNS holds no name
 * server for it either: some registries answer 404 for names that they merely keep back.
 */
export const lookUpRegistration =
  (deps: RegistrationDeps) =>
  async (domain: string): Promise<Fact<Registration>> => {
    const needs = `RDAP of ${domain}`;
    const servers = await deps.rdapServers();
    if ("status" in servers) return unseen("unreachable", "RDAP bootstrap (data.iana.org)", servers.detail);
    const urls = rdapUrls(servers, domain);
    if (urls === null) return unseen("not-observable", needs, "the registry of this domain publishes no RDAP server");
    const answer = await firstAnswer(deps, domain, urls);
    switch (answer.status) {
      case "trouble":
        return unseen("unreachable", needs, answer.detail);
      case "registered":
        return seen({ registered: true, expiresAt: answer.expiresAt }, "rdap:domain", deps.now());
      case "not-registered":
        break;
    }
    const delegation = await deps.dns.nameServers(domain);
    if (delegation.status === "none") return seen({ registered: false, expiresAt: null }, "rdap:domain", deps.now());
    const detail = delegation.status === "trouble" ? delegation.detail : "DNS has name servers for it";
    return unseen("unreachable", needs, `the registry knows no such domain, but ${detail}`);
  };

async function firstAnswer(deps: RegistrationDeps, domain: string, urls: readonly string[]): Promise<RdapAnswer> {
  let last: RdapAnswer = { status: "trouble", detail: "no RDAP server" };
  for (const url of urls.slice(0, 3)) {
    last = rdapAnswer(await deps.rdap(url), domain, deps.now());
    if (last.status !== "trouble") return last;
  }
  return last;
}
