import type { PolicyKind } from "../../../domain/iam/language/policy-kind.ts";
import { endOfString } from "./text/json-string.ts";

/** Where a document is kept, which decides how long it may be. */
export type DocumentHome = PolicyKind | "managed" | "user-inline" | "group-inline" | "role-inline" | "permission-set";

interface Limit {
  readonly most: number;
  readonly unit: "characters" | "bytes";
  readonly what: string;
}

// IAM user guide, IAM and STS quotas; Organizations user guide, quotas. Resource policies have a limit per service.
const limits: Readonly<Partial<Record<DocumentHome, Limit>>> = {
  identity: {
    most: 6144,
    unit: "characters",
    what: "a managed policy may have 6,144; all inline policies together of a role 10,240, of a group 5,120, of a user 2,048",
  },
  managed: { most: 6144, unit: "characters", what: "a managed policy may have 6,144" },
  boundary: {
    most: 6144,
    unit: "characters",
    what: "a permissions boundary is a managed policy, which may have 6,144",
  },
  "user-inline": { most: 2048, unit: "characters", what: "all inline policies of a user together may have 2,048" },
  "group-inline": { most: 5120, unit: "characters", what: "all inline policies of a group together may have 5,120" },
  "role-inline": { most: 10_240, unit: "characters", what: "all inline policies of a role together may have 10,240" },
  trust: { most: 2048, unit: "characters", what: "a trust policy may have 2,048, or 4,096 with a raised quota" },
  session: { most: 2048, unit: "characters", what: "a session policy may have 2,048" },
  scp: {
    most: 5120,
    unit: "bytes",
    what: "a service control policy may have 5,120, and white space counts when it is set by API or Terraform",
  },
  rcp: {
    most: 5120,
    unit: "bytes",
    what: "a resource control policy may have 5,120, and white space counts when it is set by API or Terraform",
  },
};

/** A sentence when a document is longer than AWS takes, else none; `text` is the document as JSON. */
export function sizeNotes(name: string, text: string, home: DocumentHome): readonly string[] {
  const limit = limits[home];
  if (limit === undefined) return [];
  const size = limit.unit === "bytes" ? new TextEncoder().encode(text).length : sizeWithoutSpace(text);
  if (size <= limit.most) return [];
  const counted = limit.unit === "bytes" ? "bytes" : "characters without white space";
  const subject = name === "" ? "The policy" : name;
  return [`${subject} has ${grouped(size)} ${counted}: ${limit.what}.`];
}

/** Characters of a JSON text without the white space between its tokens. */
export function sizeWithoutSpace(text: string): number {
  let size = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 0x22) {
      const end = endOfString(text, at);
      size += end - at;
      at = end - 1;
    } else if (code > 0x20) size += 1;
  }
  return size;
}

function grouped(count: number): string {
  return String(count).replaceAll(/\B(?=(?:\d{3})+$)/g, ",");
}
