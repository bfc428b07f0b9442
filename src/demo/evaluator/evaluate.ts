import type { AuthorizeOptions, Authorization } from "../aws-service.ts";
import type { AccountState } from "../state/account-state.ts";
import type { PolicyDocument } from "../state/policy-document.ts";
import type { PretendState } from "../state/pretend-state.ts";
import type { Principal } from "../state/principal.ts";
import { identityPolicies, type IdentityPolicies } from "./identity-policies.ts";
import { organizationLevels } from "./organization-levels.ts";
import { principalMatches, type PrincipalMatch } from "./principal-matches.ts";
import { requestContext, type RequestSurroundings } from "./request-context.ts";
import { matchingStatements, type Asked } from "./statement-matches.ts";
import { rootTask } from "./task-policies.ts";

/*
 * The pretend AWS's own evaluator, after "Policy evaluation logic" (IAM User Guide). It shares nothing with the
 * product's engine on purpose: each finds the other's mistakes.
 */

/** Services whose resources RCPs reach. */
const underRcp = new Set(["s3", "sts", "sqs", "kms", "secretsmanager", "signin"]);

type Kind =
  | "service control policy"
  | "resource control policy"
  | "resource-based policy"
  | "permissions boundary"
  | "session policy"
  | "identity-based policy";

/** Answers whether the caller may do `action` on `resource`, with AWS's sentence when not. */
export function evaluate(
  state: PretendState,
  caller: Principal,
  action: string,
  resource: string,
  surroundings: RequestSurroundings,
  options: AuthorizeOptions = {},
): Authorization {
  const account = state.accounts.get(caller.account);
  const refuse = (why: string): Authorization => ({
    allowed: false,
    message: `User: ${caller.arn} is not authorized to perform: ${action} on resource: ${resource} ${why}`,
  });
  const explicit = (kind: Kind) => refuse(`with an explicit deny in ${article(kind)} ${kind}`);
  const implicit = (kind: Kind) => refuse(`because no ${kind} allows the ${action} action`);
  if (account === undefined) return implicit("identity-based policy");
  const owner = options.resourceAccount ?? account;
  const asked: Asked = {
    action: action.toLowerCase(),
    resource,
    context: requestContext(state, caller, owner, surroundings, options.context),
  };

  const scps = bindsScp(account, caller) ? organizationLevels(state, account, "SERVICE_CONTROL_POLICY") : null;
  const rcps = reachesRcp(state, account, caller, action)
    ? organizationLevels(state, owner, "RESOURCE_CONTROL_POLICY")
    : null;
  const isOwnRoot = caller.kind === "root" && owner.id === account.id;
  const passes = options.rootPassesResourceDeny === true && isOwnRoot;
  const resourcePolicy = passes ? undefined : options.resourcePolicy;
  const identity: IdentityPolicies | null = caller.kind === "root" ? null : identityPolicies(state, account, caller);

  if (scps?.flat().some((document) => denies(document, asked))) return explicit("service control policy");
  if (rcps?.flat().some((document) => denies(document, asked))) return explicit("resource control policy");
  const isBounded = identity !== null && identity.boundary !== null;
  if (resourcePolicy && deniesCaller(resourcePolicy, asked, caller, isBounded))
    return explicit("resource-based policy");
  if (identity?.boundary && denies(identity.boundary, asked)) return explicit("permissions boundary");
  const session = caller.kind === "role" ? caller.terms.policies : null;
  if (ceilingDenies(state, caller, action)) return explicit("session policy");
  if (session?.some((document) => denies(document, asked))) return explicit("session policy");
  if (identity?.documents.some((document) => denies(document, asked))) return explicit("identity-based policy");

  if (rcps?.some((level) => !level.some((document) => allows(document, asked))))
    return implicit("resource control policy");
  if (scps?.some((level) => !level.some((document) => allows(document, asked))))
    return implicit("service control policy");

  const grants = resourcePolicy ? grantsOf(resourcePolicy, asked, caller, isBounded) : [];
  const crossAccount = owner.id !== account.id;
  const needsGrant = options.resourceMustAllow === true || (crossAccount && resourcePolicy !== undefined);
  if (needsGrant && grants.length === 0) return implicit("resource-based policy");
  if (identity === null) return { allowed: true };

  // A policy in the same account that names the session, the user or the role itself needs no identity policy; one that
  // names the session or the user gets past boundary and session policies too.
  const suffices = !crossAccount && options.identityMustAllow !== true;
  if (suffices && grants.some((grant) => grant === "session" || grant === "user")) return { allowed: true };
  const within = identity.boundary === null || allows(identity.boundary, asked);
  const named = suffices && grants.some((grant) => grant === "role" || grant === "everyone");
  if (!within) return implicit("permissions boundary");
  // Inline and managed session policies count together, as identity policies do.
  if (session !== null && !session.some((document) => allows(document, asked))) return implicit("session policy");
  if (named || identity.documents.some((document) => allows(document, asked))) return { allowed: true };
  return implicit("identity-based policy");
}

function article(kind: Kind): string {
  return kind === "identity-based policy" ? "an" : "a";
}

function bindsScp(account: AccountState, caller: Principal): boolean {
  return !(caller.kind === "role" && isServiceLinked(account, caller.name));
}

function reachesRcp(state: PretendState, account: AccountState, caller: Principal, action: string): boolean {
  if (caller.kind === "role" && isServiceLinked(account, caller.name)) return false;
  // Not established by AWS's pages: off, it is played as the weaker protection.
  if (action.toLowerCase() === "sts:assumeroot" && !state.switches.rcpStopsAssumeRoot) return false;
  return underRcp.has(action.slice(0, action.indexOf(":")).toLowerCase());
}

function isServiceLinked(account: AccountState, role: string): boolean {
  return account.iam.roles.get(role)?.path.startsWith("/aws-service-role/") ?? false;
}

function denies(document: PolicyDocument, asked: Asked): boolean {
  return matchingStatements(document, asked).some(({ effect }) => effect === "Deny");
}

function allows(document: PolicyDocument, asked: Asked): boolean {
  return matchingStatements(document, asked).some(({ effect }) => effect === "Allow");
}

function deniesCaller(document: PolicyDocument, asked: Asked, caller: Principal, isBounded: boolean): boolean {
  return matchingStatements(document, asked).some(
    (statement) => statement.effect === "Deny" && principalMatches(statement, caller, isBounded) !== "none",
  );
}

function grantsOf(
  document: PolicyDocument,
  asked: Asked,
  caller: Principal,
  isBounded: boolean,
): readonly PrincipalMatch[] {
  return matchingStatements(document, asked)
    .filter(({ effect }) => effect === "Allow")
    .map((statement) => principalMatches(statement, caller, isBounded))
    .filter((match) => match !== "none");
}

/** The task policy of an AssumeRoot session denies all that is not the task. */
function ceilingDenies(state: PretendState, caller: Principal, action: string): boolean {
  if (caller.kind !== "root" || caller.via.kind !== "assume-root") return false;
  const task = rootTask(caller.via.task, state.partition);
  return task === null || !task.actions.some((allowed) => allowed.toLowerCase() === action.toLowerCase());
}
