import { canonicalMailbox, mailboxRulesKnown } from "../../core/canonical-mailbox.ts";
import { isSeen } from "../../core/fact.ts";
import { instant, type Instant, millisOf } from "../../core/instant.ts";
import { attestation } from "../../inventory/attestation.ts";
import type { Inventory } from "../../inventory/inventory.ts";
import type { AccountFacts } from "../../snapshot/account-facts.ts";
import type { MailDomainFacts, MailFacts } from "../../snapshot/mail-facts.ts";
import { type Leaf, leafOf, type Slot } from "../leaf.ts";
import type { LeafKind } from "../answer.ts";
import type { Cost } from "../../core/cost.ts";
import { interceptionOf } from "./interception.ts";
import type { LeafCosts } from "./leaf-costs.ts";

/** What the leaves around the root mailbox are read from. */
export interface MailboxInput {
  readonly account: AccountFacts;
  readonly inventory: Inventory;
  readonly mail: MailFacts | null;
  readonly now: Instant;
  readonly costs: LeafCosts;
}

/** Every way to the root mail of an account, and what nobody asked or named. */
export function mailboxLeaves(input: MailboxInput): { leaves: readonly Leaf[]; notDeclared: readonly string[] } {
  const { account, mail } = input;
  const email = isSeen(account.email) ? account.email.value : null;
  if (email === null) {
    const id = `mb:of:${account.id}`;
    const words = "(its address was not read)";
    return {
      leaves: [reader(id, words, null, input.costs.mailboxLoose)],
      notDeclared: ["the address of the root mailbox"],
    };
  }
  const domain = email
    .slice(email.lastIndexOf("@") + 1)
    .trim()
    .toLowerCase()
    .replace(/\.$/, "");
  const facts = mail?.domains.find((each) => each.domain === domain) ?? null;
  const provider = facts !== null && isSeen(facts.mx) ? facts.mx.value.provider : null;
  const canonical = canonicalMailbox(email, provider);
  const readers = readersOf(canonical, provider, input);
  const locked = readers !== null && readers.length === 0;
  const named = readers !== null && readers.length <= 3;
  const cost = named ? input.costs.mailboxNamed : input.costs.mailboxLoose;
  return {
    leaves: [
      ...(locked ? [] : [reader(`mb:${canonical}`, canonical, readers, cost)]),
      ...(facts === null ? [] : domainLeaves(email, facts, input)),
    ],
    notDeclared: [
      ...(readers === null ? ["who reads the root mailbox"] : []),
      ...(facts === null ? ["the way of the root mail: interception, registrar, DNS, mail tenant (--mail)"] : []),
    ],
  };
}

function reader(id: string, words: string, who: readonly string[] | null, cost: Cost): Leaf {
  return leafOf({ id, kind: "mailbox", cost, who, gives: [{ slot: "mailbox-reader", certainty: "certain" }], words });
}

// Null: not declared, or attested too long ago. An empty list: locked, nobody reads it without approval.
function readersOf(canonical: string, provider: string | null, input: MailboxInput): readonly string[] | null {
  for (const [address, entry] of Object.entries(input.inventory.mailboxes)) {
    if (canonicalMailbox(address, provider) !== canonical || entry.readers === undefined) continue;
    return attestation(entry.attested, input.now) === "fresh" ? [...entry.readers].sort() : null;
  }
  return null;
}

function domainLeaves(email: string, facts: MailDomainFacts, input: MailboxInput): readonly Leaf[] {
  const { costs } = input;
  const leaves: Leaf[] = [];
  const interception = interceptionOf(facts);
  if (interception !== null) {
    leaves.push(
      leafOf({
        id: `intercept:${facts.domain}`,
        kind: "interception",
        cost: costs.interception,
        who: null,
        gives: [{ slot: "interception", certainty: interception.certainty }],
        words: `${facts.domain} (${interception.how === "passive" ? "in plain text" : "by stripping TLS"})`,
      }),
    );
  }
  // The domains of public mail providers are nobody's to take over.
  if (mailboxRulesKnown(email)) return leaves;
  const zone = facts.registrable ?? facts.domain;
  const lapsed = hasLapsed(facts, input.now);
  const words = lapsed ? `${zone} (lapsed or free)` : zone;
  leaves.push(domainLeaf("registrar", "registrar", zone, words, lapsed ? costs.freeDomain : costs.mailDomain));
  if (isSeen(facts.mx) && facts.mx.value.kind !== "none") {
    leaves.push(domainLeaf("dns", "dns", zone, zone, costs.mailDomain));
  }
  if (isSeen(facts.mx) && facts.mx.value.provider !== null) {
    const tenant = `the ${facts.mx.value.provider} tenant of ${facts.domain}`;
    leaves.push(domainLeaf("mail-tenant", "mail-tenant", facts.domain, tenant, costs.mailDomain));
  }
  return leaves;
}

function domainLeaf(kind: LeafKind, slot: Slot, domain: string, words: string, cost: Cost): Leaf {
  return leafOf({ id: `${kind}:${domain}`, kind, cost, who: null, gives: [{ slot, certainty: "certain" }], words });
}

function hasLapsed({ registration }: MailDomainFacts, now: Instant): boolean {
  if (!isSeen(registration)) return false;
  if (!registration.value.registered) return true;
  const expires = registration.value.expiresAt === null ? null : instant(registration.value.expiresAt);
  return expires !== null && millisOf(expires) < millisOf(now);
}
