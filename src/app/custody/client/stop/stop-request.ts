// Deny, veto, revoke: what can only stop something. It goes to the gate, or past it to the broker's own door when the gate
// does not answer or is not trusted; the signature is the same.
import { CodedError } from "../../../../domain/core/coded-error.ts";
import type { NamedCheckpoint } from "../../../../domain/custody/documents/fields.ts";
import { custodyErrors } from "../../../../domain/custody/errors.ts";
import { hasRole, personOf, type RosterView } from "../../../../domain/custody/roster/roster-view.ts";
import type { Door } from "../ports/door.ts";
import type { Gate } from "../ports/gate.ts";
import { done, receiptOf } from "../signing/broker-answer.ts";
import type { OwnHand } from "../signing/own-hand.ts";

/** What a person says against a request. */
export type StopKind = "deny" | "veto" | "revoke";

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

/** What the broker said to it. */
export interface Stopped {
  /** `stopped`, or `kept`: nothing to stop was there yet, and it is held against the request when it comes. */
  readonly status: "stopped" | "kept";
  readonly by: "gate" | "door";
}

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

/** Stops a request through the gate. Throws the row of the broker's refusal, `CLIENT_RECEIPT_FORGED`. */
export async function stopByGate(
  gate: Gate,
  scene: StopScene,
  decision: StopKind,
  target: StopTarget,
): Promise<Stopped> {
  const { wire, read } = await signStop(scene, decision, target);
  const { submitted } = await gate.decide(target.requestId, wire, {});
  // A gate that only says that it took it may keep it to itself.
  if (submitted === undefined) return { status: "kept", by: "gate" };
  receiptOf(done(submitted).receipt, { verb: "apply", docHash: read.hash }, scene.view);
  return { status: "stopped", by: "gate" };
}

/** Stops a request at the broker's own door. Throws the row of the broker's refusal, `CLIENT_RECEIPT_FORGED`. */
export async function stopAtDoor(
  door: Door,
  scene: StopScene,
  decision: StopKind,
  target: StopTarget,
): Promise<Stopped> {
  const { wire, read } = await signStop(scene, decision, target);
  receiptOf(done(await door.apply(wire)).receipt, { verb: "apply", docHash: read.hash }, scene.view);
  return { status: "stopped", by: "door" };
}

/**
 * Vetoes a document that waits for its delay (a roster, a release policy, an export), by its hash alone. Through the gate, or
 * at the broker's own door. Throws the row of the broker's refusal, `CLIENT_RECEIPT_FORGED`, `CUSTODY_ROLE_MISSING`.
 */
export async function vetoDocument(
  to: { readonly gate: Gate } | { readonly door: Door },
  { hand, view, person, brokerCheckpoint }: StopScene,
  documentHash: string,
): Promise<void> {
  if (!hasRole(personOf(view, person), "custodian")) {
    throw new CodedError(custodyErrors.CUSTODY_ROLE_MISSING, { detail: `${person} cannot veto` });
  }
  const { wire, read } = await hand.sign("rw.approval/v1", ({ deployment, nonce, at, signer }) => ({
    deployment,
    nonce,
    at,
    requestHash: documentHash,
    decision: "veto" as const,
    group: "" as const,
    approver: signer,
    brokerKey: "" as const,
    brokerCheckpoint,
  }));
  const reply = "door" in to ? await to.door.apply(wire) : await to.gate.submit({ signed: wire });
  receiptOf(done(reply).receipt, { verb: "apply", docHash: read.hash }, view);
}
