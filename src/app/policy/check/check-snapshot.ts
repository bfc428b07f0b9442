import type { Prover } from "../../../domain/iam/prove/prover.ts";
import type { Snapshot } from "../../../domain/snapshot/snapshot.ts";
import { snapshotPrincipals } from "../snapshot-principals.ts";
import { checkPrincipal } from "./check-principals.ts";
import type { CheckedDocument, PolicyCheck, UnjudgedAccount } from "./policy-check.ts";

/** Which principals of a snapshot are judged. */
export interface CheckSnapshotOptions {
  readonly account: string | null;
  readonly principal: string | null;
  /** Milliseconds since 1970. */
  readonly instant: number;
  /** Called before each account. */
  readonly onAccount?: ((account: string, number: number) => void) | undefined;
}

const notModelled = [
  "policies of resources (buckets, keys, queues): one that names the user or the session grants on its own",
  "actions that AWS added after the action catalogue was made: they are decided as a class of their own, and not listed by name",
] as const;

/** Judges every user and role of a snapshot with groups, boundary, SCPs and device counts. */
export async function checkSnapshot(
  engine: Prover,
  snapshot: Snapshot,
  { account, principal: only, instant, onAccount }: CheckSnapshotOptions,
): Promise<PolicyCheck> {
  const documents: CheckedDocument[] = [];
  const notJudged: UnjudgedAccount[] = [];
  let number = 0;
  for await (const found of snapshotPrincipals(snapshot, account)) {
    number += 1;
    onAccount?.(found.account, number);
    if (found.status === "unknown") {
      notJudged.push({ account: found.account, why: found.why });
      continue;
    }
    for (const { principal, devices, scps } of found.principals) {
      if (only !== null && principal.arn !== only) continue;
      const about = { file: found.account, notModelled, placed: () => null };
      documents.push(checkPrincipal(engine, principal, { devices, scps, instant }, about));
    }
  }
  return { documents, unread: [], notJudged };
}
