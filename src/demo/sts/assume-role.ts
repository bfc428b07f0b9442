import { plainText } from "../plain-text.ts";
import { accountId } from "../../domain/core/account-id.ts";
import { arnParts } from "../../domain/core/arn.ts";
import { AwsFailure } from "../aws-failure.ts";
import { result, type Call, type ConditionContext, type Handler } from "../aws-service.ts";
import { resourceTags } from "../iam/resource-tags.ts";
import { entityArn, rolePrincipal } from "../state/principal-of.ts";
import { stableId } from "../state/random-text.ts";
import { durationSeconds, sessionCredentials } from "./session-credentials.ts";
import { inlinePolicy, sessionPolicies } from "./session-policies.ts";
import { sourceIdentityAsked } from "./source-identity.ts";

const longestChained = 3600;

/** The trust policy must allow; across accounts, or when it names the account alone, the caller's identity policies too. */
export const assumeRole: Handler = (call) => {
  const arn = plainText(call.input["RoleArn"]);
  const session = plainText(call.input["RoleSessionName"]);
  if (!/^[\w+=,.@-]{2,64}$/.test(session)) {
    const text = `1 validation error detected: Value '${session}' at 'roleSessionName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w+=,.@-]*`;
    throw new AwsFailure("ValidationError", 400, text);
  }
  const sourceIdentity = sourceIdentityAsked(call, arn);
  const inline = inlinePolicy(call);
  const seconds = durationSeconds(call.input["DurationSeconds"], 900, 43_200, 3600);
  if (seconds === null) {
    throw new AwsFailure(
      "ValidationError",
      400,
      "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.",
    );
  }
  if (call.caller.kind === "root")
    throw new AwsFailure("AccessDenied", 403, "Roles may not be assumed by root accounts.");
  if (call.caller.kind === "role" && seconds > longestChained) {
    const text = "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining";
    throw new AwsFailure("ValidationError", 400, text);
  }
  const parts = arnParts(arn);
  const id = parts === null ? null : accountId(parts.account);
  const owner = id === null ? undefined : call.state.accounts.get(id);
  const role = owner?.iam.roles.get(arn.slice(arn.lastIndexOf("/") + 1));
  if (owner === undefined || role === undefined || entityArn(call.state, owner, "role", role) !== arn)
    throw absent(call, arn);
  if (owner.state !== "ACTIVE") throw absent(call, arn);
  const onRole = {
    resourceAccount: owner,
    resourcePolicy: role.trust,
    resourceMustAllow: true,
    context: { ...resourceTags(role.tags), ...trustContext(call, session, sourceIdentity.asked) },
  };
  call.authorize("sts:AssumeRole", arn, onRole);
  if (sourceIdentity.value !== null) {
    // Role chaining needs the permission on both sides (Monitor and control actions taken with assumed roles, IAM User
    // Guide). A value handed down needs it like a new one: the role that is assumed must let it be set.
    call.authorize("sts:SetSourceIdentity", arn, { ...onRole, identityMustAllow: call.caller.kind === "role" });
  }
  const { policies, packedPercent } = sessionPolicies(call, owner, inline);
  const mfa = call.caller.kind === "role" && call.caller.terms.mfa;
  const terms = { mfa, sourceIdentity: sourceIdentity.value, policies };
  const principal = rolePrincipal(call.state, owner, role, session, terms);
  const { members } = sessionCredentials(call.state, principal, seconds);
  const roleId = stableId("AROA", owner.id, role.name);
  return result({
    Credentials: members,
    AssumedRoleUser: { AssumedRoleId: `${roleId}:${session}`, Arn: principal.arn },
    PackedPolicySize: packedPercent ?? undefined,
    SourceIdentity: sourceIdentity.value ?? undefined,
  });
};

/** sts:SourceIdentity is there when the call itself names one; what a session brings along is aws:SourceIdentity. */
function trustContext(call: Call, session: string, sourceIdentity: string | null): ConditionContext {
  const externalId = call.input["ExternalId"];
  return {
    "sts:RoleSessionName": session,
    ...(typeof externalId === "string" ? { "sts:ExternalId": externalId } : {}),
    ...(sourceIdentity === null ? {} : { "sts:SourceIdentity": sourceIdentity }),
  };
}

/** AWS does not tell a missing role from a closed one. */
function absent(call: Call, arn: string): AwsFailure {
  const text = `User: ${call.caller.arn} is not authorized to perform: sts:AssumeRole on resource: ${arn}`;
  return new AwsFailure("AccessDenied", 403, text);
}
