import { CodedError } from "../../../domain/core/coded-error.ts";
import type { Gate } from "../core/gate.ts";
import { followBroker } from "./follow-broker.ts";

/**
 * Follows the broker's log after something was done there. What was done is done, also when the copy cannot be had now: the
 * next turn gets it.
 */
export async function followLater(gate: Gate): Promise<void> {
  try {
    await followBroker(gate);
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
  }
}
