import { plainText } from "../plain-text.ts";
import { AwsFailure } from "../aws-failure.ts";
import { result, type Call, type Handler } from "../aws-service.ts";
import type { OrganizationState, OrgPolicyState, PolicyType } from "../state/organization-state.ts";
import { accountId } from "../../domain/core/account-id.ts";
import { admit } from "./admit.ts";
import { checkedContent } from "./checked-content.ts";
import { policyArn, targetArn } from "./organization-arns.ts";
import { pageOf } from "./page-of.ts";
import { text } from "./text-member.ts";

const listPolicies: Handler = (call) => {
  const type = policyType(call, "Filter");
  const organization = admit(call, "reader", () => ["*"], {
    "organizations:PolicyType": type ?? otherType(call, "Filter"),
  });
  const found = [...organization.policies.values()].filter((policy) => policy.type === type);
  const { items, nextToken } = pageOf(call, found);
  return result({ Policies: items.map((policy) => summary(call, organization, policy)), NextToken: nextToken });
};

const describePolicy: Handler = (call) => {
  const { organization, policy } = admitOnPolicy(call, "reader");
  return result({ Policy: whole(call, organization, policy) });
};

const listTargetsForPolicy: Handler = (call) => {
  const { organization, policy } = admitOnPolicy(call, "reader");
  const ids = [...organization.attachments[policy.type]]
    .filter(([, list]) => list.includes(policy.id))
    .map(([id]) => id);
  const { items, nextToken } = pageOf(call, ids);
  const targets = items.map((id) => ({
    TargetId: id,
    Arn: targetArn(call.state, organization, id),
    Name: nameOf(call, organization, id),
    Type: id.startsWith("r-") ? "ROOT" : id.startsWith("ou-") ? "ORGANIZATIONAL_UNIT" : "ACCOUNT",
  }));
  return result({ Targets: targets, NextToken: nextToken });
};

const listPoliciesForTarget: Handler = (call) => {
  const target = text(call, "TargetId");
  const type = policyType(call, "Filter");
  const organization = admit(call, "reader", (of) => [targetArn(call.state, of, target)]);
  const ids = type === null ? [] : (organization.attachments[type].get(knownTarget(call, organization, target)) ?? []);
  const found = ids.flatMap((id) => organization.policies.get(id) ?? []);
  const { items, nextToken } = pageOf(call, found);
  return result({ Policies: items.map((policy) => summary(call, organization, policy)), NextToken: nextToken });
};

const createPolicy: Handler = (call) => {
  const type = policyType(call, "Type");
  const id = `p-${call.state.random.upper(8).toLowerCase()}`;
  const arn = (of: OrganizationState) =>
    type === null ? "*" : policyArn(call.state, of, { id, type, awsManaged: false });
  const organization = admit(call, "policy-writer", (of) => [arn(of)], {
    "organizations:PolicyType": type ?? otherType(call, "Type"),
  });
  if (type === null || organization.featureSet !== "ALL") {
    const message =
      "You can't use the specified policy type with the feature set currently enabled for this organization.";
    throw new AwsFailure("PolicyTypeNotAvailableForOrganizationException", 400, message);
  }
  const name = text(call, "Name");
  refuseSameName(organization, name, type, null);
  const description = plainText(call.input["Description"]);
  const content = checkedContent(call, text(call, "Content"), type);
  const policy: OrgPolicyState = { id, name, description, type, awsManaged: false, document: content };
  organization.policies.set(id, policy);
  return result({ Policy: whole(call, organization, policy) });
};

const updatePolicy: Handler = (call) => {
  const { organization, policy } = admitOnPolicy(call, "policy-writer");
  if (policy.awsManaged) throw invalid("IMMUTABLE_POLICY", "You can't change a policy that AWS manages.");
  const { Name: name, Description: description, Content: content } = call.input;
  if (typeof name === "string") refuseSameName(organization, name, policy.type, policy.id);
  if (typeof content === "string") policy.document = checkedContent(call, content, policy.type);
  if (typeof name === "string") policy.name = name;
  if (typeof description === "string") policy.description = description;
  return result({ Policy: whole(call, organization, policy) });
};

const deletePolicy: Handler = (call) => {
  const { organization, policy } = admitOnPolicy(call, "policy-writer");
  if (policy.awsManaged) throw invalid("IMMUTABLE_POLICY", "You can't delete a policy that AWS manages.");
  if ([...organization.attachments[policy.type].values()].some((list) => list.includes(policy.id))) {
    const message =
      "The policy is attached to one or more entities. You must detach it from all roots, OUs, and accounts before performing this operation.";
    throw new AwsFailure("PolicyInUseException", 400, message);
  }
  organization.policies.delete(policy.id);
  return result();
};

const mostAttached = 5;

const attachPolicy: Handler = (call) => {
  const { organization, policy, target, list } = admitOnAttachment(call);
  if (organization.policyTypes.get(policy.type) !== "ENABLED") {
    const message = "The specified policy type isn't currently enabled in this root.";
    throw new AwsFailure("PolicyTypeNotEnabledException", 400, message);
  }
  if (list.includes(policy.id)) {
    const message = "The selected policy is already attached to the specified target.";
    throw new AwsFailure("DuplicatePolicyAttachmentException", 400, message);
  }
  if (list.length >= mostAttached) {
    throw violated(
      "MAX_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED",
      `A target has at most ${mostAttached} policies of a type.`,
    );
  }
  organization.attachments[policy.type].set(target, [...list, policy.id]);
  return result();
};

