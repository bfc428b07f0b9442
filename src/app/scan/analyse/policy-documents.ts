import { isSeen } from "../../../domain/core/fact.ts";
import type { Snapshot } from "../../../domain/snapshot/snapshot.ts";

/** Every organization policy document of a snapshot by its hash, and the delegation policy's. */
export async function policyDocuments(snapshot: Snapshot): Promise<ReadonlyMap<string, unknown>> {
  const { policies, delegationPolicy } = snapshot.organization;
  const hashes = new Set<string>();
  for (const policy of isSeen(policies) ? policies.value : []) {
    if (isSeen(policy.document)) hashes.add(policy.document.value.sha256);
  }
  if (isSeen(delegationPolicy) && delegationPolicy.value !== null) hashes.add(delegationPolicy.value.sha256);
  const documents = new Map<string, unknown>();
  for (const sha256 of hashes) documents.set(sha256, await snapshot.document(sha256));
  return documents;
}
