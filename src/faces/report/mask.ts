import type { KnownContacts, ScanOutcome } from "../../app/scan/outcome.ts";
import type { PathsAnswer } from "../../domain/takeover/answer.ts";
import { contactMask } from "./contact-mask.ts";

// Hashes and times: digits in them are no phone numbers.
const machineKeys: ReadonlySet<string> = new Set([
  "fingerprint",
  "snapshot",
  "observedAt",
  "firstSeen",
  "lastSeen",
  "startedAt",
  "finishedAt",
  "at",
  "expires",
]);

/**
 * The outcome with every mail address and phone number masked, in every text of it: known ones of the snapshot and
 * inventory, and whatever else has the form of one. Formats see nothing but this, unless contacts were asked for.
 */
export function maskOutcome(outcome: ScanOutcome): ScanOutcome {
  const { contacts, ...shown } = outcome;
  const accounts = new Set([
    ...shown.accounts.map((each) => each.id),
    ...shown.findings.map((each) => each.account.id),
    ...shown.run.scope.notEvaluated.map((each) => each.account),
    ...(shown.paths?.accounts ?? []).map((each) => each.id),
  ]);
  const mask = contactMask({ contacts, accounts, texts: textsOf(shown) });
  return { ...swept(shown, mask), contacts: { mails: [], phones: [] } };
}

/** The paths answer with contacts masked and numbered as `maskOutcome` does for a scan of the same snapshot. */
export function maskPaths(answer: PathsAnswer, contacts: KnownContacts): PathsAnswer {
  const accounts = new Set(answer.accounts.map((each) => each.id));
  return swept(answer, contactMask({ contacts, accounts, texts: textsOf(answer) }));
}

const shared: ReadonlySet<string> = new Set(["account", "standards"]);

/** Every distinct text under a value, but those of machine keys. */
function textsOf(value: unknown): ReadonlySet<string> {
  const texts = new Set<string>();
  // Findings share the objects of their account and of their check.
  const seen = new Set<object>();
  const visit = (each: unknown, key: string): void => {
    if (typeof each === "string") {
      if (!machineKeys.has(key)) texts.add(each);
    } else if (Array.isArray(each)) {
      for (const one of each) visit(one, key);
    } else if (typeof each === "object" && each !== null) {
      if (shared.has(key)) {
        if (seen.has(each)) return;
        seen.add(each);
      }
      for (const [name, one] of Object.entries(each)) visit(one, name);
    }
  };
  visit(value, "");
  return texts;
}

/** The value with every text masked. Parts without a contact stay the same objects, so that memory is not doubled. */
function swept<T>(value: T, mask: (text: string) => string, key?: string): T;
function swept(value: unknown, mask: (text: string) => string, key = ""): unknown {
  if (typeof value === "string") return machineKeys.has(key) ? value : mask(value);
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) {
    let copy: unknown[] | null = null;
    for (const [index, each] of value.entries()) {
      const made: unknown = swept(each, mask, key);
      if (made === each) continue;
      copy ??= [...value];
      copy[index] = made;
    }
    return copy ?? value;
  }
  let copy: Record<string, unknown> | null = null;
  for (const [name, each] of Object.entries(value)) {
    const made: unknown = swept(each, mask, name);
    if (made === each) continue;
    copy ??= { ...value };
    copy[name] = made;
  }
  return copy ?? value;
}
