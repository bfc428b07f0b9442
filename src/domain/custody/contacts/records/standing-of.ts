// Where an account stands between the planned old record and the new one. It decides whether a change is still the one
// that was approved, so it looks at the whole record and never at the time that has passed.
import type { HeldAlternate, HeldPrimary } from "./contact-fields.ts";
import type { ContactChange } from "../contacts-plan.ts";
import { differingAlternateFields, differingPrimaryFields, sameMailbox } from "./normal-contact.ts";

/** What AWS has now; `null`: AWS says that there is none. */
export type ContactNow =
  | { readonly kind: "primary"; readonly record: HeldPrimary | null }
  | { readonly kind: "alternate"; readonly record: HeldAlternate | null }
  | { readonly kind: "mailbox"; readonly record: string | null };

/** `old`: as it was planned from. `new`: as it is to become. `other`: neither; the fields are those unlike the old. */
export type Standing =
  | { readonly status: "old" }
  | { readonly status: "new" }
  | { readonly status: "other"; readonly fields: readonly string[] };

/** Whether what AWS has now is the change's old record, its new one, or neither. */
export function standingOf(change: ContactChange, now: ContactNow): Standing {
  if (fieldsUnlike(change, "new", now).length === 0) return { status: "new" };
  const fields = fieldsUnlike(change, "old", now);
  return fields.length === 0 ? { status: "old" } : { status: "other", fields };
}

/** A change in words, e.g. `SECURITY contact`. */
export function nameOfChange(change: ContactChange): string {
  switch (change.kind) {
    case "primary":
      return "primary contact";
    case "alternate":
      return `${change.type} contact`;
    case "mailbox":
      return "root mailbox";
  }
}

const wholeRecord: readonly string[] = ["the whole record"];

/** Fields in which what AWS has now is not the change's old, or new, record. */
export function fieldsUnlike(change: ContactChange, side: "old" | "new", now: ContactNow): readonly string[] {
  if (change.kind === "primary" && now.kind === "primary") {
    return between(change[side], now.record, differingPrimaryFields);
  }
  if (change.kind === "alternate" && now.kind === "alternate") {
    return between(change[side], now.record, differingAlternateFields);
  }
  if (change.kind === "mailbox" && now.kind === "mailbox") {
    return between(change[side], now.record, (one, other) => (sameMailbox(one, other) ? [] : ["address"]));
  }
  return wholeRecord;
}

function between<T>(
  planned: T | null,
  now: T | null,
  differing: (planned: T, now: T) => readonly string[],
): readonly string[] {
  if (planned === null || now === null) return planned === now ? [] : wholeRecord;
  return differing(planned, now);
}
