import { type Fact, isSeen, type Unseen, unseen } from "../../../domain/core/fact.ts";
import type { Layer } from "../../../domain/iam/decide/question.ts";
import type { Principal } from "../../../domain/iam/principals/principal.ts";
import { trustNames } from "../../../domain/iam/principals/trust-names.ts";
import type { OrganizationFacts } from "../../../domain/snapshot/organization-facts.ts";
import { centralEffects, pathEffects } from "../../../domain/takeover/effect-requests.ts";
import { type Effect, effects, type UnreadEffects } from "../../../domain/takeover/who-can.ts";
import type { AccountShelf } from "./account-shelf.ts";
import { couldHarm } from "./could-allow.ts";
import type { DocumentShelf, ReadDocument } from "./document-shelf.ts";
import type { Escalated, Escalations } from "./escalations.ts";
import type { OrganizationGuards } from "./organization-guards.ts";

/** An account that may act on members: management, or a delegated administrator. */
export interface CentralOffice {
  readonly account: string;
  readonly isManagement: boolean;
  /** Services it is a delegated administrator of. */
  readonly services: readonly string[];
  /** The organization's delegation policy, where it names this account. */
  readonly delegation: ReadDocument | null;
  /** SCPs of the account; absent for management. */
  readonly scps: readonly Layer[] | undefined;
  /** Those of its principals with an Allow that could give an effect. */
  readonly principals: readonly Principal[];
  /** Those that get to be administrator of it by escalations. */
  readonly escalated: readonly Escalated[];
}

/** The offices of an organization, and the effects that somebody unread may have. */
export interface CentralOffices {
  readonly management: string;
  readonly organization: string;
  readonly offices: readonly CentralOffice[];
  readonly unread: readonly UnreadEffects[];
}

/** What reading the offices needs. */
export interface OfficesDeps {
  readonly facts: OrganizationFacts;
  readonly accounts: AccountShelf;
  readonly guards: OrganizationGuards;
  readonly documents: DocumentShelf;
  /** Absent: escalations are not followed. */
  readonly escalations?: Escalations | undefined;
}

const allCentral: readonly Effect[] = effects.filter((effect) => effect.startsWith("org:"));
const services = ["iam.amazonaws.com", "account.amazonaws.com"] as const;

/** Reads who may act on members. Null: there is no organization, or none whose accounts are managed centrally. */
export async function centralOffices(deps: OfficesDeps): Promise<CentralOffices | null> {
  const { organization } = deps.facts;
  if (!isSeen(organization))
    return { management: "", organization: "", offices: [], unread: [unreadOf(allCentral, organization)] };
  if (organization.value === null || organization.value.featureSet !== "ALL") return null;
  const { managementAccount, id } = organization.value;
  const unread: UnreadEffects[] = [];
  const roles = new Map<string, { services: string[]; delegation: ReadDocument | null }>();
  const role = (account: string) => {
    const known = roles.get(account) ?? { services: [], delegation: null };
    roles.set(account, known);
    return known;
  };
  for (const service of services) {
    const delegates: Fact<string[]> = deps.facts.delegates[service] ?? unseen("not-asked");
    if (isSeen(delegates)) for (const account of delegates.value) role(account).services.push(service);
    else if (mayHaveDelegates(deps.facts, service))
      unread.push(unreadOf(effectsOf(service), delegates, `organizations:ListDelegatedAdministrators (${service})`));
  }
  const delegation = await delegationOf(deps, unread);
  for (const account of delegation === null ? [] : namedIn(delegation)) role(account).delegation = delegation;
  roles.delete(managementAccount);
  const offices: CentralOffice[] = [];
  const open = async (
    account: string,
    base: Omit<CentralOffice, "principals" | "scps" | "escalated">,
    held: readonly Effect[],
  ) => {
    const read = await deps.accounts.principals(account);
    if ("status" in read) {
      unread.push(unreadOf(held, read, `iam:GetAccountAuthorizationDetails in ${account}`));
      return;
    }
    const scps = base.isManagement ? undefined : (await deps.guards.of(read.account)).scps;
    const principals = read.list.filter(({ identity }) => couldHarm(identity));
    const escalated = (await deps.escalations?.of(read))?.administrators ?? [];
    offices.push({ ...base, scps, principals, escalated });
  };
  await open(
    managementAccount,
    { account: managementAccount, isManagement: true, services: [], delegation: null },
    allCentral,
  );
  for (const [account, { services: of, delegation: policy }] of [...roles].sort(([one], [two]) =>
    one < two ? -1 : 1,
  )) {
    const held = [...of.flatMap(effectsOf), ...(policy === null ? [] : [pathEffects.policyEdit.effect])];
    await open(account, { account, isManagement: false, services: of, delegation: policy }, held);
  }
  return { management: managementAccount, organization: id, offices, unread };
}

/** A service without trusted access has no delegated administrators. */
function mayHaveDelegates({ trustedAccess }: OrganizationFacts, service: string): boolean {
  return !isSeen(trustedAccess) || trustedAccess.value.includes(service);
}

function effectsOf(service: string): readonly Effect[] {
  return centralEffects.filter(({ delegates }) => delegates === service).map(({ effect }) => effect);
}

async function delegationOf({ facts, documents }: OfficesDeps, unread: UnreadEffects[]): Promise<ReadDocument | null> {
  const { delegationPolicy } = facts;
  if (!isSeen(delegationPolicy)) {
    unread.push(unreadOf([pathEffects.policyEdit.effect], delegationPolicy, "organizations:DescribeResourcePolicy"));
    return null;
  }
  if (delegationPolicy.value === null) return null;
  const read = await documents.read(delegationPolicy.value, "resource", "delegation policy");
  if ("unknown" in read) {
    unread.push(unreadOf([pathEffects.policyEdit.effect], unseen("unreachable", read.unknown)));
  }
  return read;
}

function namedIn(policy: ReadDocument): readonly string[] {
  if ("unknown" in policy) return [];
  const { accounts, arns } = trustNames(policy.policy);
  return [...new Set([...accounts, ...arns.map((arn) => arn.split(":")[4] ?? "")])];
}

function unreadOf(held: readonly Effect[], fact: Unseen, needs = "organizations:DescribeOrganization"): UnreadEffects {
  return { effects: held, why: fact.why, needs: fact.needs ?? needs };
}
