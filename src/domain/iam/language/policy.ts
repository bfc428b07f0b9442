/** A policy document after parsing. Texts are as written; matching folds case where AWS does. */
export interface Policy {
  /** A missing version means 2008-10-17: variables are literal text there. */
  readonly version: "2012-10-17" | "2008-10-17";
  readonly statements: readonly Statement[];
}

/** One statement. Exactly one of action and notAction, and so on: `negated` tells which was written. */
export interface Statement {
  /** Position in the document, from 0: `Statement[2]`. */
  readonly index: number;
  readonly sid: string | null;
  readonly effect: "Allow" | "Deny";
  readonly actions: { readonly negated: boolean; readonly patterns: readonly string[] };
  /** Null in trust policies, which have none. */
  readonly resources: { readonly negated: boolean; readonly patterns: readonly string[] } | null;
  /** Null in identity policies. */
  readonly principals: { readonly negated: boolean; readonly entries: readonly PrincipalEntry[] } | null;
  readonly conditions: readonly ConditionEntry[];
}

/** One value of a Principal element; `type` "*" is the bare star. */
export interface PrincipalEntry {
  readonly type: "*" | "AWS" | "Service" | "Federated" | "CanonicalUser";
  readonly value: string;
}

/** One operator on one key. */
export interface ConditionEntry {
  /** As written, e.g. `ForAnyValue:StringLikeIfExists`. */
  readonly operator: string;
  /** As written, e.g. `aws:MultiFactorAuthPresent`; compared ignoring case. */
  readonly key: string;
  readonly values: readonly string[];
}
