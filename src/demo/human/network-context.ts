import { BlockList, isIP } from "node:net";
import type { Actor } from "./actor.ts";

/** Condition keys that say where a page was opened from. */
export type NetworkContext = Readonly<Record<string, string>>;

/** Where an actor without any network of its own sits: the documentation range of RFC 5737. */
export const homeAddress = "198.51.100.77";

/**
 * The condition keys of a visit. `from` is a CIDR block, an address in one, a VPC or a VPC endpoint that the actor
 * controls; without it the actor's first network counts, or its home. `null`: it controls no such network.
 */
export function networkContext(actor: Actor, from?: string): NetworkContext | null {
  const networks = actor.controls.flatMap((control) => (control.kind === "network" ? [control.network] : []));
  if (from === undefined) return contextOf(networks[0] ?? homeAddress);
  if (from === homeAddress || networks.includes(from)) return contextOf(from);
  return networks.some((network) => contains(network, from)) ? contextOf(from) : null;
}

/** A request over the public network carries an address, one over an endpoint a VPC, never both. */
function contextOf(place: string): NetworkContext {
  const region = { "aws:RequestedRegion": "us-east-1" };
  if (place.startsWith("vpce-")) return { ...region, "aws:SourceVpce": place };
  if (place.startsWith("vpc-")) return { ...region, "aws:SourceVpc": place };
  return { ...region, "aws:SourceIp": place.split("/")[0] ?? place };
}

function contains(network: string, address: string): boolean {
  const [base, bits] = network.split("/");
  if (base === undefined || isIP(base) === 0 || isIP(address) !== isIP(base)) return false;
  const family = isIP(base) === 6 ? "ipv6" : "ipv4";
  const whole = family === "ipv6" ? 128 : 32;
  const prefix = bits === undefined ? whole : Number(bits);
  if (!Number.isInteger(prefix) || prefix < 0 || prefix > whole) return false;
  const block = new BlockList();
  block.addSubnet(base, prefix, family);
  return block.check(address, family);
}
