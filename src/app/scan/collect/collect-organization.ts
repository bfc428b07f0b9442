import { type Fact, isSeen, seen, unseen } from "../../../domain/core/fact.ts";
import { type Answer, factFrom, unseenOf } from "../../../domain/snapshot/calls/answer.ts";
import type { ScanMode } from "../../../domain/snapshot/manifest.ts";
import type { OrganizationFacts } from "../../../domain/snapshot/organization-facts.ts";
import { unreadOrganization } from "../../../domain/snapshot/unread-organization.ts";
import { listOrganizationsFeatures } from "../../../world/aws/iam/list-organizations-features.ts";
import { describeResourcePolicy } from "../../../world/aws/organizations/describe-resource-policy.ts";
import { listAwsServiceAccess } from "../../../world/aws/organizations/list-aws-service-access.ts";
import { listDelegatedAdministrators } from "../../../world/aws/organizations/list-delegated-administrators.ts";
import { collectSigninConfiguration } from "./collect-signin.ts";
import type { FoundPlace } from "./find-place.ts";
import { kept, type Run } from "./run.ts";

/** Services whose delegated administrators can reach root. */
export const delegateServices = ["iam.amazonaws.com", "account.amazonaws.com", "sso.amazonaws.com"] as const;

/** The organization's facts before anything but the place was read. */
export function firstOrganization(found: FoundPlace, mode: ScanMode): OrganizationFacts {
  const { organization } = found;
  if (isSeen(organization) && organization.value === null) return noOrganization(organization);
  const why = unseen("not-in-mode", "a scan from the management account or a delegated administrator");
  // That a plain member may not list the roots tells its place; in a scan of that account alone nothing is missing.
  const roots = mode === "account" && !isSeen(found.roots) ? why : found.roots;
  return { ...unreadOrganization(why), organization, roots };
}

/** What must be known before the accounts are read: features, trusted access, delegates. */
export async function collectOrganization(run: Run): Promise<void> {
  const { session, organization: draft } = run;
  const prior = run.deps.store.prior?.organization;
  const list = (answer: Answer<readonly string[]>): Fact<string[]> => factFrom(answer, (value) => [...value]);
  draft.delegates = { ...draft.delegates };
  await Promise.all([
    (async () => {
      draft.trustedAccess = kept(run, prior?.trustedAccess) ?? list(await listAwsServiceAccess(session));
    })(),
    (async () => {
      draft.rootFeatures = kept(run, prior?.rootFeatures) ?? featuresFact(await listOrganizationsFeatures(session));
    })(),
    ...delegateServices.map(async (service) => {
      const known = kept(run, prior?.delegates[service]);
      draft.delegates[service] = known ?? list(await listDelegatedAdministrators(session, service));
    }),
  ]);
}

/** What can be read while the accounts are: the delegation policy and the sign-in configuration. */
export async function collectOrganizationRest(run: Run): Promise<void> {
  const { session, organization: draft, deps } = run;
  const prior = deps.store.prior?.organization;
  const delegation = kept(run, prior?.delegationPolicy);
  draft.delegationPolicy = delegation ?? (await storedPolicy(run, await describeResourcePolicy(session)));
  draft.signin = { ...draft.signin };
  for (const target of signinTargets(draft)) {
    const known = kept(run, prior?.signin[target]?.configuration);
    draft.signin[target] = { configuration: known ?? (await collectSigninConfiguration(session, target)) };
  }
}

function signinTargets({ organization, roots }: OrganizationFacts): readonly string[] {
  const org = isSeen(organization) && organization.value !== null ? [organization.value.id] : [];
  return [...org, ...(isSeen(roots) ? roots.value.map(({ id }) => id) : [])];
}

/** Trusted access off and consolidated billing both mean that no feature is on: a fact, not a gap. */
export function featuresFact(answer: Answer<readonly string[]>): Fact<string[]> {
  if (answer.status === "ok") return seen([...answer.value], answer.call, answer.at);
  const { meaning } = answer.failure;
  if (meaning === "trusted-access-off" || meaning === "not-all-features") return seen([], answer.call, answer.at);
  return unseenOf(answer.call, answer.failure);
}

async function storedPolicy(run: Run, answer: Answer<string>): Promise<OrganizationFacts["delegationPolicy"]> {
  if (answer.status === "failed") return factFrom<string, null>(answer, () => null, { value: null });
  return seen({ sha256: await run.deps.store.putDocument(answer.value) }, answer.call, answer.at);
}

function noOrganization(from: { readonly source: string; readonly at: string }): OrganizationFacts {
  const none = <T>(value: T) => seen(value, from.source, from.at);
  return {
    organization: none(null),
    rootFeatures: none([]),
    trustedAccess: none([]),
    delegates: Object.fromEntries(delegateServices.map((service) => [service, none<string[]>([])])),
    roots: none([]),
    units: none([]),
    policies: none([]),
    delegationPolicy: none(null),
    signin: {},
  };
}
