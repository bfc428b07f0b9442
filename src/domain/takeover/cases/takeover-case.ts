import type { Situation } from "../situation.ts";

/** A worked case: accounts, and every minimal attack set of each. Ships with the product and can be acted out. */
export interface TakeoverCase {
  readonly id: string;
  readonly title: string;
  readonly accounts: readonly CaseAccount[];
}

/** One account of a case. Sets are written with the short names of `CaseLeaf`. */
export interface CaseAccount {
  readonly name: string;
  readonly situation: Situation;
  /** Short name → leaf id. */
  readonly names: ReadonlyMap<string, string>;
  /** The complete antichain of certain session sets. */
  readonly certain: readonly (readonly string[])[];
  /** The complete list of further sets that are only possible. */
  readonly possible: readonly (readonly string[])[];
}
