import type { AccountView } from "../account-view.ts";
import { publicMailDomain } from "../mailbox/public-mail-domain.ts";
import { mailDomainName } from "../mailbox/root-mailbox.ts";
import type { GuardPolicies } from "./guard-policies.ts";
import { mentioned } from "./mentioned.ts";

const anyWord = "zq7-stranger";

/**
 * Mail domains that are not the company's: one that no policy means, and an instance of each domain pattern the SCPs
 * name unless a root mailbox of the organization lies there. What the SCPs do with these, they do with all others.
 */
export function strangeDomains(view: AccountView, guards: GuardPolicies): readonly string[] {
  const own = new Set<string>();
  for (const canonical of view.mailboxes.keys()) {
    const domain = mailDomainName(canonical);
    if (domain !== "" && publicMailDomain(domain) === null) own.add(domain);
  }
  const named = guards.levels.flatMap((level) =>
    level.policies.flatMap(({ policy }) => mentioned(policy).emailDomains),
  );
  const instances = named.map((pattern) => pattern.toLowerCase().replaceAll("*", anyWord).replaceAll("?", "q"));
  return [...new Set([`${anyWord}.example`, ...instances.filter((domain) => !isOwn(domain, own))])];
}

function isOwn(domain: string, own: ReadonlySet<string>): boolean {
  const labels = domain.split(".");
  return labels.some((_, index) => own.has(labels.slice(index).join(".")));
}
