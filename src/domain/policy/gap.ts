import type { Severity } from "../core/verdict.ts";
import type { Witness } from "../iam/prove/answer.ts";
import type { PolicyKind } from "../iam/language/policy-kind.ts";
import type { Subject } from "../iam/prove/subject.ts";
import type { GapView } from "./judging/gap-view.ts";
import type { MfaState } from "./guarding/mfa-state.ts";

/**
 * `gap`: a request passes that should need MFA. `may`: nobody can tell from here, and `why` names what is missing.
 * `lockout`: a request that is needed passes in no state that can be reached. `note`: worth knowing, nothing is open.
 */
export type GapVerdict = "gap" | "may" | "lockout" | "note";

/** One action that a gap concerns. */
export interface GapHit {
  readonly verdict: GapVerdict;
  /** Catalogue name, e.g. `iam:DeactivateMFADevice`. */
  readonly action: string;
  /** In which states it passes; of a lockout, in which it is refused. */
  readonly states: readonly MfaState[];
  /** A request that passes (of a lockout: none). */
  readonly witness: Witness | null;
  /** Whose request the witness is, where it is not the view's own subject: another principal, credential or layer. */
  readonly subject?: Subject | undefined;
  /** Of `may`: the atom, document or fact that is missing. */
  readonly why?: string | undefined;
  /** What stops a stolen key all the same, e.g. `AWS-2023-001`. */
  readonly mitigatedBy?: string | undefined;
  /** The statement that lets it through or should have stopped it; null when there is none to point to. */
  readonly statement: { readonly document: string; readonly index: number } | null;
  /** One sentence on this very action, added to the gap's `danger`. */
  readonly says?: string | undefined;
}

/** A worked case: ships with the product, shown by `explain`, run by `selftest`. */
export interface GapCase {
  /** A sentence of behaviour. */
  readonly name: string;
  /** Documents as JSON; the first is the one that is judged when `as` is not identity. */
  readonly documents: readonly unknown[];
  readonly as?: PolicyKind | undefined;
  readonly isBesideAdmin?: boolean | undefined;
  /** Of the user; unknown when absent. */
  readonly devices?: number | "unknown" | undefined;
  /** ARN of the principal; the user alice without path when absent. */
  readonly principal?: string | undefined;
  /** `none`: the gap says nothing. */
  readonly expect: GapVerdict | "none";
  /** Actions that must be among the hits of that verdict. */
  readonly actions?: readonly string[] | undefined;
}

/** Something a policy lets happen without MFA, or keeps people from doing. One file each; the id lives for ever. */
export interface Gap {
  /** Kebab-case; the file name. */
  readonly id: string;
  /** `P01` and so on. */
  readonly pitfall: string;
  readonly title: string;
  readonly severity: Severity;
  /** What somebody with a stolen key does with it, in our own words. */
  readonly danger: string;
  readonly fix: string;
  /** AWS page names, bulletins. */
  readonly references: readonly string[];
  /** Further names under which the gap is known. */
  readonly aka?: readonly string[] | undefined;
  /** What kinds of document it is asked of. */
  readonly asks: readonly PolicyKind[];
  /** Every action concerned; decided by the engine. Empty: the gap is not there. */
  readonly find: (view: GapView) => readonly GapHit[];
  readonly cases: readonly GapCase[];
}