const detachPolicy: Handler = (call) => {
  const { organization, policy, target, list } = admitOnAttachment(call);
  if (!list.includes(policy.id)) {
    const message = "The policy isn't attached to the specified target in the specified root.";
    throw new AwsFailure("PolicyNotAttachedException", 400, message);
  }
  if (policy.id === "p-RCPFullAWSAccess") throw invalid("NON_DETACHABLE_POLICY", "You can't detach this policy.");
  if (policy.type === "SERVICE_CONTROL_POLICY" && list.length === 1) {
    throw violated("MIN_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED", "A target has at least one service control policy.");
  }
  organization.attachments[policy.type].set(
    target,
    list.filter((id) => id !== policy.id),
  );
  return result();
};

/** The operations on SCPs and RCPs and what they are attached to. */
export const policyOperations: Readonly<Record<string, Handler>> = {
  ListPolicies: listPolicies,
  DescribePolicy: describePolicy,
  ListTargetsForPolicy: listTargetsForPolicy,
  ListPoliciesForTarget: listPoliciesForTarget,
  CreatePolicy: createPolicy,
  UpdatePolicy: updatePolicy,
  DeletePolicy: deletePolicy,
  AttachPolicy: attachPolicy,
  DetachPolicy: detachPolicy,
};

interface OnPolicy {
  readonly organization: OrganizationState;
  readonly policy: OrgPolicyState;
}

function admitOnPolicy(call: Call, admission: "reader" | "policy-writer", target?: string): OnPolicy {
  const id = text(call, "PolicyId");
  const known = call.state.organization?.policies.get(id);
  const context = known === undefined ? {} : { "organizations:PolicyType": known.type };
  const resources = (of: OrganizationState) => [
    ...(known === undefined ? ["*"] : [policyArn(call.state, of, known)]),
    ...(target === undefined ? [] : [targetArn(call.state, of, target)]),
  ];
  const organization = admit(call, admission, resources, context);
  if (known === undefined) {
    const message = "We can't find a policy with the PolicyId that you specified.";
    throw new AwsFailure("PolicyNotFoundException", 400, message);
  }
  return { organization, policy: known };
}

function admitOnAttachment(call: Call): OnPolicy & { readonly target: string; readonly list: readonly string[] } {
  const target = text(call, "TargetId");
  const { organization, policy } = admitOnPolicy(call, "policy-writer", target);
  const known = knownTarget(call, organization, target);
  return { organization, policy, target: known, list: organization.attachments[policy.type].get(known) ?? [] };
}

function knownTarget(call: Call, organization: OrganizationState, id: string): string {
  const account = accountId(id);
  const isMember = account !== null && (call.state.accounts.get(account)?.parent ?? null) !== null;
  if (isMember || organization.nodes.has(id)) return id;
  const message = "We can't find a root, OU, account, or policy with the TargetId that you specified.";
  throw new AwsFailure("TargetNotFoundException", 400, message);
}

function summary(
  call: Call,
  organization: OrganizationState,
  policy: OrgPolicyState,
): Readonly<Record<string, unknown>> {
  return {
    Id: policy.id,
    Arn: policyArn(call.state, organization, policy),
    Name: policy.name,
    Description: policy.description,
    Type: policy.type,
    AwsManaged: policy.awsManaged,
  };
}

function whole(call: Call, organization: OrganizationState, policy: OrgPolicyState): Readonly<Record<string, unknown>> {
  return { PolicySummary: summary(call, organization, policy), Content: policy.document.text };
}

function nameOf(call: Call, organization: OrganizationState, id: string): string | undefined {
  const account = accountId(id);
  return account === null ? organization.nodes.get(id)?.name : call.state.accounts.get(account)?.name;
}

function policyType(call: Call, name: string): PolicyType | null {
  const written = text(call, name);
  if (written === "SERVICE_CONTROL_POLICY" || written === "RESOURCE_CONTROL_POLICY") return written;
  if (/^[A-Z0-9_]+_POLICY(_EC2)?$|^[A-Z0-9_]+_POLICY_[A-Z0-9]+$/.test(written)) return null;
  throw invalid("INVALID_ENUM_POLICY_TYPE", "You specified a policy type that doesn't exist.");
}

function otherType(call: Call, name: string): string {
  return plainText(call.input[name]);
}

function refuseSameName(organization: OrganizationState, name: string, type: PolicyType, but: string | null): void {
  const taken = [...organization.policies.values()].some(
    (policy) => policy.name === name && policy.type === type && policy.id !== but,
  );
  if (taken) throw new AwsFailure("DuplicatePolicyException", 400, "A policy with the same name already exists.");
}

function invalid(reason: string, message: string): AwsFailure {
  return new AwsFailure("InvalidInputException", 400, message, { Reason: reason });
}

function violated(reason: string, message: string): AwsFailure {
  return new AwsFailure("ConstraintViolationException", 400, message, { Reason: reason });
}
