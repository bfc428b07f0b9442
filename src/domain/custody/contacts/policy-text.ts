import { idOf, partitionOf, type ContactChange, type ContactsPlan, type PlannedAccount } from "./contacts-plan.ts";

/** What every account of a plan has in common. */
export type PlanFrame = Pick<ContactsPlan, "management" | "organization">;

/** What the session policy says of one account: its ARN, and each grant with its text, by which equal ones are joined. */
export interface GrantedAccount {
  readonly resource: string;
  readonly grants: ReadonlyMap<string, Grant>;
}

/** The grants for exactly the planned changes of an account. */
export function grantedAccount(plan: PlanFrame, { account, changes }: PlannedAccount): GrantedAccount {
  return {
    resource: resourceOf(plan, account),
    grants: new Map(grantsOf(changes).map((grant) => [JSON.stringify(grant), grant])),
  };
}

/** The session policy for these accounts, as short as JSON can be. */
export function policyText(accounts: readonly GrantedAccount[]): string {
  const merged = new Map<string, { readonly grant: Grant; readonly resources: string[] }>();
  for (const { resource, grants } of accounts) {
    for (const [key, grant] of grants) {
      const same = merged.get(key);
      if (same === undefined) merged.set(key, { grant, resources: [resource] });
      else same.resources.push(resource);
    }
  }
  const statements = [...merged.values()].map(({ grant, resources }) => ({
    Effect: "Allow",
    Action: grant.actions,
    Resource: resources,
    ...(grant.condition === null ? {} : { Condition: grant.condition }),
  }));
  return JSON.stringify({ Version: "2012-10-17", Statement: statements });
}

/** ARN of an account as Account Management's central calls see it; the management account is its own. */
function resourceOf(plan: PlanFrame, account: string): string {
  const own = `arn:${partitionOf(plan.management)}:account::${idOf(plan.management)}:account`;
  return account === plan.management ? own : `${own}/${plan.organization}/${idOf(account)}`;
}

/** Actions under one condition. */
export interface Grant {
  readonly actions: readonly string[];
  readonly condition: Readonly<Record<string, Readonly<Record<string, readonly string[] | string>>>> | null;
}

function grantsOf(changes: readonly ContactChange[]): readonly Grant[] {
  const free: string[] = [];
  const puts: string[] = [];
  const deletes: string[] = [];
  const mail: Grant[] = [];
  for (const change of changes) {
    switch (change.kind) {
      case "primary":
        free.push("account:GetContactInformation", "account:PutContactInformation");
        break;
      case "alternate":
        free.push("account:GetAlternateContact");
        (change.new === null ? deletes : puts).push(change.type);
        break;
      case "mailbox":
        free.push("account:GetPrimaryEmail", "account:GetPrimaryEmailUpdateStatus");
        mail.push({
          actions: ["account:StartPrimaryEmailUpdate", "account:AcceptPrimaryEmailUpdate"],
          condition: {
            StringEquals: { "account:EmailTargetDomain": change.new.slice(change.new.lastIndexOf("@") + 1) },
          },
        });
    }
  }
  return [
    { actions: [...new Set(free)].toSorted(), condition: null },
    ...alternateGrant("account:PutAlternateContact", puts),
    ...alternateGrant("account:DeleteAlternateContact", deletes),
    ...mail,
  ];
}

function alternateGrant(action: string, types: readonly string[]): readonly Grant[] {
  if (types.length === 0) return [];
  // The key holds a list, of one type for each call, and is compared with a set operator only. ForAnyValue and not
  // ForAllValues: the latter would also hold for a call without the key.
  return [{ actions: [action], condition: { "ForAnyValue:StringEquals": { "account:AlternateContactTypes": types } } }];
}
