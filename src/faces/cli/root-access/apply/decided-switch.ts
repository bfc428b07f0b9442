import type { ClientDeps } from "../../../../app/custody/client/ports/client-deps.ts";
import {
  type DecidedDocument,
  decidedDocument,
  sessionDocument,
} from "../../../../app/custody/client/session/decided-document.ts";
import type { Entered } from "../../../../app/custody/client/signing/enter.ts";
import { CodedError } from "../../../../domain/core/coded-error.ts";
import { quorumSeconds } from "../../../../domain/custody/documents/document-times.ts";
import type { SwitchPlan } from "../../../../domain/custody/root-access/root-access-plan.ts";

/**
 * The own document for a saved switch that is in force; `null` where one must be put up first: there is none, its hour or
 * the time for approvals is over, or it was stopped before this plan was made. Throws with the next step while it waits,
 * and where it was stopped since: `CUSTODY_QUORUM_MISSING`, `CUSTODY_STOPPED`, `CLIENT_KEYS_GONE`.
 */
export async function decidedSwitch(
  deps: Pick<ClientDeps, "gate" | "self" | "nowMs">,
  entered: Pick<Entered, "view">,
  plan: SwitchPlan,
): Promise<DecidedDocument | null> {
  const own = (await deps.gate.proposals()).flatMap((shown) => {
    if (shown.type !== "rw.org-feature/v1") return [];
    const document = sessionDocument(shown);
    if (document?.type !== "rw.org-feature/v1" || document.asker !== deps.self.person.id) return [];
    const isSame = document.feature === plan.feature && document.on === plan.on && document.account === plan.management;
    return isSame ? [{ shown, at: document.at }] : [];
  });
  const newest = own.toSorted((one, other) => other.at - one.at)[0];
  if (newest === undefined) return null;
  const { shown, at } = newest;
  // What somebody stopped is not put up again by itself; another plan is another decision.
  if (shown.isVetoed === true && at < plan.madeAt) return null;
  const isTaken = shown.reply?.status === "done";
  if (!isTaken && deps.nowMs() / 1000 > at + quorumSeconds) return null;
  try {
    return await decidedDocument(deps, entered, shown.hash);
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    if (error.row.code === "CUSTODY_TOO_LATE") return null;
    if (error.row.code !== "CLIENT_KEYS_GONE") throw error;
    throw new CodedError(error.row, {
      detail: shown.hash,
      hint: "It was put up with another identity directory: apply it there, or put it up once more with --anew.",
      cause: error,
    });
  }
}
