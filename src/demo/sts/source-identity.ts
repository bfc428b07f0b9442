import { AwsFailure } from "../aws-failure.ts";
import type { Call } from "../aws-service.ts";
import { sourceIdentityOf } from "../state/principal.ts";

/** The source identity of a session to be. */
export interface SourceIdentityAsked {
  /** What the call names; null = nothing. */
  readonly asked: string | null;
  /** What the session gets: the named one, or the one that the caller acts under already. */
  readonly value: string | null;
}

/**
 * Reads AssumeRole's `SourceIdentity` (AssumeRole, STS API Reference): 2 to 64 characters, else ValidationError. One that
 * was set earlier in the chain stays. How AWS refuses another value is not established, nor whether the same value may be
 * named again; here the first is AccessDenied and the second is taken.
 */
export function sourceIdentityAsked(call: Call, roleArn: string): SourceIdentityAsked {
  const held = sourceIdentityOf(call.caller);
  const asked = call.input["SourceIdentity"];
  if (typeof asked !== "string") return { asked: null, value: held };
  if (!/^[\w+=,.@-]{2,64}$/.test(asked)) {
    const text = `1 validation error detected: Value '${asked}' at 'sourceIdentity' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w+=,.@-]*`;
    throw new AwsFailure("ValidationError", 400, text);
  }
  if (held !== null && held !== asked) {
    const text = `User: ${call.caller.arn} is not authorized to perform: sts:SetSourceIdentity on resource: ${roleArn}`;
    throw new AwsFailure("AccessDenied", 403, text);
  }
  return { asked, value: asked };
}
