import { canonicalPhone } from "../../core/canonical-contact.ts";
import { isSeen } from "../../core/fact.ts";
import type { Instant } from "../../core/instant.ts";
import { attestation } from "../../inventory/attestation.ts";
import type { Inventory } from "../../inventory/inventory.ts";
import type { AccountFacts } from "../../snapshot/account-facts.ts";
import type { LeafKind } from "../answer.ts";
import { type Gift, type Leaf, leafOf } from "../leaf.ts";
import type { LeafCosts } from "./leaf-costs.ts";

/** A recovery kit: `need` of its holders together open it. */
export interface Kit {
  readonly id: string;
  readonly need: number;
  readonly holders: readonly string[] | null;
}

/** What the leaves of kept credentials are read from. */
export interface KeptInput {
  readonly account: AccountFacts;
  readonly inventory: Inventory;
  readonly kits: readonly Kit[];
  readonly now: Instant;
  readonly costs: LeafCosts;
}

/** Phone, root key, signing key, vaults, devices and kits that somebody named. */
export function keptLeaves(input: KeptInput): readonly Leaf[] {
  const { account, costs, kits } = input;
  return [
    phoneLeaf(input),
    plain("root-key", `root-key:${account.id}`, `the root access key of ${account.id}`, costs.rootKey),
    plain("x509-key", `x509:${account.id}`, `the X.509 signing key of ${account.id}`, costs.x509Key),
    ...vaultLeaves(input),
    ...deviceLeaves(input),
    ...kits.map(({ id, need, holders }) =>
      leafOf({
        id: `kit:${id}`,
        kind: "kit",
        cost: costs.kit,
        who: holders,
        need,
        gives: [{ slot: "kit", certainty: "certain" }],
        words: `${need} holders of the kit ${id}`,
      }),
    ),
  ];
}

function plain(kind: "root-key" | "x509-key", id: string, words: string, cost: LeafCosts["rootKey"]): Leaf {
  return leafOf({ id, kind, cost, who: null, gives: [{ slot: kind, certainty: "certain" }], words });
}

// AWS always has a phone on record, so there is a leaf even when the number was not read.
function phoneLeaf({ account, inventory, now, costs }: KeptInput): Leaf {
  const raw = isSeen(account.contact) ? account.contact.value.PhoneNumber : undefined;
  const number = raw === undefined ? "" : canonicalPhone(raw);
  const entry = Object.entries(inventory.phones).find(([key]) => number !== "" && canonicalPhone(key) === number)?.[1];
  const holders = entry !== undefined && attestation(entry.attested, now) === "fresh" ? entry.holders : undefined;
  // Declared to be in nobody's hands: what is left is the number itself at the carrier, which may still be moved.
  const locked = holders !== undefined && holders.length === 0;
  return leafOf({
    id: number === "" ? `phone:of:${account.id}` : `phone:${number}`,
    kind: "phone",
    cost: costs.phone,
    who: holders === undefined || locked ? null : [...holders].sort(),
    gives: [{ slot: "phone", certainty: locked ? "possible" : "certain" }],
    words: number === "" ? "on record (its number was not read)" : number,
  });
}

function vaultLeaves({ account, inventory, now, costs }: KeptInput): readonly Leaf[] {
  const entry = inventory.vaults[account.id];
  if (entry === undefined || attestation(entry.attested, now) === "stale") return [];
  const who = entry.custodians === undefined || entry.custodians.length === 0 ? null : [...entry.custodians].sort();
  const vault = (kind: LeafKind, name: string, slots: readonly ("password-vault" | "seed-vault")[]) =>
    leafOf({
      id: `vault:${name}`,
      kind,
      cost: costs.vault,
      who,
      gives: slots.map((slot): Gift => ({ slot, certainty: "certain" })),
      words: `the vault ${name}`,
    });
  const { password, totp } = entry;
  if (password !== undefined && password === totp) {
    return [vault("password-vault", password, ["password-vault", "seed-vault"])];
  }
  return [
    ...(password === undefined ? [] : [vault("password-vault", password, ["password-vault"])]),
    ...(totp === undefined ? [] : [vault("seed-vault", totp, ["seed-vault"])]),
  ];
}

// A serial names a device; where AWS showed none that can be held in the hand, the declared ones do.
function deviceLeaves({ account, inventory, now, costs }: KeptInput): readonly Leaf[] {
  const device = (id: string, words: string) =>
    leafOf({
      id,
      kind: "device",
      cost: costs.device,
      who: null,
      gives: [{ slot: "device", certainty: "certain" }],
      words,
    });
  const serials = isSeen(account.devices) ? account.devices.value.filter(({ kind }) => kind !== "virtual") : [];
  if (serials.length > 0) {
    const distinct = [...new Set(serials.map(({ serial }) => serial))];
    return distinct.map((serial) => device(`device:${serial}`, `the MFA device ${serial}`));
  }
  if (isSeen(account.devices) && account.devicesComplete === true) return [];
  const declared = (inventory.devices[account.id] ?? []).filter(
    ({ attested }) => attestation(attested, now) === "fresh",
  );
  return declared.map(({ kind, place }, at) =>
    device(`device:${account.id}/${at + 1}`, `the ${kind} MFA device in ${place}`),
  );
}
