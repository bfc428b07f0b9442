import type { Answer } from "../../../domain/snapshot/calls/answer.ts";
import type { Session } from "../session/session.ts";
import { type PermissionStatement, readStatements } from "./read-signin-answer.ts";

const page = 100;

/** The permission statements of the account's sign-in policy, all pages. */
export async function listResourcePermissionStatements(
  session: Session,
): Promise<Answer<readonly PermissionStatement[]>> {
  const all: PermissionStatement[] = [];
  let nextToken: string | null = null;
  for (;;) {
    const input: Record<string, unknown> = nextToken === null ? { maxResults: page } : { maxResults: page, nextToken };
    const answer = await session.call("signin:ListResourcePermissionStatements", async (clients, { abortSignal }) =>
      readStatements(await clients.signin().send("/list-resource-permission-statements", input, abortSignal)),
    );
    if (answer.status === "failed") return answer;
    all.push(...answer.value.statements);
    nextToken = answer.value.nextToken;
    if (nextToken === null) return { ...answer, value: all };
  }
}
