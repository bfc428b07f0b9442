import { AwsFailure } from "../aws-failure.ts";

/** What a text field may hold. */
export interface TextRule {
  readonly max: number;
  readonly min?: number;
  readonly pattern?: RegExp;
}

/** A text of the input, trimmed as AWS does; `undefined` when it was left out. Throws ValidationException. */
export function optionalText(
  input: Readonly<Record<string, unknown>>,
  name: string,
  rule: TextRule,
): string | undefined {
  const value = input[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== "string") throw invalid(name, "must be text");
  const text = value.trim();
  const min = rule.min ?? 1;
  if (text.length < min || text.length > rule.max) throw invalid(name, `must have ${min} to ${rule.max} characters`);
  if (rule.pattern !== undefined && !rule.pattern.test(text)) throw invalid(name, `must match ${rule.pattern.source}`);
  return text;
}

/** A text of the input that must be there. Throws ValidationException. */
export function requiredText(input: Readonly<Record<string, unknown>>, name: string, rule: TextRule): string {
  const text = optionalText(input, name, rule);
  if (text === undefined) throw invalid(name, "must be given");
  return text;
}

function invalid(name: string, what: string): AwsFailure {
  return new AwsFailure("ValidationException", 400, `${name} ${what}`, { reason: "fieldValidationFailed" });
}
