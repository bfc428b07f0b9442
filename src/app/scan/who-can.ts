import { isSeen, type Unseen } from "../../domain/core/fact.ts";
import type { Principal } from "../../domain/iam/principals/principal.ts";
import type { AccountFacts } from "../../domain/snapshot/account-facts.ts";
import type { Snapshot } from "../../domain/snapshot/snapshot.ts";
import type { RequestScope } from "../../domain/takeover/effect-requests.ts";
import type { UnreadEffects, WhoCan } from "../../domain/takeover/who-can.ts";
import { AccountShelf } from "./reach/account-shelf.ts";
import { actorsOf } from "./reach/actors-of.ts";
import { Assumers } from "./reach/assumers.ts";
import { CentralHolders } from "./reach/central-holders.ts";
import { centralOffices } from "./reach/central-offices.ts";
import { asAdministrator } from "./reach/as-administrator.ts";
import { DocumentShelf } from "./reach/document-shelf.ts";
import { Escalations } from "./reach/escalations.ts";
import { type HeldGrips, withEscalated } from "./reach/grip-map.ts";
import { localHolders } from "./reach/local-holders.ts";
import { type Guards, OrganizationGuards } from "./reach/organization-guards.ts";
import { RequestContexts } from "./reach/request-context.ts";
import { type Reacher, reachersOf } from "./reach/routes.ts";

/** Answers who can do what to one account after the other. */
export interface WhoCanReader {
  /** Who may do what to an account of the snapshot. Throws only when the snapshot itself cannot be read. */
  readonly of: (account: AccountFacts) => Promise<WhoCan>;
  /** The organization policies over an account. */
  readonly guardsOf: (account: AccountFacts) => Promise<Guards>;
  /** The users and roles of an account, or why they are not known. */
  readonly principalsOf: (account: AccountFacts) => Promise<readonly Principal[] | Unseen>;
}

/**
 * Opens a snapshot for the question who can. What principals of management and of delegated administrators may do is
 * worked out once here, and only what differs between members again for each.
 */
export async function whoCanReader(snapshot: Snapshot): Promise<WhoCanReader> {
  const { organization: facts, manifest } = snapshot;
  const documents = new DocumentShelf(snapshot.document);
  const guards = new OrganizationGuards(facts, documents);
  const contexts = new RequestContexts(snapshot);
  const accounts = new AccountShelf(snapshot, documents, pinnedOf(snapshot));
  const escalations = new Escalations(snapshot, documents, guards);
  const assumers = new Assumers({ partition: manifest.partition, accounts, guards, contexts, escalations });
  const central = await centralOffices({ facts, accounts, guards, documents, escalations });
  const members = snapshot.accounts.filter(({ kind }) => kind === "member").map(({ id }) => id);
  const root = isSeen(facts.roots) ? (facts.roots.value[0]?.id ?? "r-0000") : "r-0000";
  const holders = new CentralHolders(contexts, central?.offices ?? [], members, root);
  const centralReachers = await reachersOf(holders.candidates(), assumers);

  const scopeOf = (target: string): RequestScope => ({
    partition: manifest.partition,
    target,
    management: central?.management ?? "",
    organization: central?.organization ?? "",
  });

  const local = async (account: AccountFacts, over: Guards) => {
    const principals = await accounts.principals(account.id);
    if ("status" in principals) return { unknown: principals, reachers: [] as readonly Reacher[], held: new Map() };
    const scope = scopeOf(account.id);
    const held = new Map<string, HeldGrips>();
    const holders = new Map<string, Principal>();
    for (const { principal, grips } of localHolders(principals, scope, over, contexts)) {
      held.set(principal.arn, grips);
      holders.set(principal.arn, principal);
    }
    const { administrators } = await escalations.of(principals);
    for (const { principal, ...sure } of administrators) {
      const list = [asAdministrator(principal, sure.by)];
      const [gained] = localHolders({ account, list }, scope, over, contexts);
      if (gained === undefined) continue;
      held.set(principal.arn, withEscalated(held.get(principal.arn) ?? new Map(), gained.grips, sure));
      holders.set(principal.arn, principal);
    }
    return { unknown: null, reachers: await reachersOf([...holders.values()], assumers), held };
  };

  return {
    guardsOf: (account) => guards.of(account),
    principalsOf: async (account) => {
      const principals = await accounts.principals(account.id);
      return "status" in principals ? principals : principals.list;
    },
    of: async (account) => {
      const over = await guards.of(account);
      const inside = await local(account, over);
      const isMember = account.kind === "member";
      const held = isMember ? holders.over(account, scopeOf(account.id), over) : new Map();
      const actors = actorsOf([inside, { reachers: isMember ? centralReachers : [], held }]);
      const unread: readonly UnreadEffects[] = isMember ? (central?.unread ?? []) : [];
      const base = { actors, ...(unread.length === 0 ? {} : { unread }) };
      const { unknown } = inside;
      if (unknown === null) return { ...base, status: "known" };
      return {
        ...base,
        status: "unknown",
        why: unknown.why,
        needs: unknown.needs ?? "iam:GetAccountAuthorizationDetails",
      };
    },
  };
}

/** Management and the delegated administrators are asked about for every member. */
function pinnedOf({ organization: { organization, delegates } }: Snapshot): readonly string[] {
  const management = isSeen(organization) && organization.value !== null ? [organization.value.managementAccount] : [];
  const others = Object.values(delegates).flatMap((fact) => (isSeen(fact) ? fact.value : []));
  return [...new Set([...management, ...others])];
}
