import type { Answer } from "../../../domain/snapshot/calls/answer.ts";
import type { Session } from "../session/session.ts";
import { readConfiguration, type SigninConfiguration } from "./read-signin-answer.ts";

/** Whether sign-in policies are enforced for the caller's account, or for a target (organization or root id). */
export function getConsoleAuthorizationConfiguration(
  session: Session,
  targetId?: string,
): Promise<Answer<SigninConfiguration>> {
  const input = targetId === undefined ? {} : { targetId };
  return session.call("signin:GetConsoleAuthorizationConfiguration", async (clients, { abortSignal }) =>
    readConfiguration(await clients.signin().send("/get-console-authorization-configuration", input, abortSignal)),
  );
}
