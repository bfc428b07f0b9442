import type { Cost } from "../../core/cost.ts";

/** How hard each kind of thing is to get, unless told otherwise. Principals cost what their cheapest entrance costs. */
export interface LeafCosts {
  /** A group, an alias, or readers nobody declared. */
  readonly mailboxLoose: Cost;
  /** At most three named readers. */
  readonly mailboxNamed: Cost;
  readonly phone: Cost;
  readonly rootKey: Cost;
  readonly x509Key: Cost;
  readonly vault: Cost;
  readonly device: Cost;
  readonly kit: Cost;
  readonly interception: Cost;
  /** Registrar, DNS provider, mail tenant. */
  readonly mailDomain: Cost;
  /** The domain has lapsed, or anyone may register it. */
  readonly freeDomain: Cost;
  readonly network: Cost;
}

/** The product's defaults. */
export const leafCosts: LeafCosts = {
  mailboxLoose: "low",
  mailboxNamed: "medium",
  phone: "medium",
  rootKey: "low",
  x509Key: "medium",
  vault: "high",
  device: "insider",
  kit: "insider",
  interception: "high",
  mailDomain: "medium",
  freeDomain: "trivial",
  network: "medium",
};
