import type { Vault } from "../envelope/place.ts";

/** An item that must be replaced, because a copy of it left custody. */
export interface RotationDue {
  readonly account: string;
  readonly vault: Vault;
  /** Which version left; a newer one ends it. */
  readonly version: number;
  readonly reason: "exported";
  /** Unix seconds. */
  readonly since: number;
}

/** What an export leaves behind: each exported item is due for rotation, from the moment it was written. */
export function rotationsDue(
  vault: Vault,
  items: readonly { readonly account: string; readonly version: number }[],
  since: number,
): readonly RotationDue[] {
  return items.map(({ account, version }) => ({ account, vault, version, reason: "exported", since }));
}

/** Those that are still due when these versions are the current ones. */
export function stillDue(
  due: readonly RotationDue[],
  current: (account: string, vault: Vault) => number | null,
): readonly RotationDue[] {
  return due.filter(({ account, vault, version }) => {
    const newest = current(account, vault);
    // A retired item has no version: its secret may still open the account, so only a newer one ends it.
    return newest === null || newest <= version;
  });
}
