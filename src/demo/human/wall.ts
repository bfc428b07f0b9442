import { rootArn } from "../../domain/core/arn.ts";
import { organizationLevels } from "../evaluator/organization-levels.ts";
import { parseStatements, type Statement } from "../evaluator/parse-statements.ts";
import { pathOf } from "../evaluator/request-context.ts";
import { statementMatches, type Asked } from "../evaluator/statement-matches.ts";
import { statementPolicy } from "../signin/statement-policy.ts";
import { withdrawn } from "../signin/withdrawn.ts";
import type { AccountState } from "../state/account-state.ts";
import { kindOf, type PretendState } from "../state/pretend-state.ts";
import type { NetworkContext } from "./network-context.ts";

/** AWS Sign-In asks twice: before the password prompt, and after authentication. */
export type Phase = "before" | "after";

const actions: Readonly<Record<Phase, readonly string[]>> = {
  before: ["signin:authenticate"],
  after: ["signin:authorizeoauth2access", "signin:createoauth2token"],
};

/**
 * True when sign-in policies refuse an account's root in a phase: RCPs on the account's path (never management's) and
 * the account's own statements, provided that console authorization is enabled for the account, the organization root
 * or the organization.
 */
export function wallStops(state: PretendState, account: AccountState, phase: Phase, network: NetworkContext): boolean {
  if (!isEnabled(state, account)) return false;
  const statements = [...rcpStatements(state, account), ...ownStatements(state, account)];
  const context = contextOf(state, account, phase, network);
  return actions[phase].some((action) => {
    const asked: Asked = { action, resource: "*", context };
    return statements.some((one) => one.effect === "Deny" && statementMatches(one, asked));
  });
}

function isEnabled(state: PretendState, account: AccountState): boolean {
  if (withdrawn(account)) return false;
  if (account.signin.enabled) return true;
  const { organization } = state;
  if (organization === null || account.parent === null) return false;
  return [organization.id, organization.rootId].some((target) => organization.signin.get(target)?.enabled === true);
}

function rcpStatements(state: PretendState, account: AccountState): readonly Statement[] {
  const levels = organizationLevels(state, account, "RESOURCE_CONTROL_POLICY") ?? [];
  return levels.flat().flatMap((document) => document.statements);
}

/** Whether an account's own policy binds the root of a management account is not established: a switch plays both. */
function ownStatements(state: PretendState, account: AccountState): readonly Statement[] {
  if (kindOf(state, account) === "management" && !state.switches.accountPolicyBindsManagement) return [];
  const policy = statementPolicy(account);
  return policy.length === 0 ? [] : parseStatements(JSON.stringify({ Version: "2012-10-17", Statement: policy }));
}

/** Before authentication only `signin:PrincipalArn` tells who it is, afterwards only the `aws:` keys. */
function contextOf(
  state: PretendState,
  account: AccountState,
  phase: Phase,
  network: NetworkContext,
): Asked["context"] {
  const arn = rootArn(state.partition, account.id);
  const who =
    phase === "before"
      ? { "signin:PrincipalArn": arn }
      : { "aws:PrincipalArn": arn, "aws:PrincipalAccount": account.id, "aws:PrincipalType": "Account" };
  const { organization } = state;
  const where =
    organization === null || account.parent === null
      ? {}
      : {
          "aws:ResourceOrgID": organization.id,
          "aws:ResourceOrgPaths": `${organization.id}/${pathOf(state, account).join("/")}/`,
        };
  const keys = { ...network, ...who, ...where, "aws:ResourceAccount": account.id };
  return new Map(Object.entries(keys).map(([key, value]) => [key.toLowerCase(), [value]]));
}
