import type { ClientDeps } from "../../../../app/custody/client/ports/client-deps.ts";
import { ownRequest } from "../../../../app/custody/client/request/own-request.ts";
import { CodedError } from "../../../../domain/core/coded-error.ts";
import type { MemberPlan } from "../../../../domain/custody/root-access/root-access-plan.ts";
import { rootAccessCliErrors } from "../errors.ts";

/**
 * The own request that a plan is run under: the one that is named, or the newest that fits. SECURITY: the plan itself is
 * signed by nobody; what was approved is the account and the task, so both must be the plan's. Throws
 * `CLIENT_REQUEST_NOT_OWN`, `ROOT_ACCESS_OTHER_REQUEST`.
 */
export function requestOfPlan(deps: Pick<ClientDeps, "self">, plan: MemberPlan, asked: string | null): string {
  if (asked !== null) {
    const requestId = asked.toUpperCase();
    const why = whyOther(deps, plan, requestId);
    if (why !== null) throw new CodedError(rootAccessCliErrors.ROOT_ACCESS_OTHER_REQUEST, { detail: why });
    return requestId;
  }
  const newest = deps.self.own.list().toReversed();
  const found = newest.find((requestId) => whyOther(deps, plan, requestId) === null);
  if (found !== undefined) return found;
  throw new CodedError(rootAccessCliErrors.ROOT_ACCESS_OTHER_REQUEST, {
    detail: `this identity has no request for ${plan.task} in ${plan.account.slice(plan.account.indexOf(":") + 1)}`,
    hint: "Make one with `rootward bg request --plan` and let it be approved, then run the same command again.",
  });
}

function whyOther(deps: Pick<ClientDeps, "self">, plan: MemberPlan, requestId: string): string | null {
  const { account, taskPolicy, capabilities } = ownRequest(deps, requestId).request;
  if (account !== plan.account) return `it is for account ${account}, the plan for ${plan.account}`;
  if (!capabilities.includes("assume-root")) return "it asks for no session";
  if (taskPolicy !== plan.taskPolicy) return `it is for ${taskPolicy ?? "no task"}, the plan for ${plan.taskPolicy}`;
  return null;
}
