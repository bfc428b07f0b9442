import type { Seen } from "../../core/fact.ts";
import type { Evidence } from "../../core/finding.ts";

/** Evidence from a fact that was read. */
export function evidence(fact: string, value: string, from: Seen<unknown>): Evidence {
  return { fact, value, source: from.source, observedAt: from.at };
}

/** Evidence that is a whole mail address or phone number: faces mask it. */
export function contactEvidence(fact: string, value: string, contact: "mail" | "phone", from: Seen<unknown>): Evidence {
  return { ...evidence(fact, value, from), contact };
}

/** Evidence from the inventory: people said so. */
export function declaredEvidence(fact: string, value: string): Evidence {
  return { fact, value, source: "inventory", observedAt: null };
}
