import { actionIndex } from "../../iam/catalogue/action-index.ts";
import type { NeedResource } from "../escalation.ts";

/** The ARNs that a call is asked about. */
export interface ThingArns {
  /** Those of the thing that the way is about; null: the call names no resource. */
  readonly arns: readonly string[] | null;
  /** Those of other things that AWS may ask about in the same call. */
  readonly others: readonly string[];
}

/**
 * Of actions with several resource types: the one that the way is about. The catalogue knows the types of an action, not
 * which of them one call takes. Source: service authorization reference, resource types.
 */
const typeOf: Readonly<Record<string, readonly string[]>> = {
  "apprunner:CreateService": ["apprunner:*:*:service/*/*"],
  "apprunner:UpdateService": ["apprunner:*:*:service/*/*"],
  "batch:CreateJobQueue": ["batch:*:*:job-queue/*"],
  "batch:RegisterJobDefinition": ["batch:*:*:job-definition/*"],
  "batch:SubmitJob": ["batch:*:*:job-definition/*"],
  "bedrock-agentcore:InvokeAgentRuntimeCommand": ["bedrock-agentcore:*:*:runtime/*"],
  "bedrock-agentcore:InvokeCodeInterpreter": ["bedrock-agentcore:*:*:code-interpreter-custom/*"],
  "bedrock-agentcore:StartBrowserSession": ["bedrock-agentcore:*:*:browser-custom/*"],
  "bedrock-agentcore:StartCodeInterpreterSession": ["bedrock-agentcore:*:*:code-interpreter-custom/*"],
  "braket:CreateJob": ["braket:*:*:job/*"],
  "cloudformation:CreateStackInstances": ["cloudformation:*:*:stackset/*:*"],
  "cloudformation:UpdateStackSet": ["cloudformation:*:*:stackset/*:*"],
  "ec2:ModifyInstanceAttribute": ["ec2:*:*:instance/*"],
  "ec2:RequestSpotInstances": ["ec2:*:*:spot-instances-request/*"],
  "ec2:RunInstances": ["ec2:*:*:instance/*"],
  "ec2:StartInstances": ["ec2:*:*:instance/*"],
  "ecs:ExecuteCommand": ["ecs:*:*:task/*/*"],
  "iam:DeleteVirtualMFADevice": ["iam::*:mfa/*"],
  "omics:StartRun": ["omics:*:*:workflow/*"],
  "sagemaker:CreateTrainingJob": ["sagemaker:*:*:training-job/*"],
  "ssm:SendCommand": ["ec2:*:*:instance/*", "ssm:*:*:managed-instance/*"],
  "ssm:StartAutomationExecution": ["ssm:*:*:automation-definition/*:*", "ssm:*:*:document/*"],
  "ssm:StartSession": ["ec2:*:*:instance/*", "ssm:*:*:managed-instance/*"],
  "sso:AttachManagedPolicyToPermissionSet": ["sso:::permissionSet/*/*"],
  "sso:CreatePermissionSet": ["sso:::permissionSet/*/*"],
  "sso:PutInlinePolicyToPermissionSet": ["sso:::permissionSet/*/*"],
};

/** Types that stand beside the thing only in other uses of the action: what AWS keeps itself, and what is optional. */
const besideOnly: Readonly<Record<string, readonly string[]>> = {
  "bedrock-agentcore:InvokeAgentRuntimeCommand": ["bedrock-agentcore:*:*:runtime/*/runtime-endpoint/*"],
  "bedrock-agentcore:InvokeCodeInterpreter": ["bedrock-agentcore:*:aws:code-interpreter/*"],
  "bedrock-agentcore:StartBrowserSession": [
    "bedrock-agentcore:*:*:browser-profile/*",
    "bedrock-agentcore:*:aws:browser/*",
  ],
  "bedrock-agentcore:StartCodeInterpreterSession": ["bedrock-agentcore:*:aws:code-interpreter/*"],
};

/** The ARNs of an action's own resource type, in an account. */
export function thingArns(action: string, resource: NeedResource, partition: string, account: string): ThingArns {
  const patterns = patternsOf(action);
  const arn = (pattern: string): string => arnOf(pattern, partition, account);
  if (patterns.length === 0) return { arns: null, others: [] };
  const own = resource === "any" ? patterns : (typeOf[action] ?? patterns);
  const beside = besideOnly[action] ?? [];
  return {
    arns: own.map(arn),
    others: patterns.filter((each) => !own.includes(each) && !beside.includes(each)).map(arn),
  };
}

/** The resource types of an action, as patterns without `arn:partition:`. Empty: it is asked on `*`. */
export function patternsOf(action: string): readonly string[] {
  const index = actionIndex();
  const id = index.byName.get(action.toLowerCase());
  return id === undefined ? [] : (index.resourceTypes[index.typesOf[id] ?? 0]?.patterns ?? []);
}

function arnOf(pattern: string, partition: string, account: string): string {
  const [service = "", region = "", owner = "", ...rest] = pattern.split(":");
  // What Organizations and account management name belongs to the management account, whoever calls.
  const isOrganization = service === "organizations" || (service === "account" && rest.join(":").includes("/o-"));
  return [`arn:${partition}`, service, region, owner === "*" && !isOrganization ? account : owner, ...rest].join(":");
}
