import { plainText } from "../plain-text.ts";
import { accountId } from "../../domain/core/account-id.ts";
import { rootArn } from "../../domain/core/arn.ts";
import { AwsFailure } from "../aws-failure.ts";
import { rootTask, type RootTask } from "../evaluator/task-policies.ts";
import { hasCentralRoot } from "../org/central-root.ts";
import { result, type Call, type Handler } from "../aws-service.ts";
import type { AccountState } from "../state/account-state.ts";
import { rootPrincipal } from "../state/principal-of.ts";
import { sourceIdentityOf } from "../state/principal.ts";
import { kindOf } from "../state/pretend-state.ts";
import { durationSeconds, sessionCredentials } from "./session-credentials.ts";

const longest = 900;

/**
 * AssumeRoot: permission with sts:TaskPolicyArn, caller in management or the IAM delegate and not root, target an active
 * member, the feature of the task on, at most 900 s. A refusal says as little as AWS's does.
 */
export const assumeRoot: Handler = (call) => {
  if (isGlobalHost(call)) {
    const text = "Operation AssumeRoot is not supported on the global endpoint. Use a regional endpoint.";
    throw new AwsFailure("InvalidAction", 400, text);
  }
  const taskArn = plainText(call.input["TaskPolicyArn.arn"]);
  const seconds = durationSeconds(call.input["DurationSeconds"], 0, longest, longest);
  if (seconds === null) {
    const text = `1 validation error detected: Value '${plainText(call.input["DurationSeconds"])}' at 'durationSeconds' failed to satisfy constraint: Member must have value less than or equal to ${longest}`;
    throw new AwsFailure("ValidationError", 400, text);
  }
  const task = taskArn.startsWith("arn:") ? rootTask(taskArn, call.state.partition) : null;
  if (task === null) throw new AwsFailure("ValidationError", 400, "The task policy ARN is not a root task policy.");
  const target = findTarget(call);
  const resource = rootArn(call.state.partition, target.id);
  if (call.caller.kind === "root") throw denied(call, resource);
  call.authorize("sts:AssumeRoot", resource, { resourceAccount: target, context: { "sts:TaskPolicyArn": taskArn } });
  if (call.state.switches.assumeRootAsksSetSourceIdentity && sourceIdentityOf(call.caller) !== null) {
    call.authorize("sts:SetSourceIdentity", resource, { resourceAccount: target });
  }
  if (!mayTake(call, target, task)) throw denied(call, resource);
  // The answer tells the caller's source identity (AssumeRoot, STS API Reference). That it stands in the context of the
  // session's own calls too is not established; here it does.
  const sourceIdentity = sourceIdentityOf(call.caller);
  const via = { kind: "assume-root", task: task.name, by: call.caller.arn, sourceIdentity } as const;
  const { members } = sessionCredentials(call.state, rootPrincipal(call.state, target, via), seconds);
  return result({ Credentials: members, SourceIdentity: sourceIdentity ?? undefined });
};

function mayTake(call: Call, target: AccountState, task: RootTask): boolean {
  if (kindOf(call.state, target) !== "member" || target.state !== "ACTIVE") return false;
  return hasCentralRoot(call.state, call.account, task.feature);
}

function findTarget(call: Call): AccountState {
  const written = plainText(call.input["TargetPrincipal"]);
  const id = accountId(written) ?? accountId(/^arn:[^:]+:iam::(\d{12}):root$/.exec(written)?.[1] ?? "");
  const isForeign = written.startsWith("arn:") && !written.startsWith(`arn:${call.state.partition}:`);
  if (id === null || isForeign) {
    throw new AwsFailure("ValidationError", 400, "TargetPrincipal must be an account id or the ARN of a root user.");
  }
  const target = call.state.accounts.get(id);
  if (target === undefined) throw denied(call, rootArn(call.state.partition, id));
  return target;
}

function isGlobalHost({ request }: Call): boolean {
  return request.path.startsWith("/global") || (request.headers["host"] ?? "").startsWith("sts.amazonaws.com");
}

function denied(call: Call, resource: string): AwsFailure {
  const text = `User: ${call.caller.arn} is not authorized to perform: sts:AssumeRoot on resource: ${resource}`;
  return new AwsFailure("AccessDenied", 403, text);
}
