// What a broker's answer to a stop comes to. A stop that has no row in the request's table is refused and yet kept, and holds
// the request down later; to a person that is a yes. One that is kept and holds nothing down must not look like it.
import { CodedError } from "../../../../domain/core/coded-error.ts";
import { custodyErrors } from "../../../../domain/custody/errors.ts";
import type { BrokerReply } from "../../../../domain/custody/protocol/broker-reply.ts";
import { phases, type Phase } from "../../../../domain/custody/request/request-state.ts";
import type { RosterView } from "../../../../domain/custody/roster/roster-view.ts";
import { clientErrors } from "../errors.ts";
import { brokerWord } from "../pins/broker-word.ts";
import { done, receiptOf, refusalError } from "../signing/broker-answer.ts";

/** What a person says against a request. */
export type StopKind = "deny" | "veto" | "revoke";

/** What was stopped, or is held down. */
export type StopOutcome =
  | { readonly status: "stopped" }
  /** `phase` is where the request stands, by the word of whoever passed the answer on. */
  | { readonly status: "kept"; readonly phase: "pending" | "delayed" };

/** What an answer is judged by. */
export interface StopAnswered {
  readonly reply: BrokerReply<"apply">;
  readonly word: StopKind;
  /** D of the signed stop. */
  readonly docHash: string;
  readonly requestId: string;
  readonly view: RosterView;
  /** A custodian's word counts whether or not they approved the request. */
  readonly isCustodian: boolean;
}

/** Judges an answer. Throws the row of a refusal that stops nothing, `CLIENT_RECEIPT_FORGED`. */
export function stopOutcome({ reply, word, docHash, requestId, view, isCustodian }: StopAnswered): StopOutcome {
  if (reply.status === "done") {
    receiptOf(done(reply).receipt, { verb: "apply", docHash }, view);
    return { status: "stopped" };
  }
  const row = custodyErrors.CUSTODY_BAD_TRANSITION;
  if (reply.error !== row.code || reply.receipt === undefined) throw refusalError(reply);
  // SECURITY: without the broker's own word for the refusal nothing proves that the stop reached it.
  const { document } = brokerWord("rw.receipt/v1", reply.receipt, view);
  if (document.docHash !== docHash || document.ok || document.error !== row.code) {
    throw new CodedError(clientErrors.CLIENT_RECEIPT_FORGED, { detail: "it is for another document" });
  }
  const phase = phaseIn(reply.detail);
  const isHeld = word === "deny" || isCustodian;
  if (phase === "pending" && word !== "deny" && isHeld) return { status: "kept", phase };
  if (phase === "delayed" && word !== "veto" && isHeld) return { status: "kept", phase };
  throw new CodedError(row, { detail: reply.detail, hint: hintOf(phase, word, requestId) });
}

/** `veto while pending`: the machine's own words. */
function phaseIn(detail: string): Phase | null {
  const [, name] = / while ([a-z]+)$/.exec(detail) ?? [];
  return phases.find((each) => each === name) ?? null;
}

function hintOf(phase: Phase | null, word: StopKind, requestId: string): string | undefined {
  switch (phase) {
    case "pending":
      return `NOTHING WAS STOPPED. It waits for approvals: an eligible approver ends it with \`rootward bg deny ${requestId}\`.`;
    case "delayed":
      return `NOTHING WAS STOPPED. It waits for its delay: any custodian ends it with \`rootward bg veto ${requestId}\`.`;
    case "ready":
    case "open":
      return `NOTHING WAS STOPPED: it is a grant already, which no ${word} ends. A custodian, or who approved it, ends it at once with \`rootward bg revoke ${requestId}\`.`;
    case "closing":
      return "Its window is over: it releases nothing any more, and waits only for its requester's statement.";
    case "denied":
    case "superseded":
    case "withdrawn":
    case "expired":
    case "vetoed":
    case "lapsed":
    case "revoked":
    case "closed":
      return `It has ended already (${phase}), and a request that ended stays ended.`;
    case null:
      return undefined;
  }
}
