import type { IssuedCredentials } from "../state/credential-store.ts";
import type { PretendState } from "../state/pretend-state.ts";
import type { Principal } from "../state/principal.ts";

/**
 * Issues temporary keys and gives them as STS's `Credentials`. `Expiration` is told in the client's time: the pretend
 * clock may stand elsewhere, and the SDK compares it with its own.
 */
export function sessionCredentials(
  state: PretendState,
  principal: Principal,
  seconds: number,
): { readonly issued: IssuedCredentials; readonly members: Readonly<Record<string, unknown>> } {
  const issued = state.credentials.issue(principal, state.clock.now() + seconds * 1000);
  const members = {
    AccessKeyId: issued.accessKeyId,
    SecretAccessKey: issued.secretAccessKey,
    SessionToken: issued.sessionToken,
    Expiration: new Date(Date.now() + seconds * 1000),
  };
  return { issued, members };
}

/** Reads DurationSeconds; null when it is no whole number within the bounds. */
export function durationSeconds(written: unknown, least: number, most: number, standard: number): number | null {
  if (written === undefined) return standard;
  const seconds = Number(written);
  return Number.isInteger(seconds) && seconds >= least && seconds <= most ? seconds : null;
}
