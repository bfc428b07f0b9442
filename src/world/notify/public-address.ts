import { lookup } from "node:dns/promises";
import { BlockList, isIP } from "node:net";
import { CodedError } from "../../domain/core/coded-error.ts";
import { notifyErrors } from "./errors.ts";

/** Networks that are not the public internet: this host, private, link-local (cloud metadata), shared, test, multicast. */
const inside: readonly (readonly [string, number])[] = [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 4],
  ["240.0.0.0", 4],
  ["::", 127],
  // Forms that hold an IPv4 address. `::ffff:…` is not here: Node's list compares it as the IPv4 address that it holds.
  ["64:ff9b::", 96],
  ["64:ff9b:1::", 48],
  ["2002::", 16],
  ["2001::", 32],
  ["100::", 64],
  ["2001:db8::", 32],
  ["fc00::", 7],
  ["fe80::", 10],
  ["ff00::", 8],
];

/**
 * The one address that a host name has now; the connection goes there and nowhere else, so that a second answer of its
 * name server cannot lead inside. Throws `NOTIFY_ADDRESS_REFUSED`, `NOTIFY_UNREACHABLE`.
 */
export async function publicAddress(host: string, allow: readonly string[]): Promise<string> {
  const addresses = isIP(host) === 0 ? await resolved(host) : [host];
  const blocked = listOf(inside);
  const allowed = listOf(allow.map((each) => networkOf(each)));
  const refused = addresses.find((address) => check(blocked, address) && !check(allowed, address));
  const [first] = addresses;
  if (refused !== undefined || first === undefined) {
    throw new CodedError(notifyErrors.NOTIFY_ADDRESS_REFUSED, { detail: `${host}: ${refused ?? "no address"}` });
  }
  return first;
}

async function resolved(host: string): Promise<readonly string[]> {
  try {
    return (await lookup(host, { all: true })).map(({ address }) => address);
  } catch (error) {
    throw new CodedError(notifyErrors.NOTIFY_UNREACHABLE, { detail: `${host} has no address`, cause: error });
  }
}

function networkOf(text: string): readonly [string, number] {
  const [address = "", bits] = text.split("/");
  const longest = isIP(address) === 6 ? 128 : 32;
  const length = bits === undefined ? longest : Number(bits);
  if (isIP(address) === 0 || !Number.isInteger(length) || length < 0 || length > longest) {
    throw new CodedError(notifyErrors.NOTIFY_ROUTE_FOREIGN, { detail: `allow: ${text.slice(0, 60)}` });
  }
  return [address, length];
}

function listOf(networks: readonly (readonly [string, number])[]): BlockList {
  const list = new BlockList();
  for (const [address, bits] of networks) list.addSubnet(address, bits, isIP(address) === 6 ? "ipv6" : "ipv4");
  return list;
}

function check(list: BlockList, address: string): boolean {
  return list.check(address, isIP(address) === 6 ? "ipv6" : "ipv4");
}
