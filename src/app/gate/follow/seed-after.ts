import type { LogEntry } from "../../../domain/custody/protocol/log-entry.ts";
import type { SeedSeen } from "../core/gate.ts";

/** Takes to heart what an entry of the broker's log tells of an account's seed. */
export function seedAfter(seeds: Map<string, SeedSeen>, { type, account, d }: LogEntry): void {
  if (account === undefined || !type.startsWith("item.") || d["vault"] !== "S") return;
  const before = seeds.get(account);
  const version = typeof d["version"] === "number" ? d["version"] : before?.version;
  if (type === "item.retired") seeds.delete(account);
  else if (version !== undefined) {
    const isProven = type === "item.verified" || (before?.version === version && before.isProven);
    // A new version without a copy has none, whatever the older one had.
    const kept = before?.version === version ? before.kit : null;
    seeds.set(account, { version, isProven, kit: typeof d["kit"] === "string" ? d["kit"] : kept });
  }
}
