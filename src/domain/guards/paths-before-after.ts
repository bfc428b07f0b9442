/** Certain session paths of one account before and after the guards; filled by `app` from the takeover model. */
export interface AccountBeforeAfter {
  readonly account: string;
  readonly name: string | null;
  readonly before: number;
  readonly after: number;
  /** Cheapest path that is left, as steps; empty when none is. */
  readonly left: readonly string[];
}

/** All accounts, and the sums. */
export interface PathsBeforeAfter {
  readonly accounts: readonly AccountBeforeAfter[];
  readonly before: number;
  readonly after: number;
  /** Accounts whose paths could not be computed, with the reason: the proof does not speak of them. */
  readonly notComputed: readonly { readonly account: string; readonly why: string }[];
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
