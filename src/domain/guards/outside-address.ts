// Addresses of documentation and of public resolvers: no company's own network.
const candidates = ["203.0.113.7", "198.51.100.7", "192.0.2.7", "9.9.9.10", "45.90.28.1"];

/** An IPv4 address outside the networks (CIDR, at least /8), for a probe from elsewhere. */
export function outsideAddress(networks: readonly string[]): string {
  const firstOctets = new Set(networks.map((network) => network.split(".")[0]));
  return candidates.find((address) => !firstOctets.has(address.split(".")[0])) ?? "198.18.0.7";
}
