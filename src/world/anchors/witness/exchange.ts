import { CodedError } from "../../../domain/core/coded-error.ts";
import { concat } from "../../../domain/crypto/bytes.ts";
import { maxNoteBytes } from "../../../domain/ledger/note/signed-note.ts";
import type { WitnessReply } from "../../../domain/ledger/witness/witness-answer.ts";
import { anchorErrors } from "../errors.ts";

/**
 * One HTTP exchange with a witness. No redirects, at most 512 KiB of answer. Throws `ANCHOR_UNREACHABLE` for everything
 * that is no answer, the end of the time included.
 */
export async function exchange(address: URL, body: Uint8Array | null, signal: AbortSignal): Promise<WitnessReply> {
  try {
    const response = await fetch(address, {
      method: body === null ? "GET" : "POST",
      redirect: "error",
      signal,
      ...(body === null ? {} : { body: body.slice(), headers: { "content-type": "text/plain; charset=utf-8" } }),
    });
    const contentType = response.headers.get("content-type");
    return { http: response.status, contentType, body: await limited(response) };
  } catch (cause) {
    throw new CodedError(anchorErrors.ANCHOR_UNREACHABLE, { detail: `${address.host} (${reasonOf(cause)})`, cause });
  }
}

async function limited(response: Response): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of response.body ?? []) {
    length += part.length;
    if (length > maxNoteBytes) throw new Error("too long an answer");
    parts.push(part);
  }
  return concat(...parts);
}

function reasonOf(cause: unknown): string {
  if (!(cause instanceof Error)) return "unknown";
  if (cause.name === "TimeoutError" || cause.name === "AbortError") return "no answer in time";
  const inner: unknown = cause.cause;
  if (inner instanceof Error && "code" in inner) return String(inner.code);
  return inner instanceof Error ? inner.message : cause.message;
}
