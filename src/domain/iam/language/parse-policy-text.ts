import { CodedError } from "../../core/coded-error.ts";
import { iamErrors } from "./errors.ts";
import { parsePolicy } from "./parse-policy.ts";
import type { Policy } from "./policy.ts";
import type { PolicyKind } from "./policy-kind.ts";
import { readJson } from "./read-json.ts";

/**
 * Reads a policy document that a person wrote. As `parsePolicy`, and every error has line and column; a key that
 * stands twice is refused as IAM refuses it.
 */
export function parsePolicyText(text: string, as: PolicyKind, file?: string): Policy {
  const json = readJson(text, file);
  const twice = json.duplicates[0];
  if (twice !== undefined) {
    const detail = String(twice.path.at(-1));
    throw new CodedError(iamErrors.IAM_JSON_DUPLICATE_KEY, { detail, position: twice.position });
  }
  try {
    return parsePolicy(json.value, as);
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    const part = error.row.code === iamErrors.IAM_POLICY_ELEMENT.code ? "key" : "value";
    const position = json.place(error.position?.path ?? "", part);
    throw new CodedError(error.row, { detail: error.detail ?? undefined, position, hint: error.hint, cause: error });
  }
}
