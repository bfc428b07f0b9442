import type { Cell } from "../../iam/prove/cell.ts";
import type { CredentialKind } from "../../iam/prove/credential-kind.ts";
import type { ModelPrincipal } from "../account-model.ts";
import type { EscalationEdge } from "../escalation-edge.ts";

/** The escalations open to a principal in one cell. The same list may be handed out for several principals. */
export interface CellEdges {
  readonly cell: Cell;
  readonly edges: readonly EscalationEdge[];
}

/** Finds escalations in one account. */
export interface EdgeFinder {
  /**
   * One entry for each cell of the credential. An edge may lead to the caller itself (a role that it may pass, a console
   * password of its own): whether that is news the credential tells.
   */
  readonly of: (who: ModelPrincipal, credential: CredentialKind, devices: number | "unknown") => readonly CellEdges[];
  /** Questions put to the engine so far. */
  readonly questions: () => number;
}
