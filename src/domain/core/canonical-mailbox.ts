/** Domains of providers whose rules hold for every address in them. */
const consumerDomains: ReadonlyMap<string, Rules> = new Map([
  ["gmail.com", { tags: true, dots: true, domain: "gmail.com" }],
  ["googlemail.com", { tags: true, dots: true, domain: "gmail.com" }],
  ...[
    "outlook.com",
    "hotmail.com",
    "live.com",
    "msn.com",
    "icloud.com",
    "fastmail.com",
    "proton.me",
    "protonmail.com",
  ].map((domain): [string, Rules] => [domain, { tags: true, dots: false, domain }]),
  ...["yahoo.com", "aol.com"].map((domain): [string, Rules] => [domain, { tags: false, dots: false, domain }]),
]);

/** Providers, as the mail facts name them, that deliver `name+tag` to `name` in every domain they serve. */
const taggingProviders: ReadonlySet<string> = new Set([
  "Google",
  "Microsoft 365",
  "Outlook.com",
  "iCloud",
  "Fastmail",
  "Proton",
  "Zoho",
  "mailbox.org",
  "Posteo",
  "Migadu",
  "Amazon SES or WorkMail",
]);

interface Rules {
  readonly tags: boolean;
  /** Dots in the local part do not count: Gmail's own domains alone, not Google Workspace. */
  readonly dots: boolean;
  readonly domain: string;
}

/**
 * The form in which mailboxes are compared. Letter case is folded always; `+tag` and dots only where the provider's
 * rules are known, by its domain or by `provider` (as the mail facts name it). Two addresses with one form are one
 * mailbox; two forms may still be one when `mailboxRulesKnown` is false. Source: the providers' own help pages.
 */
export function canonicalMailbox(address: string, provider: string | null = null): string {
  const parts = split(address);
  if (parts === null) return address.trim().toLowerCase();
  const rules = rulesOf(parts.domain, provider);
  if (rules === null) return `${parts.local}@${parts.domain}`;
  const bare = rules.tags ? untagged(parts.local) : parts.local;
  return `${rules.dots ? bare.replaceAll(".", "") : bare}@${rules.domain}`;
}

/** True when it is known whether the provider of this address ignores `+tag` and dots. */
export function mailboxRulesKnown(address: string, provider: string | null = null): boolean {
  const parts = split(address);
  return parts !== null && rulesOf(parts.domain, provider) !== null;
}

/** The coarsest form: no provider delivers two addresses that differ in it to one mailbox (dots count but at Gmail). */
export function coarseMailbox(address: string): string {
  const parts = split(address);
  if (parts === null) return address.trim().toLowerCase();
  const rules = consumerDomains.get(parts.domain);
  const bare = untagged(parts.local);
  return `${rules?.dots === true ? bare.replaceAll(".", "") : bare}@${rules?.domain ?? parts.domain}`;
}

function rulesOf(domain: string, provider: string | null): Rules | null {
  const consumer = consumerDomains.get(domain);
  if (consumer !== undefined) return consumer;
  return provider !== null && taggingProviders.has(provider) ? { tags: true, dots: false, domain } : null;
}

function split(address: string): { local: string; domain: string } | null {
  const text = address.trim().toLowerCase().replace(/\.$/, "");
  const at = text.lastIndexOf("@");
  return at < 1 || at === text.length - 1 ? null : { local: text.slice(0, at), domain: text.slice(at + 1) };
}

function untagged(local: string): string {
  const plus = local.indexOf("+");
  return plus < 1 ? local : local.slice(0, plus);
}
