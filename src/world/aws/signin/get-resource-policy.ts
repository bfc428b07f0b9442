import type { Answer } from "../../../domain/snapshot/calls/answer.ts";
import type { Session } from "../session/session.ts";
import { readResourcePolicy } from "./read-signin-answer.ts";

/** The account's sign-in policy as an IAM policy document; null when there is none. */
export function getResourcePolicy(session: Session): Promise<Answer<Readonly<Record<string, unknown>> | null>> {
  return session.call("signin:GetResourcePolicy", async (clients, { abortSignal }) =>
    readResourcePolicy(await clients.signin().send("/get-resource-policy", {}, abortSignal)),
  );
}
