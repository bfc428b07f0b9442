import { CodedError } from "../../../../domain/core/coded-error.ts";
import { fromBase64url } from "../../../../domain/crypto/base64url.ts";
import { type CarriedCheckpoint, carry, openCarried } from "../../../../domain/ledger/checkpoint/carried-checkpoint.ts";
import { followCheckpoint } from "../../../../domain/ledger/checkpoint/follow-checkpoint.ts";
import { openCheckpoint, type VerifiedCheckpoint } from "../../../../domain/ledger/checkpoint/open-checkpoint.ts";
import { parseVerifierKey } from "../../../../domain/ledger/note/verifier-key.ts";
import { clientErrors } from "../errors.ts";

/** One log as a person's program follows it. */
export interface FollowedLog {
  readonly name: "gate" | "broker";
  /** The log's key of the roster. */
  readonly vkey: string;
  /** What was remembered; `null` at the first visit. */
  readonly last: CarriedCheckpoint | null;
  readonly offered: CarriedCheckpoint;
  /** Hashes, base64url, that lead from one size to the other. */
  readonly proof: (from: number, to: number) => Promise<readonly string[]>;
}

/**
 * What is to be remembered of a log after this visit: never a smaller tree, never another one. Throws
 * `CLIENT_LOG_CHANGED` when the log was cut, changed or exchanged since the last visit.
 */
export async function followLog({ name, vkey, last, offered, proof }: FollowedLog): Promise<CarriedCheckpoint> {
  const now = verified(name, offered, vkey);
  const before = last === null ? null : verified(name, last, vkey);
  // A log that has signed nothing yet is a log of size 0, which nobody could have cut.
  if (now === null) {
    if (before !== null) throw changed(name, `its size was ${before.size}, and is 0`);
    return offered;
  }
  const isGrown = before !== null && before.origin === now.origin && before.size < now.size;
  const hashes = isGrown
    ? (await proof(before.size, now.size)).map((hash) => fromBase64url(hash) ?? new Uint8Array())
    : [];
  const followed = followCheckpoint(before, now, hashes);
  if (followed.status === "accepted") return offered;
  throw changed(name, `${followed.row.code}: size ${before?.size ?? 0} was seen, ${now.size} is shown`);
}

/** The form in which a log's newest note is carried. Throws `CLIENT_LOG_CHANGED` for a note that the log's key did not sign. */
export function carriedNote(name: "gate" | "broker", note: Uint8Array, vkey: string): CarriedCheckpoint {
  const opened = openCheckpoint(note, [parseVerifierKey(vkey)]);
  if (opened.status === "refused") throw changed(name, `${opened.row.code}: ${opened.detail}`);
  return carry(opened);
}

function verified(name: string, carried: CarriedCheckpoint, vkey: string): VerifiedCheckpoint | null {
  const opened = openCarried(carried, [parseVerifierKey(vkey)]);
  switch (opened.status) {
    case "signed":
      return opened.checkpoint;
    case "unseen":
      return null;
    case "refused":
      throw changed(name, `${opened.row.code}: ${opened.detail}`);
  }
}

function changed(name: string, detail: string): CodedError {
  return new CodedError(clientErrors.CLIENT_LOG_CHANGED, { detail: `the ${name}'s log, ${detail}` });
}
