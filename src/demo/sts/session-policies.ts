import { deflateRawSync } from "node:zlib";
import { AwsFailure } from "../aws-failure.ts";
import type { Call } from "../aws-service.ts";
import { managedDocument } from "../evaluator/identity-policies.ts";
import { policyText } from "../iam/policy-text.ts";
import type { AccountState } from "../state/account-state.ts";
import type { PolicyDocument } from "../state/policy-document.ts";

/** The session policies of one AssumeRole. */
export interface SessionPolicies {
  /** Null = none were given, and the session has all that its role has. */
  readonly policies: readonly PolicyDocument[] | null;
  /** PackedPolicySize in percent; null without policies. */
  readonly packedPercent: number | null;
}

const mostCharacters = 2048;
const mostManaged = 10;

/**
 * AssumeRole's `Policy` (AssumeRole, STS API Reference): JSON text of 1 to 2,048 characters (else ValidationError) which is
 * an identity policy (else MalformedPolicyDocument); null when it was left out.
 */
export function inlinePolicy(call: Call): PolicyDocument | null {
  const text = call.input["Policy"];
  if (typeof text !== "string") return null;
  if (text.length === 0 || text.length > mostCharacters) {
    const bound = text.length === 0 ? "greater than or equal to 1" : `less than or equal to ${mostCharacters}`;
    const told = `1 validation error detected: Value '${text}' at 'policy' failed to satisfy constraint: Member must have length ${bound}`;
    throw new AwsFailure("ValidationError", 400, told);
  }
  if (!/^[\t\n\r\u0020-\u00ff]*$/.test(text)) {
    const told =
      "1 validation error detected: Value at 'policy' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\u0009\\u000A\\u000D\\u0020-\\u00FF]+";
    throw new AwsFailure("ValidationError", 400, told);
  }
  return policyText(call, "Policy", "identity");
}

/**
 * Adds the managed policies of `PolicyArns` (at most ten, of the role's account or AWS's own) to the inline one. AWS packs
 * all of them and refuses what is too large with PackedPolicyTooLarge; how it packs is not told, so deflate stands in.
 */
export function sessionPolicies(call: Call, owner: AccountState, inline: PolicyDocument | null): SessionPolicies {
  const managed = managedPolicies(call, owner);
  const all = [...(inline === null ? [] : [inline]), ...managed.map(({ document }) => document)];
  if (all.length === 0) return { policies: null, packedPercent: null };
  const texts = [...(inline === null ? [] : [inline.text]), ...managed.map(({ arn }) => arn)];
  const packed = deflateRawSync(texts.join("\n")).length;
  const packedPercent = Math.ceil((packed / call.state.packedPolicyBytes) * 100);
  if (packedPercent > 100) {
    const told = `Packed policy consumes ${packedPercent}% of allotted space, please use smaller policy.`;
    throw new AwsFailure("PackedPolicyTooLarge", 400, told);
  }
  return { policies: all, packedPercent };
}

function managedPolicies(call: Call, owner: AccountState) {
  const arns: string[] = [];
  for (let at = 1; ; at += 1) {
    const arn = call.input[`PolicyArns.member.${at}.arn`];
    if (typeof arn !== "string") break;
    arns.push(arn);
  }
  if (arns.length > mostManaged) {
    const told = `1 validation error detected: Value at 'policyArns' failed to satisfy constraint: Member must have length less than or equal to ${mostManaged}`;
    throw new AwsFailure("ValidationError", 400, told);
  }
  return arns.map((arn) => {
    const document = managedDocument(call.state, owner, arn);
    // The code AWS answers with here is not established.
    if (document === null) throw new AwsFailure("ValidationError", 400, `Policy ${arn} does not exist.`);
    return { arn, document };
  });
}
