import type { IndexedStatement } from "../actions/statement-index.ts";
import type { StatementRef } from "../certificate.ts";
import type { Atom } from "../solve/problem.ts";
import type { Named } from "./naming.ts";

/** A statement whose conditions do not fail in the cell; what is left of them depends on the caller's choices. */
export interface LiveStatement {
  readonly indexed: IndexedStatement;
  readonly effect: "Allow" | "Deny";
  readonly ref: StatementRef;
  readonly name: string;
  /** The name of its document. */
  readonly document: string;
  readonly conditions: readonly Atom[];
  /** Why it is not known whether the statement applies; null when it is known. */
  readonly doubt: string | null;
  readonly named: Named;
  /** Equal for the same statement with the same conditions open, wherever its document stands. */
  readonly tag: string;
  /** The Resource element for actions of a service; null when it covers everything. */
  readonly resource: (service: string | null) => Atom | null;
}
