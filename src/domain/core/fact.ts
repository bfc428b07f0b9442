import type { Reason } from "./reason.ts";

/** A fact that was read. `null` as value means AWS says there is none. */
export interface Seen<T> {
  readonly value: T;
  /** The call that said so, e.g. `iam:GetAccountSummary`. */
  readonly source: string;
  /** ISO 8601 UTC. */
  readonly at: string;
}

/** A fact that could not be read, or was not. */
export interface Unseen {
  readonly status: "unknown";
  readonly why: Reason;
  /** The missing IAM action, flag or declaration. */
  readonly needs?: string | undefined;
  /** What AWS said, without account secrets; for people only. */
  readonly detail?: string | undefined;
}

/** Something read from AWS, or an honest statement why not. */
export type Fact<T> = Seen<T> | Unseen;

/** A fact with its source and time. */
export function seen<T>(value: T, source: string, at: string): Seen<T> {
  return { value, source, at };
}

/** A fact that is missing, and why. */
export function unseen(why: Reason, needs?: string, detail?: string): Unseen {
  return {
    status: "unknown",
    why,
    ...(needs === undefined ? {} : { needs }),
    ...(detail === undefined ? {} : { detail }),
  };
}

/** True when the fact was read. A missing property counts as not read. */
export function isSeen<T>(fact: Fact<T> | undefined): fact is Seen<T> {
  return fact !== undefined && !("status" in fact);
}

/** A missing property reads as `not-asked`. */
export function factOf<T>(fact: Fact<T> | undefined): Fact<T> {
  return fact ?? unseen("not-asked");
}
