import { getDomain } from "tldts";

/**
 * The part of a name that somebody registers, by the public suffix list (ICANN section alone: names under private
 * suffixes such as `github.io` belong to the suffix's owner); `null` for a public suffix itself.
 */
export function registrableDomain(domain: string): string | null {
  return getDomain(domain, { allowPrivateDomains: false, validateHostname: false });
}
