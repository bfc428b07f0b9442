/** RDAP servers by top-level (or longer) name, from the registry's bootstrap file. */
export type RdapServers = ReadonlyMap<string, readonly string[]>;

/**
 * Reads IANA's `dns.json`: `{services: [[[name…], [address…]]…]}`. `null` when it is not that. Addresses other than
 * https (and http to a loopback address) are left out. Source: RFC 9224 section 4.
 */
export function rdapBootstrap(text: string): RdapServers | null {
  const services = servicesOf(text);
  if (services === null) return null;
  const servers = new Map<string, readonly string[]>();
  for (const service of services) {
    if (!Array.isArray(service)) continue;
    const [names, addresses] = service as readonly unknown[];
    if (!Array.isArray(names) || !Array.isArray(addresses)) continue;
    const usable = addresses.filter((each): each is string => typeof each === "string" && isUsable(each));
    if (usable.length === 0) continue;
    for (const name of names) if (typeof name === "string") servers.set(name.toLowerCase(), usable);
  }
  return servers;
}

/** The RDAP addresses of a domain: the entry with the most labels counts; `null` when its registry has none. */
export function rdapUrls(servers: RdapServers, domain: string): readonly string[] | null {
  const labels = domain.split(".");
  for (let from = 0; from < labels.length; from += 1) {
    const bases = servers.get(labels.slice(from).join("."));
    if (bases !== undefined) return bases.map((base) => `${base.replace(/\/*$/, "/")}domain/${domain}`);
  }
  return null;
}

function servicesOf(text: string): readonly unknown[] | null {
  try {
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed !== "object" || parsed === null || !("services" in parsed)) return null;
    return Array.isArray(parsed.services) ? parsed.services : null;
  } catch {
    return null;
  }
}

function isUsable(address: string): boolean {
  try {
    const { protocol, hostname } = new URL(address);
    return protocol === "https:" || (protocol === "http:" && /^(127\.|localhost$|\[::1\])/.test(hostname));
  } catch {
    return false;
  }
}
