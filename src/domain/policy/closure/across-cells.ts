import type { Cell } from "../../iam/prove/cell.ts";
import type { Sureness } from "./sureness.ts";

/** What passes in one cell; null: nothing. */
export interface InCell<T> {
  readonly cell: Cell;
  readonly found: T | null;
}

/**
 * One answer for a credential that is in one of several cells. Whoever holds it chooses how old its MFA is, so of ages
 * one is enough. Which value the MFA key has, where AWS documents several, nobody chooses: what does not pass in each
 * of them is `may`. Null: it passes in no cell.
 */
export function acrossCells<T extends Sureness>(cells: readonly InCell<T>[]): T | null {
  const groups = new Map<string, T | null>();
  for (const { cell, found } of cells) {
    const group = cell.mfa === "true" && cell.age === null ? "true without age" : cell.mfa;
    const known = groups.get(group) ?? null;
    groups.set(group, known === null || (known.certainty === "may" && found?.certainty === "certain") ? found : known);
  }
  const passing = [...groups.values()].filter((each) => each !== null);
  const [best] = passing.toSorted((one, two) => Number(one.certainty === "may") - Number(two.certainty === "may"));
  if (best === undefined) return null;
  const weakest = passing.find(({ certainty }) => certainty === "may");
  if (weakest !== undefined) return { ...best, certainty: "may", why: weakest.why };
  if (passing.length === groups.size) return best;
  const passes = [...groups].flatMap(([group, found]) => (found === null ? [] : [group])).join(" or ");
  const others = [...groups].flatMap(([group, found]) => (found === null ? [group] : [])).join(" or ");
  const why = `it passes with aws:MultiFactorAuthPresent ${passes}, not ${others}, and AWS does not document which of them such a session has`;
  return { ...best, certainty: "may", why };
}
