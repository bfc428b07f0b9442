import type { Position } from "../../../domain/core/coded-error.ts";
import type { Severity } from "../../../domain/core/verdict.ts";
import type { PolicyKind } from "../../../domain/iam/language/policy-kind.ts";
import type { GapVerdict } from "../../../domain/policy/gap.ts";
import type { MfaState } from "../../../domain/policy/guarding/mfa-state.ts";
import type { WithoutMfa } from "../../../domain/policy/judging/without-mfa.ts";

/** One action that one gap concerns, as it is told (docs/formats/policy-check.md). */
export interface ToldGap {
  readonly id: string;
  readonly pitfall: string;
  readonly verdict: GapVerdict;
  readonly severity: Severity;
  readonly title: string;
  readonly mitigatedBy?: string | undefined;
  readonly action: string;
  /** The first state in which it passes (of a lockout: is refused). */
  readonly mfa: MfaState;
  readonly cells: readonly MfaState[];
  readonly witness: {
    readonly principal: string;
    readonly action: string;
    readonly resource: string;
    readonly context: Readonly<Record<string, readonly string[]>>;
    readonly assumes?: readonly string[];
  } | null;
  /** What the second evaluator says of the witness; `refused` is an error of ours. */
  readonly replayed: "allowed" | "refused" | null;
  readonly position: Position | null;
  readonly why?: string | undefined;
  readonly says?: string | undefined;
  /** Of the last one told of a gap: how many more actions it concerns. */
  readonly more?: number | undefined;
}

/** One document, or one principal with all its documents. */
export interface CheckedDocument {
  readonly file: string;
  /** Where in the file: a Terraform address; empty for a file that is one policy. */
  readonly name: string;
  readonly as: PolicyKind;
  /** ARN of whoever the documents were judged for. */
  readonly principal: string;
  readonly gaps: readonly ToldGap[];
  readonly withoutMfa: WithoutMfa;
  /** What the verdicts do not take into account. */
  readonly notModelled: readonly string[];
  /** Of a principal: why some of its documents are not known; anything may be open then. Absent when all are. */
  readonly notKnown?: readonly string[] | undefined;
}

/** A document that could not be read; the others were judged. */
export interface UnreadDocument {
  readonly file: string;
  readonly code: string;
  readonly title: string;
  readonly detail: string | null;
  readonly hint: string;
  readonly position: Position | null;
}

/** An account of a snapshot whose principals are not known. */
export interface UnjudgedAccount {
  readonly account: string;
  readonly why: string;
}

/** The answer of `policy check`. */
export interface PolicyCheck {
  readonly documents: readonly CheckedDocument[];
  readonly unread: readonly UnreadDocument[];
  readonly notJudged: readonly UnjudgedAccount[];
}

/**
 * Exit code: 2 when a document could not be read, 1 for a gap or a lockout, 3 when something may be open, some document
 * of a principal is not known or an account could not be judged, else 0.
 */
export function checkExit({ documents, unread, notJudged }: PolicyCheck): 0 | 1 | 2 | 3 {
  if (unread.length > 0) return 2;
  const verdicts = new Set(documents.flatMap(({ gaps }) => gaps.map(({ verdict }) => verdict)));
  if (verdicts.has("gap") || verdicts.has("lockout")) return 1;
  const isPartial = documents.some(({ notKnown = [] }) => notKnown.length > 0);
  return verdicts.has("may") || isPartial || notJudged.length > 0 ? 3 : 0;
}
