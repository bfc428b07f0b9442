// What people declare about custody and no server can know: which places there are, who opens them, where sheets and
// backups lie, and what custody itself needs in order to work.
import { z } from "zod";
import type { Holdings, SplitOfSide } from "../kits/disjointness/holdings.ts";
import type { CopyPlace } from "../kits/readiness/judge-kit-copies.ts";
import type { Dependency } from "./dependency-loops.ts";

const name = z.string().min(1).max(128);
const vault = z.enum(["P", "S"]);
const sheet = z.strictObject({ kit: vault, sheet: z.int().min(1).max(255) });

/** `rootward-custody.yaml`. */
export const declaredCustodySchema = z.strictObject({
  places: z
    .array(
      z.strictObject({
        place: name,
        /** Whether what lies there is lost when the servers are. */
        onServers: z.boolean().default(false),
        /** Who can open it with nobody else there. */
        openedAloneBy: z.array(name).default([]),
        sheets: z.array(sheet).default([]),
        backups: z.array(vault).default([]),
      }),
    )
    .default([]),
  /** Sheets that people keep on themselves. */
  holders: z.array(z.strictObject({ person: name, sheets: z.array(sheet) })).default([]),
  /** What each thing cannot do without; `root access` is what all of it is for. */
  dependencies: z.record(name, z.array(name)).optional(),
});

/** A read `rootward-custody.yaml`. */
export type DeclaredCustody = Readonly<z.infer<typeof declaredCustodySchema>>;

/** How a kit's key was split. */
export interface KitSplit {
  readonly vault: "P" | "S";
  readonly threshold: number;
  readonly total: number;
}

/** The places, for judging copies of kits. */
export function declaredPlaces({ places }: DeclaredCustody): readonly CopyPlace[] {
  return places.map(({ place, onServers, openedAloneBy }) => ({
    place,
    isOnServers: onServers,
    openableAloneBy: openedAloneBy,
  }));
}

/** What needs what; `null` when nothing was declared. */
export function declaredDependencies({ dependencies }: DeclaredCustody): readonly Dependency[] | null {
  if (dependencies === undefined) return null;
  return Object.entries(dependencies).map(([thing, needs]) => ({ thing, needs }));
}

/** Who holds which sheet where, of these kits; `null` when no sheet is declared. */
export function declaredHoldings(
  { places, holders }: DeclaredCustody,
  kits: readonly KitSplit[],
  copies: readonly { readonly place: string; readonly vault: "P" | "S" }[],
): Holdings | null {
  const isSilent = holders.length === 0 && places.every(({ sheets }) => sheets.length === 0);
  if (isSilent || kits.length === 0) return null;
  const splits = kits.map((kit): SplitOfSide => {
    const { vault: side, threshold, total } = kit;
    return { id: `kit ${side}`, side, kind: "kit", threshold, total };
  });
  const shares = (sheets: readonly { readonly kit: "P" | "S"; readonly sheet: number }[]) =>
    sheets.map((each) => ({ split: `kit ${each.kit}`, index: each.sheet }));
  return {
    splits,
    persons: holders.map(({ person, sheets }) => ({ person, shares: shares(sheets) })),
    places: places.map(({ place, openedAloneBy, sheets, backups }) => ({
      place,
      shares: shares(sheets),
      kitCopies: copies.filter((copy) => copy.place === place).map((copy) => copy.vault),
      backups,
      openableAloneBy: openedAloneBy,
    })),
  };
}
