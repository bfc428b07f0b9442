import { CodedError } from "../../../domain/core/coded-error.ts";
import type { ErrorRow } from "../../../domain/core/error-row.ts";
import { openCheckpoint, type VerifiedCheckpoint } from "../../../domain/ledger/checkpoint/open-checkpoint.ts";
import { ledgerErrors } from "../../../domain/ledger/errors.ts";
import type { VerifierKey } from "../../../domain/ledger/note/verifier-key.ts";
import { witnessCheckpointPath } from "../../../domain/ledger/witness/witness-answer.ts";
import { witnessBudgetMs } from "./ask-witness.ts";
import { exchange } from "./exchange.ts";
import { addressAt, type WitnessPlace } from "./witness-place.ts";

/** What was found at a place that keeps a log's newest checkpoint. */
export type FoundCheckpoint =
  /** It bears the log's signature, so it counts for or against the log. */
  | { readonly status: "found"; readonly checkpoint: VerifiedCheckpoint; readonly note: Uint8Array }
  | { readonly status: "none" }
  /** Something is there that is no checkpoint of this log: evidence about the place, not the log. */
  | { readonly status: "foreign"; readonly row: ErrorRow; readonly detail: string }
  | { readonly status: "unreachable"; readonly row: ErrorRow; readonly detail: string };

/** Reads back what a witness has of a log. Throws `ANCHOR_ADDRESS_FOREIGN`. */
export async function readWitnessed(
  place: WitnessPlace,
  log: VerifierKey,
  signal: AbortSignal = AbortSignal.timeout(witnessBudgetMs),
): Promise<FoundCheckpoint> {
  const address = addressAt(place.url, witnessCheckpointPath(log.name));
  try {
    const { http, body } = await exchange(address, null, signal);
    if (http === 404) return { status: "none" };
    if (http !== 200) {
      const detail = `${address.host}: HTTP ${http}`;
      return { status: "unreachable", row: ledgerErrors.LEDGER_ANSWER_FOREIGN, detail };
    }
    return foundIn(body, log);
  } catch (thrown) {
    if (!(thrown instanceof CodedError)) throw thrown;
    return { status: "unreachable", row: thrown.row, detail: thrown.detail ?? "" };
  }
}

/** What a note says of a log, once its signature was verified. */
export function foundIn(note: Uint8Array, log: VerifierKey): FoundCheckpoint {
  try {
    const opened = openCheckpoint(note, [log]);
    if (opened.status === "refused") return { status: "foreign", row: opened.row, detail: opened.detail };
    return { status: "found", checkpoint: opened.checkpoint, note };
  } catch (thrown) {
    if (!(thrown instanceof CodedError)) throw thrown;
    return { status: "foreign", row: thrown.row, detail: thrown.detail ?? "" };
  }
}
