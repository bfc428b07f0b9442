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

function* textsOf(value: unknown, key = ""): Generator<string> {
  if (typeof value === "string") {
    if (!machineKeys.has(key)) yield value;
  } else if (Array.isArray(value)) {
    for (const each of value) yield* textsOf(each, key);
  } else if (typeof value === "object" && value !== null) {
    for (const [name, each] of Object.entries(value)) yield* textsOf(each, name);
  }
}

function swept<T>(value: T, mask: (text: string) => string, key?: string): T;
function swept(value: unknown, mask: (text: string) => string, key = ""): unknown {
  if (typeof value === "string") return machineKeys.has(key) ? value : mask(value);
  if (Array.isArray(value)) return value.map((each: unknown) => swept(each, mask, key));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, swept(each, mask, name)]));
}
