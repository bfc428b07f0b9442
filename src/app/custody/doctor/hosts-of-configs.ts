import type { CustodyFacts } from "../../../domain/custody/readiness/custody-facts.ts";

/** What the doctor reads of the gate's configuration. */
export interface GatePlaces {
  readonly host: string;
  readonly broker: { readonly socket: string } | { readonly host: string };
  readonly witnesses?: readonly { readonly url: string }[] | undefined;
  readonly anchors?: { readonly git?: { readonly remote: string } | undefined } | undefined;
}

/** What the doctor reads of the broker's. */
export interface BrokerPlaces {
  readonly witnesses?: readonly { readonly url: string }[] | undefined;
}

/** Where the processes run and who keeps their checkpoints elsewhere, as far as the configurations at hand say. */
export function hostsOfConfigs(
  gate: GatePlaces | null,
  broker: BrokerPlaces | null,
): Pick<CustodyFacts, "hosts" | "offHostWitnesses"> {
  const git = gate?.anchors?.git;
  const counts = [
    gate === null ? null : offHost(gate.witnesses) + (git !== undefined && isElsewhere(git.remote) ? 1 : 0),
    broker === null ? null : offHost(broker.witnesses),
  ];
  // Each log needs one of its own: the one that has fewer counts, and one that has none is red whatever the other has.
  const known = counts.filter((count) => count !== null);
  const fewest = known.length === 2 || known.includes(0) ? Math.min(...known) : null;
  return { hosts: gate === null ? null : hostsOf(gate), offHostWitnesses: fewest };
}

function hostsOf({ host, broker }: GatePlaces): NonNullable<CustodyFacts["hosts"]> {
  if ("socket" in broker || isThisMachine(broker.host)) return { gate: host, broker: host };
  return { gate: host, broker: broker.host };
}

function offHost(witnesses: GatePlaces["witnesses"] = []): number {
  return witnesses.filter(({ url }) => URL.canParse(url) && !isThisMachine(new URL(url).hostname)).length;
}

/** `git@host:path` and URLs of another machine; a path is none. */
function isElsewhere(remote: string): boolean {
  if (URL.canParse(remote)) {
    const { protocol, hostname } = new URL(remote);
    return protocol !== "file:" && hostname !== "" && !isThisMachine(hostname);
  }
  const [, host] = /^(?:[^@/]+@)?([A-Za-z0-9.-]+):/.exec(remote) ?? [];
  return host !== undefined && !isThisMachine(host);
}

function isThisMachine(host: string): boolean {
  const bare = host.replace(/^\[(.*)\]$/, "$1");
  return bare === "localhost" || bare === "::1" || /^127(?:\.[0-9]{1,3}){3}$/.test(bare);
}
