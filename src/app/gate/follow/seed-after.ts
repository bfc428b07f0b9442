import type { LogEntry } from "../../../domain/custody/protocol/log-entry.ts";
import type { SeedSeen } from "../core/gate.ts";

/** Takes to heart what an entry of the broker's log tells of the accounts' seeds. */
export function seedAfter(seeds: Map<string, SeedSeen>, { type, account, d, at }: LogEntry): void {
  if (d["vault"] !== "S") return;
  if (type === "export.created") exported(seeds, d["items"]);
  if (account === undefined || !type.startsWith("item.")) return;
  const before = seeds.get(account);
  const version = typeof d["version"] === "number" ? d["version"] : before?.version;
  if (type === "item.retired") seeds.delete(account);
  else if (version !== undefined) {
    // A new version has nothing of the older one's: no proof, no copy in the kit, nothing that is due.
    const same = before?.version === version ? before : fresh(version, at);
    const isByCodes = d["how"] === "two-codes";
    seeds.set(account, {
      version,
      storedAt: same.storedAt,
      isProven: same.isProven || (type === "item.verified" && !isByCodes),
      isVerified: same.isVerified || (type === "item.verified" && isByCodes),
      isImported: same.isImported || d["origin"] === "import",
      isRotationDue: same.isRotationDue,
      kit: typeof d["kit"] === "string" ? d["kit"] : same.kit,
    });
  }
}

/** Each item stands there as its account and version. */
function exported(seeds: Map<string, SeedSeen>, items: LogEntry["d"][string] | undefined): void {
  if (!Array.isArray(items)) return;
  for (const item of items) {
    const [account = "", version] = typeof item === "string" ? item.split(" ") : [];
    const seed = seeds.get(account);
    if (seed !== undefined && String(seed.version) === version) seeds.set(account, { ...seed, isRotationDue: true });
  }
}

function fresh(version: number, atMs: number): SeedSeen {
  return {
    version,
    storedAt: Math.floor(atMs / 1000),
    isProven: false,
    isVerified: false,
    isImported: false,
    isRotationDue: false,
    kit: null,
  };
}
