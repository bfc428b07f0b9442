import { AwsFailure } from "../aws-failure.ts";
import { result, type Call, type Handler } from "../aws-service.ts";
import { findScope, type Scope } from "./find-scope.ts";
import { requireWriteRegion } from "./require-write-region.ts";
import { withdraw, withdrawn } from "./withdrawn.ts";

/** GetConsoleAuthorizationConfiguration: `false` as long as nobody enabled it. */
export const getConsoleAuthorizationConfiguration: Handler = (call) => {
  call.authorize("signin:GetConsoleAuthorizationConfiguration", "*");
  return answer(findScope(call));
};

/** PutConsoleAuthorizationConfiguration: from now on sign-in policies have an effect. */
export const putConsoleAuthorizationConfiguration: Handler = (call) => {
  const scope = writeScope(call);
  scope.signin.enabled = true;
  if (scope.account !== null) withdraw(scope.account, false);
  return answer(scope);
};

/** DeleteConsoleAuthorizationConfiguration: takes the wall down; the statements stay, without effect. */
export const deleteConsoleAuthorizationConfiguration: Handler = (call) => {
  const scope = writeScope(call);
  const { account } = scope;
  const mayWithdraw = account !== null && call.state.switches.memberDeleteBeatsRcp && !withdrawn(account);
  if (!scope.signin.enabled && !mayWithdraw) {
    throw new AwsFailure(
      "ResourceNotFoundException",
      404,
      `${scope.targetId} has no console authorization configuration`,
    );
  }
  scope.signin.enabled = false;
  if (mayWithdraw) withdraw(account, true);
  return answer(scope);
};

function writeScope(call: Call): Scope {
  requireWriteRegion(call);
  call.authorize(`signin:${call.operation}`, "*");
  const scope = findScope(call);
  // Acting on others from management comes with all features alone.
  if (scope.targetId !== call.account.id && call.state.organization?.featureSet !== "ALL") {
    throw new AwsFailure("AccessDeniedException", 403, "Your organization must have all features enabled");
  }
  return scope;
}

function answer({ targetId, scope, signin }: Scope) {
  return result({ targetId, scope, consoleAuthorizationEnabled: signin.enabled });
}
