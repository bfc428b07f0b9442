import { isSeen, seen, unseen } from "../../../domain/core/fact.ts";
import { factFrom, unseenOf } from "../../../domain/snapshot/calls/answer.ts";
import type { OrganizationFacts, OrgPolicy } from "../../../domain/snapshot/organization-facts.ts";
import { describePolicy } from "../../../world/aws/organizations/describe-policy.ts";
import { listPolicies, type PolicySummary } from "../../../world/aws/organizations/list-policies.ts";
import { listTargetsForPolicy } from "../../../world/aws/organizations/list-targets-for-policy.ts";
import type { Answer } from "../../../domain/snapshot/calls/answer.ts";
import { type Draft, kept, type Run } from "./run.ts";

const types = ["SERVICE_CONTROL_POLICY", "RESOURCE_CONTROL_POLICY"] as const;
/** It sits on every root, unit and account and cannot be detached: hundreds of pages that say nothing. */
const everywhere = "p-RCPFullAWSAccess";
const notYet = unseen("not-asked", "the rest of this run (--resume)");

/**
 * Reads SCPs and RCPs by policy, not by target: that is twenty times fewer calls. The draft holds every policy as soon
 * as the lists are there, so that an interrupted run keeps what it has.
 */
export async function collectPolicies(run: Run): Promise<void> {
  const { organization: draft, session } = run;
  const prior = run.deps.store.prior?.organization?.policies;
  const before = new Map(isSeen(prior) ? prior.value.map((policy) => [policy.id, policy]) : []);
  const listed = await listAll(run);
  if ("fact" in listed) {
    draft.policies = listed.fact;
    return;
  }
  const policies: Draft<OrgPolicy>[] = listed.summaries.map((summary) => ({
    ...summary,
    document: kept(run, before.get(summary.id)?.document) ?? notYet,
    targets: kept(run, before.get(summary.id)?.targets) ?? notYet,
  }));
  draft.policies = seen(policies, "organizations:ListPolicies", listed.at);
  for (const policy of policies) {
    if (!isSeen(policy.document)) policy.document = await documentFact(run, policy.id);
  }
  // Short lists first: an interrupted run then has most of them.
  for (const policy of [...policies].sort((a, b) => Number(a.awsManaged) - Number(b.awsManaged))) {
    if (policy.id === everywhere) policy.targets = unseen("not-asked", "none", "attached everywhere by AWS");
    else if (!isSeen(policy.targets)) {
      policy.targets = factFrom(await listTargetsForPolicy(session, policy.id), (targets) => [...targets]);
    }
  }
}

type Listed =
  | { readonly summaries: readonly PolicySummary[]; readonly at: string }
  | { readonly fact: OrganizationFacts["policies"] };

async function listAll(run: Run): Promise<Listed> {
  const { organization } = run.organization;
  // Without all features no policy has an effect, and AWS lists none.
  if (isSeen(organization) && organization.value?.featureSet !== "ALL") {
    return { fact: seen([], organization.source, organization.at) };
  }
  const summaries: PolicySummary[] = [];
  let at = "";
  for (const type of types) {
    const answer: Answer<readonly PolicySummary[]> = await listPolicies(run.session, type);
    at = at === "" ? answer.at : at;
    if (answer.status === "ok") summaries.push(...answer.value);
    else if (answer.failure.meaning !== "absent") return { fact: unseenOf(answer.call, answer.failure) };
  }
  return { summaries, at };
}

async function documentFact(run: Run, policy: string): Promise<OrgPolicy["document"]> {
  const answer = await describePolicy(run.session, policy);
  if (answer.status === "failed") return unseenOf(answer.call, answer.failure);
  return seen({ sha256: await run.deps.store.putDocument(answer.value) }, answer.call, answer.at);
}
