import type { Vault } from "../../envelope/place.ts";

/** One copy of a kit, as registered. Times are Unix seconds. */
export interface KitCopy {
  readonly kitId: string;
  readonly vault: Vault;
  readonly medium: "paper" | "usb" | "disc" | "database";
  readonly place: string;
  readonly made: number;
  /** When the whole of it was last read and hashed right; `null` when never. */
  readonly reRead: number | null;
}

/** What is declared about a place. */
export interface CopyPlace {
  readonly place: string;
  /** Whether what lies there is lost when the servers are. */
  readonly isOnServers: boolean;
  readonly openableAloneBy: readonly string[];
}

/** Why the copies of a kit are not good enough. */
export type CopyReason =
  | { readonly kind: "none-outside"; readonly vault: Vault }
  | { readonly kind: "not-re-read"; readonly vault: Vault; readonly sinceDays: number }
  | { readonly kind: "both-in-one-place"; readonly place: string; readonly openedBy: readonly string[] }
  | { readonly kind: "place-undeclared"; readonly place: string }
  | { readonly kind: "in-the-future"; readonly place: string };

/** Whether somebody will find a readable kit when every server is gone. */
export interface CopiesVerdict {
  /** `unknown` where it depends on a place that nobody has declared. */
  readonly status: "green" | "red" | "unknown";
  readonly reasons: readonly CopyReason[];
}

/** The kits in force, one per vault, the copies, the places and now, in Unix seconds. */
export interface CopiesQuestion {
  readonly kits: Readonly<Partial<Record<Vault, string>>>;
  readonly copies: readonly KitCopy[];
  readonly places: readonly CopyPlace[];
  readonly now: number;
}

const daySeconds = 86_400;
const reReadDays = 180;
/** Clocks of two machines differ a little; more than this is no clock but a wrong entry. */
const clockSlackSeconds = 86_400;

/** Red without a copy outside the servers, with none re-read for 180 days, or with both kits where one person gets them alone. */
export function judgeKitCopies({ kits, copies, places, now }: CopiesQuestion): CopiesVerdict {
  const current = copies.filter(({ vault, kitId }) => kits[vault] === kitId);
  const byName = new Map(places.map((place) => [place.place, place]));
  const red = [
    ...(["P", "S"] as const).flatMap((vault) => judgeVault(vault, current, byName, now)),
    ...bothTogether(copies, byName),
  ];
  const undeclared = new Set(
    current.filter(({ place, medium }) => medium !== "database" && !byName.has(place)).map(({ place }) => place),
  );
  const unknown: CopyReason[] = [
    ...[...undeclared].map((place): CopyReason => ({ kind: "place-undeclared", place })),
    ...current
      .filter((copy) => lastRead(copy) > now + clockSlackSeconds)
      .map(({ place }): CopyReason => ({ kind: "in-the-future", place })),
  ];
  const status = red.length > 0 ? "red" : unknown.length > 0 ? "unknown" : "green";
  return { status, reasons: [...red, ...unknown] };
}

function judgeVault(
  vault: Vault,
  copies: readonly KitCopy[],
  places: ReadonlyMap<string, CopyPlace>,
  now: number,
): CopyReason[] {
  const outside = copies.filter((copy) => copy.vault === vault && isOutside(copy, places));
  if (outside.length === 0) return [{ kind: "none-outside", vault }];
  const reads = outside.map((copy) => lastRead(copy)).filter((at) => at <= now + clockSlackSeconds);
  const sinceDays = Math.floor((now - Math.max(0, ...reads)) / daySeconds);
  return sinceDays >= reReadDays ? [{ kind: "not-re-read", vault, sinceDays }] : [];
}

/** A copy where nobody knows what the place is like is not counted on. */
function isOutside({ medium, place }: KitCopy, places: ReadonlyMap<string, CopyPlace>): boolean {
  return medium !== "database" && places.get(place)?.isOnServers === false;
}

/** A copy that was just made counts as read then: what wrote it also hashed it. */
function lastRead({ made, reRead }: KitCopy): number {
  return reRead ?? made;
}

/** Copies of old kits count, too: what they hold may still be in force. */
function bothTogether(copies: readonly KitCopy[], places: ReadonlyMap<string, CopyPlace>): CopyReason[] {
  return [...places.values()].flatMap(({ place, openableAloneBy }) => {
    const vaults = new Set(copies.filter((copy) => copy.place === place).map(({ vault }) => vault));
    return vaults.size === 2 && openableAloneBy.length > 0
      ? [{ kind: "both-in-one-place", place, openedBy: openableAloneBy }]
      : [];
  });
}
