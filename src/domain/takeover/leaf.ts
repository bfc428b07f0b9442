import type { Cost } from "../core/cost.ts";
import type { LeafKind } from "./answer.ts";
import type { Certainty, Effect } from "./who-can.ts";

/** What a leaf can be used for: an effect of a principal, or the part another thing plays in a rule. */
export type Slot =
  | Effect
  | "mailbox-reader"
  | "mailbox-in-domain"
  | "member-admin"
  | "interception"
  | "registrar"
  | "dns"
  | "mail-tenant"
  | "phone"
  | "root-key"
  | "x509-key"
  | "password-vault"
  | "seed-vault"
  | "device"
  | "kit"
  | "network-rcp"
  | "network-account";

/** One use of a leaf. */
export interface Gift {
  readonly slot: Slot;
  readonly certainty: Certainty;
  /** For e-mail moves limited by `account:EmailTargetDomain`: the domains; for `mailbox-in-domain`: that domain. */
  readonly domains?: readonly string[] | undefined;
  /** A declared principal: the guards we write leave it this effect. */
  readonly spared?: boolean | undefined;
}

/** One thing an attacker may hold. The same thing in two parts is one leaf with two gifts. */
export interface Leaf {
  /** `mb:…`, `phone:…`, `any-of:…`; equal ids are the same thing, in every account. */
  readonly id: string;
  readonly kind: LeafKind;
  readonly cost: Cost;
  /** People who hold it; null when nobody declared them. */
  readonly who: readonly string[] | null;
  /** How many of them it takes: k for a kit of k shares, else 1. */
  readonly need: number;
  readonly gives: readonly Gift[];
  /** What a step calls it. */
  readonly words: string;
  /** ARNs behind an `any-of:` leaf, sorted. */
  readonly members?: readonly string[] | undefined;
  /** What tells shapes apart: the gifts as text. */
  readonly signature: string;
}

/** A leaf from its parts: gifts sorted, signature computed, one person enough unless said otherwise. */
export function leafOf(parts: Omit<Leaf, "signature" | "need"> & { readonly need?: number }): Leaf {
  const gives = [...parts.gives].sort((one, two) => compareText(giftText(one), giftText(two)));
  return { ...parts, need: parts.need ?? 1, gives, signature: gives.map(giftText).join("|") };
}

/** A gift as text: `contact-write`, `leave-org?` when possible, `@` and domains, `!` when spared. */
export function giftText(gift: Gift): string {
  const domains = gift.domains === undefined ? "" : `@${[...gift.domains].sort().join("/")}`;
  return `${gift.slot}${domains}${gift.certainty === "possible" ? "?" : ""}${gift.spared === true ? "!" : ""}`;
}

/** Order by code unit, the same on every machine. */
export function compareText(one: string, two: string): number {
  return one < two ? -1 : one > two ? 1 : 0;
}
