import { CodedError } from "../../../domain/core/coded-error.ts";
import { rootAccessErrors } from "../../../domain/custody/root-access/errors.ts";

/**
 * SECURITY: a plan deletes what root of one account has; with a session of another it would do so there. Throws
 * `ROOT_ACCESS_OTHER_SESSION` unless both are `<partition>:<12 digits>` of one account.
 */
export function checkSessionOfPlan(sessionAccount: string, planAccount: string): void {
  if (sessionAccount === planAccount) return;
  const detail = `the session is of ${sessionAccount}, the plan of ${planAccount}`;
  throw new CodedError(rootAccessErrors.ROOT_ACCESS_OTHER_SESSION, { detail });
}
