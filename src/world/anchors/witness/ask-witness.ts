import { CodedError } from "../../../domain/core/coded-error.ts";
import type { ErrorRow } from "../../../domain/core/error-row.ts";
import type { TreeHash } from "../../../domain/ledger/merkle/tree-hash.ts";
import { printAddCheckpointRequest } from "../../../domain/ledger/witness/add-checkpoint-request.ts";
import { readWitnessAnswer } from "../../../domain/ledger/witness/witness-answer.ts";
import { ledgerErrors } from "../../../domain/ledger/errors.ts";
import { exchange } from "./exchange.ts";
import { addressAt, type WitnessPlace } from "./witness-place.ts";

/** A checkpoint that a log offers, and how it proves that it grew. */
export interface CheckpointOffer {
  /** Signed by the log. */
  readonly note: Uint8Array;
  readonly size: number;
  /** Throws for sizes that the log does not have. */
  readonly consistencyProof: (from: number, to: number) => readonly TreeHash[];
}

/** What a witness made of an offer. */
export type WitnessOutcome =
  /** The note with the witness's line behind the others. */
  | { readonly status: "cosigned"; readonly note: Uint8Array }
  /**
   * It says that it has a larger size than the log: read its checkpoint back and compare it, as the number alone proves
   * nothing.
   */
  | { readonly status: "ahead"; readonly size: number }
  /** It answered, and no: it does not know the log (404), the key (403), or its own latest does not lead here (422). */
  | { readonly status: "refused"; readonly http: number; readonly detail: string }
  | { readonly status: "unreachable"; readonly row: ErrorRow; readonly detail: string };

/** How long a log waits for its witnesses before a release goes on unwitnessed. */
export const witnessBudgetMs = 2000;

const maxTries = 4;

/**
 * Offers a checkpoint, from the size that the witness is believed to have; where it has another, once more from there.
 * Ends with the signal at the latest. Throws `ANCHOR_ADDRESS_FOREIGN`, and what `consistencyProof` throws.
 */
export async function askWitness(
  place: WitnessPlace,
  offer: CheckpointOffer,
  believedSize: number,
  signal: AbortSignal = AbortSignal.timeout(witnessBudgetMs),
): Promise<WitnessOutcome> {
  const address = addressAt(place.url, "add-checkpoint");
  let from = Math.min(believedSize, offer.size);
  try {
    // Another offer of the same log may come between two of ours, so the size may change more than once.
    for (let tries = 0; tries < maxTries; tries++) {
      const body = printAddCheckpointRequest(from, offer.consistencyProof(from, offer.size), offer.note);
      const answer = readWitnessAnswer(await exchange(address, body, signal), offer.note, [place.key]);
      if (answer.status === "cosigned") return { status: "cosigned", note: answer.note };
      if (answer.status === "refused") return { status: "refused", http: answer.http, detail: address.host };
      if (answer.size > offer.size) return { status: "ahead", size: answer.size };
      from = answer.size;
    }
  } catch (thrown) {
    if (!(thrown instanceof CodedError) || thrown.row.code === "LEDGER_OUT_OF_RANGE") throw thrown;
    return { status: "unreachable", row: thrown.row, detail: `${address.host}: ${thrown.detail ?? ""}` };
  }
  const detail = `${address.host}: its size changes with every answer`;
  return { status: "unreachable", row: ledgerErrors.LEDGER_ANSWER_FOREIGN, detail };
}
