import { attestation } from "../../inventory/attestation.ts";
import type { Inventory } from "../../inventory/inventory.ts";
import type { AccountView } from "../account-view.ts";

/** What `declared` of the inventory says; empty when it was attested over 180 days ago. */
export function declared(view: AccountView): Inventory["declared"] {
  const all = view.inventory.declared;
  return attestation(all.attested, view.now) === "fresh" ? all : {};
}

/** A sentence for the reader when declarations exist but are too old to count; undefined otherwise. */
export function staleDeclarations(view: AccountView): string | undefined {
  const stale = attestation(view.inventory.declared.attested, view.now) === "stale";
  return stale ? "The inventory's `declared` section was attested over 180 days ago and does not count." : undefined;
}
