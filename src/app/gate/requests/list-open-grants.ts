import type { Purpose } from "../../../domain/custody/documents/request-document.ts";
import type { Gate } from "../core/gate.ts";
import { readRequest } from "./judge-request.ts";

/** A grant that is, or is about to be, used: what makes a root sign-in an expected one. */
export interface OpenGrant {
  readonly account: string;
  readonly requestId: string;
  readonly person: string;
  readonly purpose: Purpose;
  readonly capabilities: readonly string[];
  /** The one task of a root session, as a full ARN; `null` without that capability. */
  readonly taskPolicy: string | null;
  /** First release, Unix seconds; `null` while nothing was released. */
  readonly opensAt: number | null;
  readonly windowEnds: number | null;
}

/** The grants that are READY, OPEN or CLOSING by the broker's log. */
export const listOpenGrants = (gate: Gate) => (): readonly OpenGrant[] =>
  (["ready", "open", "closing"] as const)
    .flatMap((phase) => gate.store.requests.inPhase(phase))
    .map((kept) => {
      const { account, requestId, person, projection } = kept;
      const { purpose, capabilities, taskPolicy = null } = readRequest(kept).document;
      const { openedAt: opensAt, windowEnds } = projection;
      return { account, requestId, person, purpose, capabilities, taskPolicy, opensAt, windowEnds };
    });
