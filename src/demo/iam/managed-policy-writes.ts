import { AwsFailure } from "../aws-failure.ts";
import { plainText } from "../plain-text.ts";
import { result, type Call, type Handler } from "../aws-service.ts";
import type { ManagedPolicyState } from "../state/iam-state.ts";
import { entityArn } from "../state/principal-of.ts";
import { stableId } from "../state/random-text.ts";
import { noSuchEntity } from "./holder-of.ts";
import { policyText } from "./policy-text.ts";

const mostVersions = 5;

const createPolicy: Handler = (call) => {
  const name = plainText(call.input["PolicyName"]);
  const path = plainText(call.input["Path"]) || "/";
  const arn = entityArn(call.state, call.account, "policy", { path, name });
  call.authorize("iam:CreatePolicy", arn);
  const { managed } = call.account.iam;
  if ([...managed.values()].some((policy) => policy.name === name)) {
    throw new AwsFailure(
      "EntityAlreadyExists",
      409,
      `A policy called ${name} already exists. Duplicate names are not allowed.`,
    );
  }
  const createdAt = call.state.clock.now();
  const document = policyText(call, "PolicyDocument", "identity");
  managed.set(arn, { arn, name, path, createdAt, versions: [{ id: "v1", document, createdAt }], defaultVersion: "v1" });
  return result({
    Policy: {
      PolicyName: name,
      PolicyId: stableId("ANPA", call.account.id, name),
      Arn: arn,
      Path: path,
      DefaultVersionId: "v1",
      AttachmentCount: 0,
      PermissionsBoundaryUsageCount: 0,
      IsAttachable: true,
      CreateDate: new Date(createdAt),
      UpdateDate: new Date(createdAt),
    },
  });
};

const deletePolicy: Handler = (call) => {
  const policy = policyOf(call);
  const { users, groups, roles, managed } = call.account.iam;
  const entities = [...users.values(), ...groups.values(), ...roles.values()];
  const bounds = [...users.values(), ...roles.values()].map((entity) => entity.boundary);
  if (entities.some((entity) => entity.attached.includes(policy.arn)) || bounds.includes(policy.arn)) {
    throw new AwsFailure("DeleteConflict", 409, "Cannot delete a policy attached to entities.");
  }
  managed.delete(policy.arn);
  return result();
};

const createPolicyVersion: Handler = (call) => {
  const policy = policyOf(call);
  if (policy.versions.length >= mostVersions) {
    throw new AwsFailure("LimitExceeded", 409, "A managed policy can have up to 5 versions.");
  }
  const document = policyText(call, "PolicyDocument", "identity");
  const id = `v${Math.max(...policy.versions.map((version) => Number(version.id.slice(1)))) + 1}`;
  const createdAt = call.state.clock.now();
  policy.versions = [...policy.versions, { id, document, createdAt }];
  const isDefault = plainText(call.input["SetAsDefault"]) === "true";
  if (isDefault) policy.defaultVersion = id;
  return result({ PolicyVersion: { VersionId: id, IsDefaultVersion: isDefault, CreateDate: new Date(createdAt) } });
};

const setDefaultPolicyVersion: Handler = (call) => {
  const policy = policyOf(call);
  const id = plainText(call.input["VersionId"]);
  if (!policy.versions.some((version) => version.id === id)) throw noSuchEntity(`Policy version ${id} does not exist.`);
  policy.defaultVersion = id;
  return result();
};

/** Writes to customer managed policies. */
export const managedPolicyWrites: Readonly<Record<string, Handler>> = {
  CreatePolicy: createPolicy,
  DeletePolicy: deletePolicy,
  CreatePolicyVersion: createPolicyVersion,
  SetDefaultPolicyVersion: setDefaultPolicyVersion,
};

function policyOf(call: Call): ManagedPolicyState {
  const arn = plainText(call.input["PolicyArn"]);
  call.authorize(`iam:${call.operation}`, arn);
  const policy = call.account.iam.managed.get(arn);
  if (policy === undefined) throw noSuchEntity(`Policy ${arn} was not found.`);
  return policy;
}
