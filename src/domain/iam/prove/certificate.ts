import type { Cell } from "./cell.ts";

/**
 * A layer of the decision. `scps[0]` is the level next to the organization's root. A resource policy counts as four
 * layers, by the way an Allow names the caller: the user or session itself, the role or the user behind a session,
 * everybody, the account.
 */
export type LayerRef =
  | "identity"
  | "boundary"
  | "session"
  | "endpoint"
  | `scps[${number}]`
  | `rcps[${number}]`
  | "resource.direct"
  | "resource.limited"
  | "resource.star"
  | "resource.account";

/** A statement: the layer, the place of its document in that layer from 0, and its place in the document from 0. */
export interface StatementRef {
  readonly layer: Exclude<LayerRef, `resource.${string}`> | "resource";
  readonly document: number;
  readonly statement: number;
}

/**
 * One element of a statement whose truth depends on what the caller chooses: its Resource (or NotResource) element as a
 * whole, or one entry of its `conditions`. Of an Allow, true means "matches, or may match" and false "surely does not
 * match"; of a Deny, true means "surely matches" and false "does not match, or may not".
 */
export interface AtomRef {
  readonly statement: StatementRef;
  readonly part: "resource" | { readonly condition: number };
}

/**
 * A closed tree of cases. On the way down every split fixes one atom. `deny`: all elements of that Deny are surely
 * true, by the cell and the principal or by splits above. `no-grant`: in each listed layer every Allow has an element
 * that is surely false, and without those layers nothing is granted. `conflict`: no value of the variable (`resource`,
 * or a lower-case condition key; `aws:epochtime` and `aws:currenttime` are one variable, named by the latter) satisfies
 * all splits above that speak of it. `service-rule`: AWS refuses the request whatever policies say; for
 * `device-change-needs-mfa-session` the splits above leave no resource but the user's own ARN.
 */
export type CaseTree =
  | { readonly kind: "split"; readonly atom: AtomRef; readonly whenTrue: CaseTree; readonly whenFalse: CaseTree }
  | { readonly kind: "deny"; readonly statement: StatementRef }
  | { readonly kind: "no-grant"; readonly layers: readonly LayerRef[] }
  | { readonly kind: "conflict"; readonly variable: string }
  | { readonly kind: "service-rule"; readonly rule: ServiceRuleId };

/** What AWS decides itself; each id stands for one documented rule. */
export type ServiceRuleId =
  | "session-token-needs-long-term-credentials"
  | "session-token-iam-needs-mfa"
  | "session-token-sts"
  | "federation-token-no-iam"
  | "federation-token-sts"
  | "federation-token-needs-long-term-key"
  | "root-cannot-assume"
  | "code-goes-with-assume-role"
  | "device-change-needs-mfa-session";

/**
 * Where a request of the class goes. `none`: the action has no resource type and is asked on the text `*`; an Allow on
 * a narrower ARN of the service may cover it (S3 does so), a Deny does not. `unnamed`: all resource types of the action
 * are optional and the request names none; an Allow on a narrower ARN does not cover it. `arn`: a pattern of six
 * segments; `*` and `?` of the first five do not cross colons, in the sixth they match anything. When the subject has a
 * resource policy, only ARNs count that also match one of the subject's `resource.arns` (compared the same way).
 */
export type ResourceForm =
  | { readonly kind: "none" }
  | { readonly kind: "unnamed" }
  | { readonly kind: "arn"; readonly pattern: string };

/**
 * The proof that nothing of a class passes in a cell. Actions: the name in lower case (`iam:createuser`);
 * `iam:<other>` for every action of a service that is not in the catalogue; `<other>:<other>` for every action of a
 * service that is not. A pattern surely covers `<other>` when that part of it is made of stars only, possibly when it
 * has any wildcard, else not at all; under NotAction "possibly" stays and the others swap. An Allow counts with all it
 * possibly covers, a Deny with what it surely covers.
 */
export interface Certificate {
  readonly actions: readonly string[];
  readonly cell: Cell;
  /** Every resource that a request of these actions can have; the claim speaks of no other. */
  readonly resources: readonly ResourceForm[];
  /**
   * When set, the claim speaks of an action with resource types only as far as the request's ARN matches one of these
   * patterns, compared like the forms; of an action without resource type it speaks as ever.
   */
  readonly within?: readonly string[] | undefined;
  readonly tree: CaseTree;
}
