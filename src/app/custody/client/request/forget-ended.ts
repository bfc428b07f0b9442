import { type ClientDeps, nowSeconds } from "../ports/client-deps.ts";
import { ulidSeconds } from "./ulid.ts";

/** A command that makes a request is over after so many seconds, in one way or another. */
export const makingSeconds = 3600;

/** The one-time keys of a request, gone; whatever is still sealed to them can never be opened again. */
export function forgetRequest({ self }: Pick<ClientDeps, "self">, requestId: string): void {
  self.requests.forget(requestId);
  self.own.forget(requestId);
}

/** Deletes the keys of requests that time has ended, however their command ended. Returns their ids. */
export function forgetEnded(deps: Pick<ClientDeps, "self" | "nowMs">): readonly string[] {
  const { self } = deps;
  const now = nowSeconds(deps);
  const ids = [...new Set([...self.own.list(), ...self.requests.list()])];
  const ended = ids.filter((requestId) => {
    const own = self.own.read(requestId);
    // Keys without their request: a command was ended between two writes, or is between them at this moment.
    return own === null ? ulidSeconds(requestId) + makingSeconds <= now : own.endsBy <= now;
  });
  for (const requestId of ended) forgetRequest(deps, requestId);
  return ended;
}
