import { CodedError } from "../../../../domain/core/coded-error.ts";
import { custodyErrors } from "../../../../domain/custody/errors.ts";
import { hasRole, personOf } from "../../../../domain/custody/roster/roster-view.ts";
import type { ClientDeps } from "../ports/client-deps.ts";
import { done, receiptOf } from "../signing/broker-answer.ts";
import type { Entered } from "../signing/enter.ts";

/** Lets the broker forget its keys. Throws `CUSTODY_ROLE_MISSING`, and what the broker refuses with. */
export async function sealBroker(deps: ClientDeps, entered: Entered): Promise<"sealed" | "was-sealed"> {
  const { status, view, hand } = entered;
  if (status.state === "sealed") return "was-sealed";
  if (!hasRole(personOf(view, deps.self.person.id), "unsealer")) {
    throw new CodedError(custodyErrors.CUSTODY_ROLE_MISSING, { detail: `${deps.self.person.id} is no unsealer` });
  }
  const { wire, read } = await hand.sign("rw.seal/v1", ({ deployment, nonce, at, signer }) => ({
    deployment,
    nonce,
    at,
    bootKey: status.bootKey,
    unsealer: signer,
  }));
  const { receipt } = done(await deps.gate.submit({ signed: wire }));
  receiptOf(receipt, { verb: "apply", docHash: read.hash }, view);
  return "sealed";
}
