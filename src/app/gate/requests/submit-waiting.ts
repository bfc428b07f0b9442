import { CodedError } from "../../../domain/core/coded-error.ts";
import type { ApprovalsVerdict } from "../../../domain/custody/release-policy/judge-approvals.ts";
import type { KeptGateRequest } from "../../../world/store/gate/gate-store.ts";
import type { Gate } from "../core/gate.ts";
import { isWritable } from "../core/record.ts";
import { submitGrant } from "./decide.ts";
import { judgeRequest } from "./judge-request.ts";

/**
 * Submits again what could be a grant and is none yet: the broker was away when the last approver signed, or one person
 * alone waits until the broker's own route took the notice. The broker judges; the gate only knocks.
 */
export async function submitWaiting(gate: Gate): Promise<void> {
  if (!isWritable(gate)) return;
  for (const kept of gate.store.requests.inPhase("pending")) {
    if (kept.prepared?.status === "done" && verdictOf(gate, kept)?.status === "satisfied")
      await submitGrant(gate, kept);
  }
}

function verdictOf(gate: Gate, kept: KeptGateRequest): ApprovalsVerdict | null {
  try {
    return judgeRequest(gate, kept, "grant");
  } catch (error) {
    // Its release policy is no longer known: it expires.
    if (error instanceof CodedError) return null;
    throw error;
  }
}
