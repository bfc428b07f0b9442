import { CodedError } from "../../../domain/core/coded-error.ts";
import type { PolicyKind } from "../../../domain/iam/language/policy-kind.ts";
import { policyErrors } from "../errors.ts";
import { readDetails } from "./details/read-details.ts";
import { readPlan } from "./plan/read-plan.ts";
import type { PolicySource } from "./policy-source.ts";
import { readEncodedFile, readPolicyFile } from "./read-policy-file.ts";
import { readJsonFile } from "./read-json-file.ts";
import { sourceShape } from "./source-shape.ts";
import { isUrlEncoded } from "./text/decode-url.ts";
import { sourceFile } from "./text/source-file.ts";

/**
 * Reads the text of a file that a person gave: a policy document, an answer of AWS that holds one, a Terraform plan as
 * JSON, or authorization details. Its kind is told from its shape, never from its name. `as` says what a plain policy
 * is read as; plans and details say it themselves. Throws a coded error with line and column for anything else
 * (docs/formats/policy-sources.md).
 */
export async function readSource(
  text: string,
  name: string,
  options: { readonly as?: PolicyKind } = {},
): Promise<PolicySource> {
  const file = sourceFile(name, text);
  if (isUrlEncoded(file.text)) return readEncodedFile(file, options.as);
  const value = readJsonFile(file);
  const shape = sourceShape(value);
  switch (shape.kind) {
    case "policy":
      return readPolicyFile(file, shape.at, options.as);
    case "terraform-plan":
      return readPlan(file, value);
    case "authorization-details":
      return await readDetails(file, value);
    case "foreign":
      throw new CodedError(policyErrors.POLICY_SOURCE_FOREIGN, {
        detail: shape.foreign?.looksLike,
        hint: shape.foreign?.hint,
        position: file.positionAt(Math.max(0, file.text.search(/\S/))),
      });
  }
}
