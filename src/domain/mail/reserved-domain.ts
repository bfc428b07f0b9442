const reserved = ["example", "test", "invalid", "localhost"];

/**
 * True for names under the four top-level names that no public DNS holds. They are never looked up: an answer could
 * only come from something that lies. Source: RFC 2606 section 2, RFC 6761.
 */
export function isReservedDomain(domain: string): boolean {
  return reserved.includes(domain.split(".").at(-1) ?? "");
}
