import type { TextTest } from "../automata/find-word.ts";
import type { AtomRef, LayerRef, ResourceForm, ServiceRuleId, StatementRef } from "../certificate.ts";
import type { ConditionTest } from "../values/condition-test.ts";
import type { KeyDomain } from "../values/key-domain.ts";
import type { ResourceTest } from "../values/resource-test.ts";

/** The variable that stands for the request's resource; all others are condition keys. */
export const resourceVariable = "resource";

/** One element of a statement whose truth the caller's choices decide. */
export type Atom = { readonly ref: AtomRef; readonly effect: "Allow" | "Deny"; readonly variable: string } & (
  | { readonly kind: "resource"; readonly test: ResourceTest }
  | { readonly kind: "condition"; readonly test: ConditionTest }
);

/** A statement that can matter for the actions asked about; elements that are true anyway are left out. */
export interface ProblemStatement {
  readonly ref: StatementRef;
  /** How people find it: document, place, Sid. */
  readonly name: string;
  readonly effect: "Allow" | "Deny";
  readonly atoms: readonly Atom[];
  /** Why it is not known whether the statement applies, whatever the atoms say; null when it is known. */
  readonly doubt: string | null;
}

/** The Allows of a layer. `otherwise` says what holds when none of them matches. */
export interface ProblemLayer {
  readonly ref: LayerRef;
  readonly allows: readonly ProblemStatement[];
  readonly otherwise:
    | { readonly kind: "no" }
    | { readonly kind: "yes" }
    | { readonly kind: "may"; readonly why: string };
}

/** How the layers work together. `may` holds possibly, not surely. */
export type Formula =
  | { readonly kind: "layer"; readonly ref: LayerRef }
  | { readonly kind: "all" | "any"; readonly parts: readonly Formula[] }
  | { readonly kind: "may"; readonly why: string };

/** Which resources a request can have, and which of them a witness takes first. */
export interface ProblemResources {
  /** Certain forms, for a witness. */
  readonly sure: readonly ResourceForm[];
  /** Every form there may be, for a certificate. */
  readonly possible: readonly ResourceForm[];
  readonly partition: string;
  readonly account: string;
  /** Demands beside the forms: the ARNs of the resource whose policy is given; names that nobody else can have. */
  readonly within: readonly TextTest[];
  /** The ARNs asked about, when none of them has a wildcard; else null. */
  readonly only: readonly string[] | null;
  /** The question is about a named resource: requests that name none are not asked about. */
  readonly isNamed: boolean;
  /** AWS refuses the request on this ARN, surely or possibly. */
  readonly refused: { readonly test: TextTest; readonly rule: ServiceRuleId; readonly doubt: string | null } | null;
  /** Why the possible forms go further than the sure ones. */
  readonly doubt: string | null;
}

/** Whether anything passes. */
export interface Problem {
  readonly layers: ReadonlyMap<LayerRef, ProblemLayer>;
  readonly denies: readonly ProblemStatement[];
  /** Layers that may deny, because they were not read. */
  readonly mayDeny: string | null;
  readonly formula: Formula;
  readonly resources: ProblemResources;
  /** What a key may be, when looking for a witness and when excluding one. */
  readonly domain: (key: string, side: Side) => KeyDomain;
}

/** `witness`: an Allow counts as far as it is sure, a Deny as far as it is possible. `certificate`: the other way. */
export type Side = "witness" | "certificate";
