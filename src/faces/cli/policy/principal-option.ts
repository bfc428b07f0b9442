import { usageError } from "../usage-error.ts";

const pattern =
  /^arn:aws(?:-[a-z]+)*:(?:iam::[0-9]{12}:(?:root|(?:user|role)\/[^:]*[^:/])|sts::[0-9]{12}:assumed-role\/[^:]*[^:/])$/;

/**
 * `--principal`: the ARN of a user, role, role session or root user; undefined when not given. Throws a usage error for
 * anything else: a policy that is judged for nobody would look closed.
 */
export function principalOption(given: string | boolean | undefined): string | undefined {
  if (given === undefined) return undefined;
  if (typeof given === "string" && pattern.test(given)) return given;
  throw usageError(
    `--principal takes the ARN of a user or role, such as arn:aws:iam::111122223333:user/alice, not ${JSON.stringify(given)}`,
  );
}
