import { AwsFailure } from "../aws-failure.ts";
import { parseStatements, type Statement } from "../evaluator/parse-statements.ts";
import { plainText } from "../plain-text.ts";
import type { Call } from "../aws-service.ts";
import type { PolicyDocument } from "../state/policy-document.ts";

/**
 * A policy document given as a parameter: `identity` policies name resources and no principals, `trust` policies the
 * reverse. Throws MalformedPolicyDocument.
 */
export function policyText(call: Call, parameter: string, kind: "identity" | "trust"): PolicyDocument {
  const text = plainText(call.input[parameter]);
  const refuse = (message: string) => new AwsFailure("MalformedPolicyDocument", 400, message);
  let statements: readonly Statement[];
  try {
    statements = parseStatements(text);
  } catch (failure) {
    throw refuse(failure instanceof Error ? failure.message : "Syntax errors in policy.");
  }
  for (const { principals, resources } of statements) {
    if (kind === "identity" && principals !== null) throw refuse("Policy document should not specify a principal.");
    if (kind === "identity" && resources === null) throw refuse("Policy statement must contain resources.");
    if (kind === "trust" && principals === null) throw refuse("Missing required field Principal");
    if (kind === "trust" && resources !== null) throw refuse("Has prohibited field Resource");
  }
  return call.state.documents.of(text);
}
