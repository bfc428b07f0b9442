import { type Fact, seen, unseen } from "../../../domain/core/fact.ts";
import { unseenOf } from "../../../domain/snapshot/calls/answer.ts";
import { readAuthorizationDetails } from "../../../domain/snapshot/read-authorization-details.ts";
import type { SnapshotStore } from "../../../domain/snapshot/snapshot-store.ts";
import { getAccountAuthorizationDetails } from "../../../world/aws/iam/get-account-authorization-details.ts";
import { DocumentText, type PlainEntry } from "../../../world/aws/iam/read-details-page.ts";
import type { Session } from "../../../world/aws/session/session.ts";

const lists = ["UserDetailList", "GroupDetailList", "RoleDetailList", "Policies"] as const;

/**
 * Reads who may do what in the account into `iam/<account>.json`. Documents leave memory page by page: AWS-managed ones
 * and repeated ones are kept once under `policies/`, the rest is small. The fact's value is the file.
 */
export async function collectDetails(session: Session, store: SnapshotStore): Promise<Fact<string>> {
  const joined: Record<(typeof lists)[number], unknown[]> = {
    UserDetailList: [],
    GroupDetailList: [],
    RoleDetailList: [],
    Policies: [],
  };
  const answer = await getAccountAuthorizationDetails(session, async (page) => {
    for (const list of lists) {
      for (const entry of page[list]) joined[list].push(await stored(store, entry, isAwsManaged(entry, session)));
    }
  });
  if (answer.status === "failed") return unseenOf(answer.call, answer.failure);
  // What is written must be readable later: an answer of another form is not kept.
  const reading = readAuthorizationDetails(joined);
  if (reading.status === "broken") {
    return unseen(
      "unreachable",
      answer.call,
      `the answer has not the documented form: ${reading.path}: ${reading.why}`,
    );
  }
  return seen(await store.putDetails(session.account, reading.details), answer.call, answer.at);
}

function isAwsManaged(entry: PlainEntry, session: Session): boolean {
  const arn = entry["Arn"];
  return typeof arn === "string" && arn.startsWith(`arn:${session.partition}:iam::aws:`);
}

async function stored(store: SnapshotStore, value: unknown, shared: boolean): Promise<unknown> {
  if (value instanceof DocumentText) return store.storeDocument(value.text, shared);
  if (Array.isArray(value)) {
    const made: unknown[] = [];
    for (const each of value) made.push(await stored(store, each, shared));
    return made;
  }
  if (typeof value !== "object" || value === null) return value;
  const made: Record<string, unknown> = {};
  for (const [key, inner] of Object.entries(value)) made[key] = await stored(store, inner, shared);
  return made;
}
