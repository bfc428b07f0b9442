import type { Cell } from "./cell.ts";
import type { Certificate } from "./certificate.ts";

/**
 * A full request that passes. Keys that are not in `context` are absent. `assumes` says what must stand on the other
 * side: `resource-side`, a trust, key or other resource policy that leaves the decision to the caller's account (or, in
 * another account, admits it); `session-policy`, that the caller passed a session policy allowing everything.
 */
export interface Witness {
  readonly principal: string;
  readonly action: string;
  /** An ARN, or `*` for an action without resource type. */
  readonly resource: string;
  /** By key; lower case. */
  readonly context: Readonly<Record<string, readonly string[]>>;
  readonly assumes: readonly ("resource-side" | "session-policy")[];
}

/**
 * The verdict on one class in one cell. `rule` is set when AWS allows the call whatever policies say. `why` names the
 * atom, document or fact that is missing, or the atom where the work budget ended. Witness and certificate are made
 * when asked for.
 */
export type ClassVerdict =
  | { readonly verdict: "open"; readonly rule: string | null; readonly witness: (action?: string) => Witness }
  | { readonly verdict: "closed"; readonly certificate: () => Certificate }
  | { readonly verdict: "may"; readonly why: string };

/** A set of actions that share their verdict and its reason. */
export interface ActionClass {
  /** How many catalogue actions are in it. */
  readonly size: number;
  /** Catalogue actions by their place in the catalogue, ascending; symbolic classes apart. */
  readonly numbers: () => readonly number[];
  /** Catalogue names as AWS writes them, sorted as in the catalogue; symbolic classes apart. */
  readonly actions: () => readonly string[];
  /** `iam:<other>`, `<other>:<other>`, or an unknown name that a policy spells out (lower case). */
  readonly symbolic: () => readonly string[];
  readonly answer: ClassVerdict;
}

/** One cell: its classes are disjoint and together hold every action, known or not. */
export interface CellProof {
  readonly cell: Cell;
  readonly classes: readonly ActionClass[];
}

/** What the engine found for one subject. */
export interface Proof {
  readonly cells: readonly CellProof[];
  /** Solver states used; at most 20,000 for each document, then `may`. */
  readonly steps: number;
}
