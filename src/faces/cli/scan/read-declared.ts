import { type Instant, instant, instantOfMillis } from "../../../domain/core/instant.ts";
import { emptyInventory, type Inventory } from "../../../domain/inventory/inventory.ts";
import type { Invocation } from "../command.ts";
import { readText, readTextIfThere } from "../read-text.ts";
import { usageError } from "../usage-error.ts";

/** The inventory of `--inventory`, else of ./rootward-inventory.yaml, else an empty one. */
export async function readInventory({ io, settings }: Invocation): Promise<Inventory> {
  const named = settings.text("inventory");
  const file = named ?? "rootward-inventory.yaml";
  const text = named === null ? await readTextIfThere(io, file) : await readText(io, file);
  if (text === null) return emptyInventory;
  const { parseInventory } = await import("../../../app/scan/declared/parse-inventory.ts");
  return parseInventory(text, file);
}

/** The waivers of `--waivers`, else of ./rootward-waivers.yaml; null when there are none. */
export async function readWaivers({ io, settings }: Invocation, now: Instant) {
  const named = settings.text("waivers");
  const file = named ?? "rootward-waivers.yaml";
  const text = named === null ? await readTextIfThere(io, file) : await readText(io, file);
  if (text === null) return null;
  const { parseWaivers } = await import("../../../app/scan/waivers.ts");
  const { checks } = await import("../../../domain/posture/registry.ts");
  return { file, list: parseWaivers(text, { file, knownIds: new Set(checks.map(({ id }) => id)), now }) };
}

/** The moment of judgement: `--as-of DATE`, else now. */
export function judgedAt({ io, settings }: Pick<Invocation, "io" | "settings">): Instant {
  const asked = settings.text("asOf");
  if (asked === null) return instantOfMillis(io.now());
  const at = instant(asked);
  if (at === null) throw usageError(`--as-of takes a date such as 2026-11-21, not ${asked}`);
  return at;
}

/** The share of `--allow-partial` in percent. */
export function allowedPercent(text: string | null): number {
  return Number((text ?? "0%").replace("%", ""));
}
