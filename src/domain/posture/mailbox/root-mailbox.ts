import { canonicalMailbox, mailboxRulesKnown } from "../../core/canonical-mailbox.ts";
import { type Fact, factOf, isSeen, seen, type Seen, unseen } from "../../core/fact.ts";
import type { Evidence } from "../../core/finding.ts";
import { mailDomain } from "../../mail/mail-domain.ts";
import type { MailDomainFacts } from "../../snapshot/mail-facts.ts";
import type { AccountView } from "../account-view.ts";
import { contactEvidence } from "../read/evidence.ts";

/** The root mailbox of an account. */
export interface RootMailbox {
  readonly address: string;
  /** The form in which mailboxes are compared. */
  readonly canonical: string;
  /** As mail facts name it; empty when the address has none. */
  readonly domain: string;
  /** False when it is not known whether the provider ignores `+tag`. */
  readonly rulesKnown: boolean;
}

/** The root mailbox, from the account list of the organization. */
export function rootMailbox(view: AccountView): Fact<RootMailbox> {
  const email = factOf(view.account.email);
  if (!isSeen(email)) return { ...email, needs: email.needs ?? "organizations:ListAccounts" };
  const address = email.value;
  const provider = providerOf(view, mailDomainName(address));
  const box: RootMailbox = {
    address,
    canonical: canonicalMailbox(address, provider),
    domain: mailDomainName(address),
    rulesKnown: mailboxRulesKnown(address, provider),
  };
  return seen(box, email.source, email.at);
}

/** The domain of an address as mail facts name it; empty when it has none. */
export function mailDomainName(address: string): string {
  return mailDomain(address) ?? "";
}

/** The canonical form of any mailbox, by the provider that the snapshot knows for its domain. */
export function canonicalIn(view: AccountView, address: string): string {
  return canonicalMailbox(address, providerOf(view, mailDomainName(address)));
}

/** Evidence that shows the root address. */
export function mailboxEvidence(box: Seen<RootMailbox>): Evidence {
  return contactEvidence("root e-mail address", box.value.address, "mail", box);
}

/** What was probed of the domain of the root mailbox; `not-asked` without `--mail`. */
export function rootMailDomain(view: AccountView): Fact<MailDomainFacts> {
  if (view.mail === null) return unseen("not-asked", "--mail");
  const box = rootMailbox(view);
  if (!isSeen(box)) return box;
  const found = domainFacts(view, box.value.domain);
  if (found === undefined) return unseen("not-asked", "--mail", "The domain of this mailbox was not probed.");
  return seen(found, "dns", isSeen(found.mx) ? found.mx.at : box.at);
}

function domainFacts(view: AccountView, domain: string): MailDomainFacts | undefined {
  return view.mail?.domains.find((each) => each.domain === domain);
}

function providerOf(view: AccountView, domain: string): string | null {
  const mx = domainFacts(view, domain)?.mx;
  return mx !== undefined && isSeen(mx) ? mx.value.provider : null;
}
