import { AwsFailure } from "../aws-failure.ts";
import { managedDocument } from "../evaluator/identity-policies.ts";
import { plainText } from "../plain-text.ts";
import { result, type Call, type ConditionContext, type Handler } from "../aws-service.ts";
import type { EntityState } from "../state/iam-state.ts";
import { groupOf, roleOf, userOf, type Named } from "./entity-of.ts";
import { noSuchEntity } from "./holder-of.ts";
import { policyText } from "./policy-text.ts";

type Finder = (call: Call, context?: ConditionContext) => Named<EntityState>;
type BoundFinder = (call: Call, context?: ConditionContext) => Named<EntityState & { boundary: string | null }>;

const mostAttached = 10;

const putInline =
  (find: Finder): Handler =>
  (call) => {
    const { entity } = find(call);
    const name = plainText(call.input["PolicyName"]);
    const document = policyText(call, "PolicyDocument", "identity");
    entity.inline = [...entity.inline.filter((policy) => policy.name !== name), { name, document }];
    return result();
  };

const deleteInline =
  (find: Finder): Handler =>
  (call) => {
    const { entity } = find(call);
    const name = plainText(call.input["PolicyName"]);
    if (!entity.inline.some((policy) => policy.name === name)) {
      throw noSuchEntity(`The policy with name ${name} cannot be found.`);
    }
    entity.inline = entity.inline.filter((policy) => policy.name !== name);
    return result();
  };

const attach =
  (find: Finder): Handler =>
  (call) => {
    const arn = plainText(call.input["PolicyArn"]);
    const { entity } = find(call, { "iam:PolicyARN": arn });
    knownPolicy(call, arn);
    if (entity.attached.includes(arn)) return result();
    if (entity.attached.length >= mostAttached) {
      throw new AwsFailure("LimitExceeded", 409, `Cannot exceed quota for PoliciesPerEntity: ${mostAttached}`);
    }
    entity.attached = [...entity.attached, arn];
    return result();
  };

const detach =
  (find: Finder): Handler =>
  (call) => {
    const arn = plainText(call.input["PolicyArn"]);
    const { entity } = find(call, { "iam:PolicyARN": arn });
    if (!entity.attached.includes(arn)) throw noSuchEntity(`Policy ${arn} was not found.`);
    entity.attached = entity.attached.filter((one) => one !== arn);
    return result();
  };

const putBoundary =
  (find: BoundFinder): Handler =>
  (call) => {
    const arn = plainText(call.input["PermissionsBoundary"]);
    const { entity } = find(call, { "iam:PermissionsBoundary": arn });
    knownPolicy(call, arn);
    entity.boundary = arn;
    return result();
  };

const deleteBoundary =
  (find: BoundFinder): Handler =>
  (call) => {
    const { entity } = find(call);
    if (entity.boundary === null) throw noSuchEntity(`${entity.name} has no permissions boundary.`);
    entity.boundary = null;
    return result();
  };

/** Inline policies, attachments and boundaries of users, groups and roles. */
export const entityPolicyWrites: Readonly<Record<string, Handler>> = {
  PutUserPolicy: putInline(userOf),
  PutGroupPolicy: putInline(groupOf),
  PutRolePolicy: putInline(roleOf),
  DeleteUserPolicy: deleteInline(userOf),
  DeleteGroupPolicy: deleteInline(groupOf),
  DeleteRolePolicy: deleteInline(roleOf),
  AttachUserPolicy: attach(userOf),
  AttachGroupPolicy: attach(groupOf),
  AttachRolePolicy: attach(roleOf),
  DetachUserPolicy: detach(userOf),
  DetachGroupPolicy: detach(groupOf),
  DetachRolePolicy: detach(roleOf),
  PutUserPermissionsBoundary: putBoundary(userOf),
  PutRolePermissionsBoundary: putBoundary(roleOf),
  DeleteUserPermissionsBoundary: deleteBoundary(userOf),
  DeleteRolePermissionsBoundary: deleteBoundary(roleOf),
};

function knownPolicy(call: Call, arn: string): void {
  if (managedDocument(call.state, call.account, arn) !== null) return;
  throw noSuchEntity(`Policy ${arn} does not exist or is not attachable.`);
}
