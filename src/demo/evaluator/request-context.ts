import type { ConditionContext } from "../aws-service.ts";
import type { AccountState } from "../state/account-state.ts";
import type { PretendState } from "../state/pretend-state.ts";
import { sourceIdentityOf, type Principal } from "../state/principal.ts";
import { stableId } from "../state/random-text.ts";
import type { Context } from "./conditions.ts";

/** Where and how a request came in. */
export interface RequestSurroundings {
  readonly region: string;
  readonly sourceIp: string;
}

/** The global condition keys of a request and the service's own ones, all in lower case. */
export function requestContext(
  state: PretendState,
  caller: Principal,
  resourceAccount: AccountState,
  surroundings: RequestSurroundings,
  own: ConditionContext = {},
): Context {
  const now = state.clock.now();
  const context = new Map<string, readonly string[]>([
    ["aws:currenttime", [new Date(now).toISOString()]],
    ["aws:epochtime", [String(Math.floor(now / 1000))]],
    ["aws:securetransport", ["true"]],
    ["aws:viaawsservice", ["false"]],
    ["aws:principalisawsservice", ["false"]],
    ["aws:sourceip", [surroundings.sourceIp]],
    ["aws:requestedregion", [surroundings.region]],
    ["aws:resourceaccount", [resourceAccount.id]],
  ]);
  addPrincipal(context, state, caller);
  addOrganization(context, state, state.accounts.get(caller.account), "principal");
  addOrganization(context, state, resourceAccount, "resource");
  for (const [key, value] of Object.entries(own)) {
    context.set(key.toLowerCase(), typeof value === "string" ? [value] : value);
  }
  return context;
}

/** Root or OU ids from the organization root down to the account's own; empty outside an organization. */
export function pathOf(state: PretendState, account: AccountState): readonly string[] {
  const path: string[] = [];
  let at = account.parent;
  while (at !== null) {
    path.unshift(at);
    at = state.organization?.nodes.get(at)?.parent ?? null;
  }
  return path;
}

function addPrincipal(context: Map<string, readonly string[]>, state: PretendState, caller: Principal): void {
  const account = state.accounts.get(caller.account);
  context.set("aws:principalaccount", [caller.account]);
  const sourceIdentity = sourceIdentityOf(caller);
  if (sourceIdentity !== null) context.set("aws:sourceidentity", [sourceIdentity]);
  switch (caller.kind) {
    case "root":
      context.set("aws:principalarn", [caller.arn]);
      context.set("aws:principaltype", ["Account"]);
      context.set("aws:userid", [caller.account]);
      if (caller.via.kind === "assume-root") context.set("aws:assumedroot", ["true"]);
      if (caller.via.kind === "console") context.set("aws:multifactorauthpresent", [String(caller.via.mfa)]);
      return;
    case "user":
      context.set("aws:principalarn", [caller.arn]);
      context.set("aws:principaltype", ["User"]);
      context.set("aws:userid", [stableId("AIDA", caller.account, caller.name)]);
      context.set("aws:username", [caller.name]);
      addTags(context, account?.iam.users.get(caller.name)?.tags);
      return;
    case "role":
      context.set("aws:principalarn", [caller.roleArn]);
      context.set("aws:principaltype", ["AssumedRole"]);
      context.set("aws:userid", [`${stableId("AROA", caller.account, caller.name)}:${caller.session}`]);
      context.set("aws:multifactorauthpresent", [String(caller.terms.mfa)]);
      addTags(context, account?.iam.roles.get(caller.name)?.tags);
  }
}

function addTags(context: Map<string, readonly string[]>, tags: Readonly<Record<string, string>> | undefined): void {
  for (const [key, value] of Object.entries(tags ?? {})) context.set(`aws:principaltag/${key.toLowerCase()}`, [value]);
}

function addOrganization(
  context: Map<string, readonly string[]>,
  state: PretendState,
  account: AccountState | undefined,
  side: "principal" | "resource",
): void {
  const { organization } = state;
  if (organization === null || account === undefined || account.parent === null) return;
  context.set(`aws:${side}orgid`, [organization.id]);
  context.set(`aws:${side}orgpaths`, [`${organization.id}/${pathOf(state, account).join("/")}/`]);
}
