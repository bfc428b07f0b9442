import { CodedError } from "../../domain/core/coded-error.ts";
import { utf8 } from "../../domain/crypto/bytes.ts";
import type { TreeHead } from "../../domain/ledger/merkle/verify-consistency.ts";
import type { SigningKey } from "../../domain/ledger/note/signing-key.ts";
import type { VerifierKey } from "../../domain/ledger/note/verifier-key.ts";
import { parseAddCheckpointRequest } from "../../domain/ledger/witness/add-checkpoint-request.ts";
import { decideAddCheckpoint } from "../../domain/ledger/witness/decide-add-checkpoint.ts";

/** What a witness needs to answer. */
export interface WitnessDeps {
  readonly logs: readonly VerifierKey[];
  readonly key: SigningKey;
  /** Unix seconds. */
  readonly nowSeconds: () => number;
  readonly latest: (origin: string) => TreeHead | null;
  /** Durable when it returns. */
  readonly store: (origin: string, note: Uint8Array) => void;
}

/** An HTTP answer. */
export interface WitnessHttpAnswer {
  readonly http: number;
  readonly contentType: string;
  readonly body: Uint8Array;
}

const plain = "text/plain; charset=utf-8";

/**
 * Answers `add-checkpoint` (C2SP tlog-witness). Never throws for what was sent; throws what the store throws.
 * INVARIANT: synchronous from reading the latest to having stored the new one, so that two requests cannot both extend it.
 */
export function answerAddCheckpoint(deps: WitnessDeps): (body: Uint8Array) => WitnessHttpAnswer {
  return (body) => {
    const request = requestIn(body);
    if (request instanceof CodedError) return refusal(400, request.message);
    const { origin } = request.claimed;
    const isWatched = deps.logs.some((log) => log.name === origin);
    const decision = decideAddCheckpoint(request, {
      logs: deps.logs,
      key: deps.key,
      nowSeconds: deps.nowSeconds(),
      latest: isWatched ? deps.latest(origin) : null,
    });
    switch (decision.http) {
      case 200:
        deps.store(origin, decision.store.note);
        return { http: 200, contentType: plain, body: utf8(decision.body) };
      case 409:
        return { http: 409, contentType: decision.contentType, body: utf8(decision.body) };
      case 400:
      case 403:
      case 404:
      case 422:
        return refusal(decision.http, `${decision.row.title}: ${decision.detail}`);
    }
  };
}

function requestIn(body: Uint8Array): ReturnType<typeof parseAddCheckpointRequest> | CodedError {
  try {
    return parseAddCheckpointRequest(body);
  } catch (thrown) {
    if (thrown instanceof CodedError) return thrown;
    throw thrown;
  }
}

function refusal(http: number, why: string): WitnessHttpAnswer {
  return { http, contentType: plain, body: utf8(`${why}\n`) };
}
