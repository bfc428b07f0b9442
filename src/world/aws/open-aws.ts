import { arnParts } from "../../domain/core/arn.ts";
import { CodedError, type ErrorDetail } from "../../domain/core/coded-error.ts";
import type { Answer } from "../../domain/snapshot/calls/answer.ts";
import { awsErrors } from "./errors.ts";
import type { AwsOptions, FirstHop } from "./session/aws-options.ts";
import { chainCredentials } from "./session/credentials.ts";
import { regionOf } from "./session/region-of.ts";
import { openRuntime } from "./session/runtime.ts";
import { Session } from "./session/session.ts";
import { assumeRole } from "./sts/assume-role.ts";
import { type CallerIdentity, getCallerIdentity } from "./sts/get-caller-identity.ts";

/** The caller's own session, after the first hop if there is one. */
export interface Aws {
  readonly session: Session;
  readonly caller: CallerIdentity;
  readonly region: string;
  /** Closes the connections that were kept alive. */
  readonly close: () => void;
}

/**
 * Finds credentials, makes the first hop and asks who it is. The partition comes from the caller's ARN. Throws a coded
 * error when AWS cannot be asked at all: no or expired credentials, a wrong clock, an endpoint that does not answer.
 */
export async function openAws(options: AwsOptions): Promise<Aws> {
  const half = await openRuntime(options);
  try {
    const credentials = await chainCredentials(options, half.logger);
    const runtime = { ...half, region: await regionOf(options, credentials) };
    const renew = () => chainCredentials(options, half.logger);
    // The partition is not known before AWS has said who calls; nothing but STS is asked until then.
    const probe = new Session(runtime, { account: "", partition: "aws", credentials, renew });
    const first = callerOf(await getCallerIdentity(probe), options);
    const own = new Session(runtime, { account: first.account, partition: partitionOf(first), credentials, renew });
    const opened = options.role === undefined ? { session: own, caller: first } : await hop(own, options.role, options);
    return { ...opened, region: runtime.region, close: () => runtime.handler.destroy() };
  } catch (thrown) {
    half.handler.destroy();
    throw thrown;
  }
}

async function hop(
  own: Session,
  role: FirstHop,
  options: AwsOptions,
): Promise<{ readonly session: Session; readonly caller: CallerIdentity }> {
  const account = arnParts(role.arn)?.account ?? "";
  const assumed = await assumeRole(own, {
    arn: role.arn,
    account,
    sessionName: role.sessionName ?? "rootward",
    externalId: role.externalId,
    durationSeconds: role.durationSeconds,
  });
  if (assumed.status === "failed") throw refusal(assumed, options, { detail: role.arn });
  return { session: assumed.value, caller: callerOf(await getCallerIdentity(assumed.value), options) };
}

function callerOf(answer: Answer<CallerIdentity>, options: AwsOptions): CallerIdentity {
  if (answer.status === "failed") throw refusal(answer, options, {});
  const parts = arnParts(answer.value.arn);
  if (parts === null || !/^[0-9]{12}$/.test(answer.value.account)) {
    throw new CodedError(awsErrors.AWS_UNREACHABLE, { detail: "the endpoint's answer names no account" });
  }
  return answer.value;
}

function partitionOf(caller: CallerIdentity): string {
  return arnParts(caller.arn)?.partition ?? "aws";
}

function refusal(
  answer: Extract<Answer<unknown>, { status: "failed" }>,
  options: AwsOptions,
  extra: ErrorDetail,
): CodedError {
  const { failure } = answer;
  const detail = [extra.detail, failure.meaning === "unseen" ? failure.detail : ""].filter((part) => part).join(": ");
  if (failure.meaning !== "unseen") return new CodedError(awsErrors.AWS_CREDENTIALS_REFUSED, { detail });
  if (failure.needs.includes("clock")) return new CodedError(awsErrors.AWS_CLOCK_SKEW, { detail });
  if (failure.why === "throttled") {
    const hint = "AWS limits the calls of this caller. Wait a minute and run the same command again.";
    return new CodedError(awsErrors.AWS_UNREACHABLE, { detail, hint });
  }
  if (failure.why === "unreachable") {
    return new CodedError(awsErrors.AWS_UNREACHABLE, { detail });
  }
  if (failure.why === "no-role") return new CodedError(awsErrors.AWS_ROLE_REFUSED, { detail });
  if (failure.why !== "credentials-expired") return new CodedError(awsErrors.AWS_CREDENTIALS_REFUSED, { detail });
  return credentialsProblem(detail, options.profile);
}

/** What the chain says decides which sentence helps. */
function credentialsProblem(detail: string, profile: string | undefined): CodedError {
  const name = profile === undefined ? "" : ` --profile ${profile}`;
  const hint = `Run: aws sso login${name}, or: aws login${name}. Then run the same command again.`;
  if (/InvalidClientTokenId|UnrecognizedClient/.test(detail)) {
    return new CodedError(awsErrors.AWS_CREDENTIALS_REFUSED, { detail });
  }
  if (/expired|refresh|sso|login/i.test(detail))
    return new CodedError(awsErrors.AWS_CREDENTIALS_EXPIRED, { detail, hint });
  return new CodedError(awsErrors.AWS_NO_CREDENTIALS, { detail });
}
