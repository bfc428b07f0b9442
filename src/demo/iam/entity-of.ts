import { plainText } from "../plain-text.ts";
import type { Call, ConditionContext } from "../aws-service.ts";
import type { EntityState, RoleState, UserState } from "../state/iam-state.ts";
import { entityArn } from "../state/principal-of.ts";
import { findUser, noSuchEntity } from "./holder-of.ts";
import { resourceTags } from "./resource-tags.ts";

/** A user, group or role that a call names, after `iam:{operation}` on it was allowed. */
export interface Named<T> {
  readonly entity: T;
  readonly arn: string;
}

/** The user of UserName. */
export function userOf(call: Call, context: ConditionContext = {}): Named<UserState> {
  const name = plainText(call.input["UserName"]);
  return admit(call, "user", name, findUser(call, name), context);
}

/** The group of GroupName. */
export function groupOf(call: Call, context: ConditionContext = {}): Named<EntityState> {
  const name = plainText(call.input["GroupName"]);
  return admit(call, "group", name, call.account.iam.groups.get(name), context);
}

/** The role of RoleName. */
export function roleOf(call: Call, context: ConditionContext = {}): Named<RoleState> {
  const name = plainText(call.input["RoleName"]);
  return admit(call, "role", name, call.account.iam.roles.get(name), context);
}

interface Optional {
  readonly boundary?: string | null;
  readonly tags?: Readonly<Record<string, string>>;
}

function admit<T extends EntityState & Optional>(
  call: Call,
  kind: "user" | "group" | "role",
  name: string,
  entity: T | undefined,
  context: ConditionContext,
): Named<T> {
  const arn = entityArn(call.state, call.account, kind, entity ?? { path: "/", name });
  const boundary = entity?.boundary ?? null;
  call.authorize(`iam:${call.operation}`, arn, {
    context: {
      ...resourceTags(entity?.tags),
      ...(boundary === null ? {} : { "iam:PermissionsBoundary": boundary }),
      ...context,
    },
  });
  if (entity === undefined) throw noSuchEntity(`The ${kind} with name ${name} cannot be found.`);
  return { entity, arn };
}
