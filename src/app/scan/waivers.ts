import { type Document, isMap, isNode, isPair, isScalar } from "yaml";
import { z } from "zod";
import { CodedError, type Position } from "../../domain/core/coded-error.ts";
import type { ErrorRow } from "../../domain/core/error-row.ts";
import { daysBetween, instant, type Instant } from "../../domain/core/instant.ts";
import { openYaml } from "../declared/open-yaml.ts";
import { scanErrors } from "./errors.ts";

const said = z.string().regex(/\S/, "must not be empty");

const waiverSchema = z
  .strictObject({
    /** Id of one check; never `*`. */
    id: said,
    accounts: z
      .array(z.string("an account id in quotes").regex(/^[0-9]{12}$/, "twelve digits, in quotes"))
      .min(1)
      .optional(),
    /** A unit's id, or its path of names as the findings show it; units below are covered. */
    ou: said.optional(),
    /** Exact match with the finding's resource. */
    resource: said.optional(),
    reason: said,
    owner: said,
    ticket: said.optional(),
    /** Last day it holds, in UTC; at most 365 days ahead. */
    expires: z.iso.date("a date as YYYY-MM-DD"),
  })
  .refine((waiver) => waiver.accounts !== undefined || waiver.ou !== undefined, {
    message: "name the accounts it holds for: `accounts` or `ou`",
  });

/** `rootward-waivers.yaml`: findings somebody accepts, each with owner, reason and expiry. Unknown keys are errors. */
export const waiversSchema = z.array(waiverSchema);

/** One accepted finding. */
export type Waiver = z.infer<typeof waiverSchema>;

/** What the reader of a waiver file must know. */
export interface WaiverAsk {
  readonly file: string;
  /** Ids of every check. */
  readonly knownIds: ReadonlySet<string>;
  readonly now: Instant;
}

/** Longest life of a waiver in days. */
export const waiverDays = 365;

// SECURITY: that one person alone can become root is accepted by two custodians in the server, never by a file that
// one person can commit. `waiver-expired` would let a waiver outlive its own end.
const refused = new Map([
  ["path-single-party", undefined],
  ["waiver-expired", "Renew the expired waiver with a new reason, or delete it."],
]);

/** Reads a waiver file. Throws a coded error with line and column of the first mistake. */
export function parseWaivers(text: string, ask: WaiverAsk): readonly Waiver[] {
  const { value, document, at } = openYaml(text, ask.file, scanErrors.SCAN_WAIVERS_MALFORMED);
  const fail = (row: ErrorRow, detail: string, position: Position, hint?: string) =>
    new CodedError(row, { detail, position, hint });
  const read = waiversSchema.safeParse(value ?? []);
  if (!read.success) {
    const [issue] = read.error.issues;
    const [path, detail] = issue === undefined ? [[], ""] : [pathOf(issue), messageOf(issue)];
    const row = issue?.path.at(-1) === "id" ? scanErrors.SCAN_WAIVER_UNKNOWN_ID : scanErrors.SCAN_WAIVERS_MALFORMED;
    throw fail(row, detail, { ...at(offsetOf(document, path)), path: pathText(path) });
  }
  read.data.forEach((waiver, index) => {
    const place = (key: string) => at(offsetOf(document, [index, key]));
    if (refused.has(waiver.id)) {
      throw fail(scanErrors.SCAN_WAIVER_REFUSED, waiver.id, place("id"), refused.get(waiver.id));
    }
    if (!ask.knownIds.has(waiver.id)) throw fail(scanErrors.SCAN_WAIVER_UNKNOWN_ID, waiver.id, place("id"));
    const days = daysToExpiry(waiver, ask.now);
    if (days > waiverDays) {
      const detail = `${waiver.id} expires ${waiver.expires}, ${days} days ahead`;
      throw fail(scanErrors.SCAN_WAIVER_TOO_LONG, detail, place("expires"));
    }
  });
  return read.data;
}

/** Days from today to the waiver's last day, in UTC; negative once it has expired. */
export function daysToExpiry(waiver: Pick<Waiver, "expires">, now: Instant): number {
  const today = instant(now.slice(0, 10));
  const last = instant(waiver.expires);
  // Both are dates: the schema says so of `expires`, `Instant` of `now`. Anything else has expired.
  return today === null || last === null ? -1 : daysBetween(today, last);
}

type Issue = z.core.$ZodIssue;

function pathOf(issue: Issue): PropertyKey[] {
  const extra = issue.code === "unrecognized_keys" ? issue.keys.slice(0, 1) : [];
  return [...issue.path, ...extra];
}

function messageOf(issue: Issue): string {
  if (issue.code === "unrecognized_keys") {
    const [key] = issue.keys;
    if (key === "tags") return "`tags` is not supported: a scan reads no account tags; name `accounts` or `ou`";
    return `unknown key \`${key ?? ""}\``;
  }
  const key = issue.path.at(-1);
  const name = typeof key === "string" ? `\`${key}\`: ` : "";
  return `${name}${issue.message}`;
}

function pathText(path: readonly PropertyKey[]): string | undefined {
  return path.length === 0 ? undefined : path.map(String).join(".");
}

// The offset of the deepest node on the path that is written down; of a key, where the path ends at one.
function offsetOf(document: Document, path: readonly PropertyKey[]): number {
  for (let length = path.length; length > 0; length -= 1) {
    const parent: unknown = length === 1 ? document.contents : document.getIn(path.slice(0, length - 1), true);
    const key = path[length - 1];
    if (isMap(parent)) {
      const pair = parent.items.find((item) => isPair(item) && isScalar(item.key) && item.key.value === key);
      if (pair !== undefined && isScalar(pair.key)) return pair.key.range?.[0] ?? 0;
    }
    const node: unknown = document.getIn(path.slice(0, length), true);
    if (isNode(node)) return node.range?.[0] ?? 0;
  }
  return document.contents?.range?.[0] ?? 0;
}
