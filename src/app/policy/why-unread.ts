import type { Unseen } from "../../domain/core/fact.ts";

/** Why an account was not read, with the call or file that would have told, as one line. */
export function whyUnread({ why, needs }: Unseen): string {
  return needs === undefined ? why : `${why}: ${needs}`;
}
