import type { Answer } from "../../../domain/snapshot/calls/answer.ts";
import type { ListedAccount } from "../../../domain/snapshot/listed-account.ts";
import { isoTime } from "../iso-time.ts";
import type { Session } from "../session/session.ts";
import { type Page, token } from "./all-pages.ts";

const page = 20;

/** Lists the accounts of the organization, twenty a page; `onPage` gets each page as it comes. Its value counts them. */
export async function listAccounts(
  session: Session,
  onPage: (accounts: readonly ListedAccount[], at: string) => Promise<void>,
): Promise<Answer<number>> {
  let nextToken: string | undefined;
  let count = 0;
  for (;;) {
    const answer = await accountPage(session, nextToken);
    if (answer.status === "failed") return answer;
    count += answer.value.items.length;
    await onPage(answer.value.items, answer.at);
    nextToken = answer.value.nextToken;
    if (nextToken === undefined) return { ...answer, value: count };
  }
}

function accountPage(session: Session, nextToken: string | undefined): Promise<Answer<Page<ListedAccount>>> {
  return session.call("organizations:ListAccounts", async (clients, options) => {
    const [{ ListAccountsCommand }, client] = await Promise.all([
      import("@aws-sdk/client-organizations"),
      clients.organizations(),
    ]);
    const input = { MaxResults: page, ...(nextToken === undefined ? {} : { ...token(nextToken) }) };
    const answer = await client.send(new ListAccountsCommand(input), options);
    const items = (answer.Accounts ?? []).map((account) => ({
      id: account.Id ?? "",
      email: account.Email ?? null,
      name: account.Name ?? null,
      state: account.State ?? null,
      status: account.Status ?? null,
      paths: account.Paths ?? null,
      joinedMethod: account.JoinedMethod ?? null,
      joinedAt: isoTime(account.JoinedTimestamp),
    }));
    return { items, nextToken: answer.NextToken };
  });
}
