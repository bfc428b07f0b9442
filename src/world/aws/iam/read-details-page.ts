import type { GetAccountAuthorizationDetailsResponse } from "@aws-sdk/client-iam";
import { isoTime } from "../iso-time.ts";

/** One page of GetAccountAuthorizationDetails as plain data; documents are decoded texts, times ISO 8601. */
export interface DetailsPage {
  readonly UserDetailList: readonly PlainEntry[];
  readonly GroupDetailList: readonly PlainEntry[];
  readonly RoleDetailList: readonly PlainEntry[];
  readonly Policies: readonly PlainEntry[];
}

/** JSON-ready data in which a policy document is a `DocumentText`. */
export type PlainEntry = Readonly<Record<string, unknown>>;

/** A policy document as AWS served it, decoded from RFC 3986. */
export class DocumentText {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

const lists = ["UserDetailList", "GroupDetailList", "RoleDetailList", "Policies"] as const;
const documents = new Set(["PolicyDocument", "AssumeRolePolicyDocument", "Document"]);

/** Turns an answer into plain data, with every property that AWS sent. */
export function readDetailsPage(answer: GetAccountAuthorizationDetailsResponse): DetailsPage {
  const page: Record<(typeof lists)[number], readonly PlainEntry[]> = {
    UserDetailList: [],
    GroupDetailList: [],
    RoleDetailList: [],
    Policies: [],
  };
  for (const list of lists) page[list] = (answer[list] ?? []).map((entry) => entryOf(entry));
  return page;
}

function entryOf(entry: object): PlainEntry {
  const made: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(entry)) {
    if (value === undefined) continue;
    made[key] = documents.has(key) && typeof value === "string" ? new DocumentText(decoded(value)) : plain(value);
  }
  return made;
}

function plain(value: unknown): unknown {
  if (value instanceof Date) return isoTime(value);
  if (Array.isArray(value)) return value.map((each) => plain(each));
  return typeof value === "object" && value !== null ? entryOf(value) : value;
}

/** Text that is not URL-encoded (a stray `%`) is kept as it came. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
