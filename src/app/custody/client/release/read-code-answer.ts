import { z } from "zod";
import { CodedError } from "../../../../domain/core/coded-error.ts";
import { Secret } from "../../../../domain/core/secret.ts";
import { readCanonical } from "../../../../domain/crypto/canonical-json.ts";
import type { FramePlace } from "../../../../domain/custody/frame/frame-place.ts";
import { readFrame } from "../../../../domain/custody/frame/frame.ts";
import { stepMs } from "../../../../domain/custody/steps/step-ledger.ts";
import { clientErrors } from "../errors.ts";

const answerSchema = z.strictObject({
  requestHash: z.string(),
  code: z.string().regex(/^[0-9]{6,8}$/),
  step: z.int().min(0),
  /** Unix milliseconds. */
  stepEnd: z.int().min(0),
  serverTime: z.int().min(0),
  n: z.int().min(1),
  of: z.int().min(1),
});

/** What a code must be the answer to. */
export interface CodeAsked {
  readonly deployment: string;
  readonly account: string;
  readonly requestHash: string;
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

/** Seeds of one account have at most so many versions that their codes are looked for. */
const mostVersions = 512;

/** Reads an opened answer. Throws `CLIENT_ITEM_FOREIGN` when it is not the code that was asked for. */
export function readCodeAnswer(plain: Secret<Uint8Array>, asked: CodeAsked): ShownCode {
  const data = codeFrame(plain, asked);
  const read = answerSchema.safeParse(canonical(data));
  data.wipe();
  if (!read.success) throw foreign("not a code");
  const { requestHash, code, step, stepEnd, serverTime, n, of } = read.data;
  if (requestHash !== asked.requestHash) throw foreign("a code of another request");
  if (n !== asked.n) throw foreign(`code ${n} where ${asked.n} was asked for`);
  if (stepEnd !== (step + 1) * stepMs || serverTime >= stepEnd || serverTime < step * stepMs) {
    throw foreign("a code of another time");
  }
  return { code: new Secret(code), validForMs: stepEnd - serverTime, serverTime, n, of };
}

/** The data of the frame; which version of the seed made the code is the broker's to know and not part of what is asked. */
function codeFrame(plain: Secret<Uint8Array>, { deployment, account }: CodeAsked): Secret<Uint8Array> {
  for (let version = 1; version <= mostVersions; version++) {
    const place: FramePlace = { vault: "S", deployment, account, kind: "code", version };
    const read = readFrame(place, plain);
    if (read.status === "read") return read.data;
    const differs = read.status === "other" ? read.differs : [];
    if (differs.length !== 1 || differs[0] !== "version") {
      throw foreign(read.status === "other" ? `another ${differs.join(", ")}` : "no frame");
    }
  }
  throw foreign("another version");
}

function canonical(data: Secret<Uint8Array>): unknown {
  try {
    return readCanonical(data.reveal());
  } catch (error) {
    if (error instanceof CodedError) return null;
    throw error;
  }
}

function foreign(detail: string): CodedError {
  return new CodedError(clientErrors.CLIENT_ITEM_FOREIGN, { detail });
}
