import { AwsFailure } from "../aws-failure.ts";
import { managedDocument } from "../evaluator/identity-policies.ts";
import { plainText } from "../plain-text.ts";
import { result, type Call, type Handler } from "../aws-service.ts";
import { entityArn } from "../state/principal-of.ts";
import { stableId } from "../state/random-text.ts";
import { roleOf, userOf } from "./entity-of.ts";
import { noSuchEntity } from "./holder-of.ts";
import { policyText } from "./policy-text.ts";

const createUser: Handler = (call) => {
  const made = newEntity(call, "user", "UserName");
  const { users } = call.account.iam;
  if (users.has(made.name)) throw taken("User", made.name);
  const credentials = { password: null, devices: [], keys: [], certificates: [] };
  users.set(made.name, { ...made, ...credentials, groups: [], tags: {} });
  const UserId = stableId("AIDA", call.account.id, made.name);
  const Arn = entityArn(call.state, call.account, "user", made);
  const CreateDate = new Date(made.createdAt);
  return result({ User: { Path: made.path, UserName: made.name, UserId, Arn, CreateDate } });
};

const createRole: Handler = (call) => {
  const made = newEntity(call, "role", "RoleName");
  const { roles } = call.account.iam;
  if (roles.has(made.name)) throw taken("Role", made.name);
  const trust = policyText(call, "AssumeRolePolicyDocument", "trust");
  roles.set(made.name, { ...made, trust, tags: {}, lastUsed: null });
  return result({
    Role: {
      Path: made.path,
      RoleName: made.name,
      RoleId: stableId("AROA", call.account.id, made.name),
      Arn: entityArn(call.state, call.account, "role", made),
      CreateDate: new Date(made.createdAt),
      AssumeRolePolicyDocument: trust.encoded,
    },
  });
};

const updateAssumeRolePolicy: Handler = (call) => {
  const { entity } = roleOf(call);
  entity.trust = policyText(call, "PolicyDocument", "trust");
  return result();
};

const deleteUser: Handler = (call) => {
  const { entity } = userOf(call);
  const { keys, devices, password, inline, attached, groups } = entity;
  const holds = [keys, devices, inline, attached, groups].some((list) => list.length > 0) || password !== null;
  if (holds) throw new AwsFailure("DeleteConflict", 409, "Cannot delete entity, must remove its parts first.");
  call.account.iam.users.delete(entity.name);
  return result();
};

const deleteRole: Handler = (call) => {
  const { entity } = roleOf(call);
  if (entity.inline.length > 0 || entity.attached.length > 0) {
    throw new AwsFailure("DeleteConflict", 409, "Cannot delete entity, must detach all policies first.");
  }
  call.account.iam.roles.delete(entity.name);
  return result();
};

const addUserToGroup: Handler = (call) => changeGroups(call, (groups, name) => [...new Set([...groups, name])]);
const removeUserFromGroup: Handler = (call) =>
  changeGroups(call, (groups, name) => groups.filter((one) => one !== name));

/** Users, roles, trust and membership. */
export const principalWrites: Readonly<Record<string, Handler>> = {
  CreateUser: createUser,
  DeleteUser: deleteUser,
  CreateRole: createRole,
  DeleteRole: deleteRole,
  UpdateAssumeRolePolicy: updateAssumeRolePolicy,
  AddUserToGroup: addUserToGroup,
  RemoveUserFromGroup: removeUserFromGroup,
};

function newEntity(call: Call, kind: "user" | "role", parameter: string) {
  const name = plainText(call.input[parameter]);
  const path = plainText(call.input["Path"]) || "/";
  const boundary = plainText(call.input["PermissionsBoundary"]) || null;
  call.authorize(`iam:${call.operation}`, entityArn(call.state, call.account, kind, { path, name }), {
    context: boundary === null ? {} : { "iam:PermissionsBoundary": boundary },
  });
  if (!/^[\w+=,.@-]{1,64}$/.test(name)) throw new AwsFailure("ValidationError", 400, `Invalid ${parameter}`);
  if (boundary !== null && managedDocument(call.state, call.account, boundary) === null) {
    throw noSuchEntity(`Policy ${boundary} does not exist or is not attachable.`);
  }
  return { name, path, createdAt: call.state.clock.now(), inline: [], attached: [], boundary };
}

function changeGroups(call: Call, change: (groups: readonly string[], name: string) => readonly string[]) {
  const name = plainText(call.input["GroupName"]);
  const group = call.account.iam.groups.get(name);
  call.authorize(`iam:${call.operation}`, entityArn(call.state, call.account, "group", group ?? { path: "/", name }));
  const user = call.account.iam.users.get(plainText(call.input["UserName"]));
  if (group === undefined) throw noSuchEntity(`The group with name ${name} cannot be found.`);
  if (user === undefined) throw noSuchEntity("The user cannot be found.");
  user.groups = change(user.groups, name);
  return result();
}

function taken(kind: string, name: string): AwsFailure {
  return new AwsFailure("EntityAlreadyExists", 409, `${kind} with name ${name} already exists.`);
}
