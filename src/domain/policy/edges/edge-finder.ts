import type { Cell } from "../../iam/prove/cell.ts";
import type { CredentialKind } from "../../iam/prove/credential-kind.ts";
import type { ModelPrincipal } from "../account-model.ts";
import type { Escalation } from "../escalation.ts";
import type { EscalationEdge } from "../escalation-edge.ts";

/** The escalations open to a principal in one cell. */
export interface CellEdges {
  readonly cell: Cell;
  readonly edges: readonly EscalationEdge[];
}

/** Finds escalations in one account. */
export interface EdgeFinder {
  /**
   * One entry for each cell of the credential. An edge may lead to the caller itself (a role that it may pass, a console
   * password of its own): whether that is news the credential tells. With `only`, escalations for which it is false are
   * passed over: of somebody who is administrator those that lead to root may be all that is asked.
   */
  readonly of: (
    who: ModelPrincipal,
    credential: CredentialKind,
    devices: number | "unknown",
    only?: (escalation: Escalation) => boolean,
  ) => readonly CellEdges[];
  /** Questions put to the engine so far. */
  readonly questions: () => number;
}
