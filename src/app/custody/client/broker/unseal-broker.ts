import { CodedError } from "../../../../domain/core/coded-error.ts";
import { custodyErrors } from "../../../../domain/custody/errors.ts";
import { hasRole, personOf } from "../../../../domain/custody/roster/roster-view.ts";
import { moveShare } from "../approve/move-share.ts";
import type { ClientDeps } from "../ports/client-deps.ts";
import { done, receiptOf } from "../signing/broker-answer.ts";
import type { Entered } from "../signing/enter.ts";

/** How far the unsealing is. */
export type Unsealed =
  | { readonly status: "done"; readonly have: number; readonly need: number; readonly isUnsealed: boolean }
  /** Nothing to do: the broker needs no shares now. */
  | { readonly status: "not-sealed" };

/**
 * Brings the own share of the broker's key: opens it, holds it against its commitment and seals it to the key of this boot,
 * which the broker's own signature names. Throws `CLIENT_NO_SHARE`, `CLIENT_SHARE_FOREIGN`, `CUSTODY_ROLE_MISSING`, and the
 * row of the broker's refusal.
 */
export async function unsealBroker(deps: ClientDeps, entered: Entered): Promise<Unsealed> {
  const { status, brokerReply, view, hand } = entered;
  if (status.state === "quarantined")
    throw new CodedError(custodyErrors.CUSTODY_BAD_TRANSITION, { detail: "quarantined" });
  if (status.state !== "sealed" || brokerReply.unsealing === undefined) return { status: "not-sealed" };
  const person = personOf(view, deps.self.person.id);
  if (!hasRole(person, "unsealer")) {
    throw new CodedError(custodyErrors.CUSTODY_ROLE_MISSING, { detail: `${deps.self.person.id} is no unsealer` });
  }
  const { bootKey } = status;
  const moved = await moveShare(deps, { split: brokerReply.unsealing, vault: "K", splitId: null, to: bootKey });
  const { wire, read } = await hand.sign("rw.unseal/v1", ({ deployment, nonce, at, signer }) => ({
    deployment,
    nonce,
    at,
    bootKey,
    splitId: moved.manifest.splitId,
    index: moved.index,
    unsealer: signer,
  }));
  const { have, need, isUnsealed, receipt } = done(await deps.gate.unseal(wire, moved.file));
  receiptOf(receipt, { verb: "unseal", docHash: read.hash }, view);
  return { status: "done", have, need, isUnsealed };
}
