/** Session paths of one account before and after the guards; filled by `app` from the takeover model. */
export interface AccountBeforeAfter {
  readonly account: string;
  readonly name: string | null;
  /** Certain ones. */
  readonly before: number;
  readonly after: number;
  readonly possibleBefore: number;
  readonly possibleAfter: number;
  /** Cheapest certain path that is left, as steps; empty when none is. */
  readonly left: readonly string[];
}

/** All accounts, and the sums. */
export interface PathsBeforeAfter {
  readonly accounts: readonly AccountBeforeAfter[];
  readonly before: number;
  readonly after: number;
  readonly possibleBefore: number;
  readonly possibleAfter: number;
  /** Accounts whose paths could not be computed, or not wholly, with the reason: the proof does not speak of them. */
  readonly notComputed: readonly { readonly account: string; readonly why: string }[];
}

/** Something that must go on working, counted; `after` equals `before`, or nothing is written. */
export interface KeptWork {
  readonly says: string;
  readonly before: number;
  readonly after: number;
}

/** One step that only a person can take. */
export interface PersonStep {
  readonly account: string;
  readonly name: string | null;
  /** The check that asks for it. */
  readonly check: string;
  readonly severity: string;
  readonly title: string;
  readonly fix: string;
}
