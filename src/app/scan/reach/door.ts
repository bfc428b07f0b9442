import type { Entrance } from "../../../domain/takeover/who-can.ts";
import type { Sureness } from "./verdict.ts";

/** A way into a principal from outside the principals that are known. */
export interface Door extends Sureness {
  readonly entrance: Entrance;
}

/** What each way in costs an attacker by default: automation nothing, a stored key little, a person's login more. */
export const doorCosts = {
  public: "trivial",
  oidc: "trivial",
  "access-key": "low",
  account: "low",
  saml: "medium",
  sso: "medium",
  service: "medium",
  /** Only AWS itself acts as a service-linked role. */
  "service-linked": "insider",
} as const;

/** Makes an entrance at its default cost. */
export function entrance(kind: Exclude<Entrance["kind"], "role" | "console">, subject: string): Entrance {
  return { kind, subject, cost: doorCosts[kind] };
}
