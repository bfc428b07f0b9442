import { AwsFailure } from "../aws-failure.ts";
import { parseStatements, type Statement } from "../evaluator/parse-statements.ts";
import type { Call } from "../aws-service.ts";
import type { PolicyType } from "../state/organization-state.ts";
import type { PolicyDocument } from "../state/policy-document.ts";

const mostBytes = 5_120;

/**
 * Checks the text of an SCP or RCP: at most 5,120 bytes with its white space, statements of the form the type allows.
 * Throws ConstraintViolationException or MalformedPolicyDocumentException.
 */
export function checkedContent(call: Call, content: string, type: PolicyType): PolicyDocument {
  if (Buffer.byteLength(content) > mostBytes) {
    const message = `The policy content is larger than ${mostBytes} bytes.`;
    throw new AwsFailure("ConstraintViolationException", 400, message, { Reason: "POLICY_CONTENT_LIMIT_EXCEEDED" });
  }
  const wrong = mistakeIn(content, type);
  if (wrong !== null) throw new AwsFailure("MalformedPolicyDocumentException", 400, wrong);
  return call.state.documents.of(content);
}

function mistakeIn(content: string, type: PolicyType): string | null {
  let statements: readonly Statement[];
  try {
    statements = parseStatements(content);
  } catch (failure) {
    return failure instanceof Error ? failure.message : "The provided policy document does not meet the requirements.";
  }
  for (const statement of statements) {
    if (statement.resources === null) return "A statement needs Resource or NotResource.";
    if (type === "SERVICE_CONTROL_POLICY" && statement.principals !== null) return "An SCP has no Principal.";
    if (type === "SERVICE_CONTROL_POLICY") continue;
    if (statement.effect !== "Deny") return "An RCP can only deny.";
    const [only, ...more] = statement.principals?.entries ?? [];
    if (only?.value !== "*" || more.length > 0 || statement.principals?.negated)
      return 'An RCP needs "Principal": "*".';
    if (statement.actions.negated) return "An RCP has no NotAction.";
    if (statement.actions.patterns.includes("*")) return "An RCP names the service of each action.";
  }
  return null;
}
