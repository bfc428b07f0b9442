import { CodedError } from "../../../../domain/core/coded-error.ts";
import { Secret } from "../../../../domain/core/secret.ts";
import { readFrame } from "../../../../domain/custody/frame/frame.ts";
import { readCodeAnswer } from "../../../../domain/custody/protocol/code-answer.ts";
import { stepMs } from "../../../../domain/custody/steps/step-ledger.ts";
import { clientErrors } from "../errors.ts";

/** What a code must be the answer to. */
export interface CodeAsked {
  readonly deployment: string;
  readonly account: string;
  /** D of the document that it was asked under. */
  readonly documentHash: string;
  readonly n: number;
}

/** A code as every face shows it, and nothing else of it. */
export interface ShownCode {
  readonly code: Secret;
  /** From `serverTime` on. */
  readonly validForMs: number;
  /** Unix milliseconds of the broker's clock when the code was made. */
  readonly serverTime: number;
  readonly n: number;
  readonly of: number;
}

/** Reads an opened answer. Throws `CLIENT_ITEM_FOREIGN` when it is not the code that was asked for. */
export function openCodeAnswer(plain: Secret<Uint8Array>, asked: CodeAsked): ShownCode {
  const { deployment, account, documentHash } = asked;
  const frame = readFrame({ vault: "S", deployment, account, kind: "code", version: asked.n }, plain);
  if (frame.status !== "read") {
    throw foreign(frame.status === "other" ? `another ${frame.differs.join(", ")}` : "no frame");
  }
  const read = readCodeAnswer(frame.data);
  frame.data.wipe();
  if (read === null) throw foreign("not a code");
  const { requestHash, code, step, stepEnd, serverTime, n, of } = read;
  if (requestHash !== documentHash) throw foreign("a code of another request");
  if (n !== asked.n) throw foreign(`code ${n} where ${asked.n} was asked for`);
  if (stepEnd !== (step + 1) * stepMs || serverTime >= stepEnd || serverTime < step * stepMs) {
    throw foreign("a code of another time");
  }
  return { code: new Secret(code), validForMs: stepEnd - serverTime, serverTime, n, of };
}

function foreign(detail: string): CodedError {
  return new CodedError(clientErrors.CLIENT_ITEM_FOREIGN, { detail });
}
