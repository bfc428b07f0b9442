// Deny, veto, revoke: what can only stop something. It goes to the gate, or past it to the broker's own door when the gate
// does not answer or is not trusted; the signature is the same.
import { CodedError } from "../../../../domain/core/coded-error.ts";
import type { NamedCheckpoint } from "../../../../domain/custody/documents/fields.ts";
import { custodyErrors } from "../../../../domain/custody/errors.ts";
import type { BrokerReply } from "../../../../domain/custody/protocol/broker-reply.ts";
import { hasRole, personOf, type RosterView } from "../../../../domain/custody/roster/roster-view.ts";
import type { Door } from "../ports/door.ts";
import type { Gate } from "../ports/gate.ts";
import type { OwnHand } from "../signing/own-hand.ts";
import { type StopKind, stopOutcome, type StopOutcome } from "./stop-outcome.ts";

/** Which request is meant; its account must be named, or the word does not count. */
export interface StopTarget {
  readonly requestId: string;
  readonly requestHash: string;
  readonly account: string;
}

/** What a stop is signed and judged with. */
export interface StopScene {
  readonly hand: OwnHand;
  readonly view: RosterView;
  readonly person: string;
  readonly brokerCheckpoint: NamedCheckpoint;
}

/** What the broker said to it; `unproven`: the gate only says that it took it. */
export type Stopped = (StopOutcome | { readonly status: "unproven" }) & { readonly by: "gate" | "door" };

/** Signs a stop. Throws `CUSTODY_ROLE_MISSING` when this person's word would not count. */
export async function signStop(
  { hand, view, person, brokerCheckpoint }: StopScene,
  decision: StopKind,
  { requestHash, account }: StopTarget,
) {
  const own = personOf(view, person);
  const mayStop =
    decision === "deny"
      ? hasRole(own, "approver")
      : hasRole(own, "custodian") || (decision === "revoke" && hasRole(own, "approver"));
  if (!mayStop) throw new CodedError(custodyErrors.CUSTODY_ROLE_MISSING, { detail: `${person} cannot ${decision}` });
  return hand.sign("rw.approval/v1", ({ deployment, nonce, at, signer }) => ({
    deployment,
    nonce,
    at,
    account,
    requestHash,
    decision,
    group: "",
    approver: signer,
    brokerKey: "",
    brokerCheckpoint,
  }));
}

/** Stops a request through the gate. Throws the row of a refusal that stops nothing, `CLIENT_RECEIPT_FORGED`. */
export async function stopByGate(
  gate: Gate,
  scene: StopScene,
  decision: StopKind,
  target: StopTarget,
): Promise<Stopped> {
  const { wire, read } = await signStop(scene, decision, target);
  const { submitted } = await gate.decide(target.requestId, wire, {});
  // A gate that only says that it took it may keep it to itself.
  if (submitted === undefined) return { status: "unproven", by: "gate" };
  return { ...outcome(submitted, scene, decision, { target, docHash: read.hash }), by: "gate" };
}

/** Stops a request at the broker's own door. Throws likewise. */
export async function stopAtDoor(
  door: Door,
  scene: StopScene,
  decision: StopKind,
  target: StopTarget,
): Promise<Stopped> {
  const { wire, read } = await signStop(scene, decision, target);
  return { ...outcome(await door.apply(wire), scene, decision, { target, docHash: read.hash }), by: "door" };
}

function outcome(
  reply: BrokerReply<"apply">,
  { view, person }: StopScene,
  word: StopKind,
  { target, docHash }: { readonly target: StopTarget; readonly docHash: string },
): StopOutcome {
  const isCustodian = hasRole(personOf(view, person), "custodian");
  return stopOutcome({ reply, word, docHash, requestId: target.requestId, view, isCustodian });
}
