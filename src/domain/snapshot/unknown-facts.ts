import { isCounted, type Reason, reasons } from "../core/reason.ts";

/** An unknown fact and where it stands. */
export interface UnknownFact {
  /** Property path, e.g. `flags.mfa` or `keys.0.lastUsedAt`. */
  readonly path: string;
  readonly why: Reason;
  readonly needs: string | null;
  readonly detail: string | null;
}

const deepest = 8;

/**
 * Every unknown fact below a value of a snapshot file, in property order. Values of facts that were read are searched
 * too, because some hold facts themselves; policy documents inside them are not facts and never match.
 */
export function unknownFacts(value: unknown): readonly UnknownFact[] {
  const found: UnknownFact[] = [];
  search(value, [], found);
  return found;
}

/** Those that make a run partial. */
export function countedUnknowns(value: unknown): readonly UnknownFact[] {
  return unknownFacts(value).filter((fact) => isCounted(fact.why));
}

function search(value: unknown, path: readonly string[], found: UnknownFact[]): void {
  if (typeof value !== "object" || value === null || path.length > deepest) return;
  if (isUnseen(value)) {
    const needs = "needs" in value && typeof value.needs === "string" ? value.needs : null;
    const detail = "detail" in value && typeof value.detail === "string" ? value.detail : null;
    found.push({ path: path.join("."), why: value.why, needs, detail });
    return;
  }
  for (const [key, inner] of Object.entries(value)) search(inner, key === "value" ? path : [...path, key], found);
}

function isUnseen(value: object): value is { status: "unknown"; why: Reason } {
  if (!("status" in value) || value.status !== "unknown" || !("why" in value)) return false;
  return (reasons as readonly unknown[]).includes(value.why);
}
