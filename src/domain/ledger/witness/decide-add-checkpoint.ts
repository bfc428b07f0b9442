import { CodedError } from "../../core/coded-error.ts";
import type { ErrorRow } from "../../core/error-row.ts";
import { type Checkpoint, printCheckpoint } from "../checkpoint/checkpoint.ts";
import { openCheckpoint } from "../checkpoint/open-checkpoint.ts";
import { ledgerErrors } from "../errors.ts";
import { type TreeHead, verifyConsistency } from "../merkle/verify-consistency.ts";
import { emptyRoot } from "../merkle/tree-hash.ts";
import { printSignatureLine, printSignedNote } from "../note/signed-note.ts";
import { cosignNoteText, type SigningKey } from "../note/signing-key.ts";
import type { VerifierKey } from "../note/verifier-key.ts";
import type { AddCheckpointRequest } from "./add-checkpoint-request.ts";

/** What a witness knows when it decides. */
export interface WitnessKnowledge {
  /** The keys of the logs that it watches; several of one origin while a log changes its key. */
  readonly logs: readonly VerifierKey[];
  /** The latest checkpoint that it cosigned for this origin; `null` for none. */
  readonly latest: TreeHead | null;
  readonly key: SigningKey;
  /** Its own clock, Unix seconds. */
  readonly nowSeconds: number;
}

/** A witness's answer by HTTP status. */
export type WitnessDecision =
  | {
      readonly http: 200;
      /** Signature lines. */
      readonly body: string;
      /**
       * To store durably before answering, only if the stored size is still `replacesSize` (`null`: still none), in one
       * atomic step; if it is not, ask again.
       */
      readonly store: {
        readonly checkpoint: Checkpoint;
        readonly note: Uint8Array;
        readonly replacesSize: number | null;
      };
    }
  | { readonly http: 409; readonly contentType: "text/x.tlog.size"; readonly body: string }
  | { readonly http: 400 | 403 | 404 | 422; readonly row: ErrorRow; readonly detail: string };

/** Decides on a request of which the body was read; `latest` must be of the origin that it claims. Never throws. */
export function decideAddCheckpoint(request: AddCheckpointRequest, known: WitnessKnowledge): WitnessDecision {
  const { origin, size } = request.claimed;
  const keys = known.logs.filter((key) => key.kind === "log" && key.name === origin);
  if (keys.length === 0)
    return { http: 404, row: ledgerErrors.LEDGER_OTHER_ORIGIN, detail: `${origin} is not watched here` };
  const opened = opening(request.note, keys);
  if (opened.status === "refused") return { http: 403, row: opened.row, detail: opened.detail };
  const { checkpoint, signed } = opened;
  if (request.oldSize > size) {
    return {
      http: 400,
      row: ledgerErrors.LEDGER_REQUEST_FOREIGN,
      detail: `old ${request.oldSize} is above size ${size}`,
    };
  }
  const latest = known.latest ?? { size: 0, root: emptyRoot() };
  if (request.oldSize !== latest.size) {
    return { http: 409, contentType: "text/x.tlog.size", body: `${latest.size}\n` };
  }
  if (!verifyConsistency(latest, checkpoint, request.proof)) {
    return { http: 422, row: ledgerErrors.LEDGER_PROOF_BAD, detail: `${origin} from size ${latest.size} to ${size}` };
  }
  const text = printCheckpoint(checkpoint);
  const cosignature = cosignNoteText(known.key, text, known.nowSeconds);
  const note = printSignedNote({ text, signatures: [signed.line, cosignature] });
  const replacesSize = known.latest?.size ?? null;
  return { http: 200, body: printSignatureLine(cosignature), store: { checkpoint, note, replacesSize } };
}

function opening(note: Uint8Array, keys: readonly VerifierKey[]): ReturnType<typeof openCheckpoint> {
  try {
    return openCheckpoint(note, keys);
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    return { status: "refused", row: error.row, detail: error.detail ?? "" };
  }
}
