import type { GetAccountAuthorizationDetailsResponse } from "@aws-sdk/client-iam";
import type { Answer } from "../../../domain/snapshot/calls/answer.ts";
import type { Session } from "../session/session.ts";
import { readDetailsPage, type DetailsPage } from "./read-details-page.ts";

const page = 1000;

/**
 * Reads all users, groups, roles and policies of the account page by page; `onPage` gets each one and is awaited, so
 * that no more than a page is in memory. The answer's value is the number of pages.
 */
export async function getAccountAuthorizationDetails(
  session: Session,
  onPage: (details: DetailsPage) => Promise<void>,
): Promise<Answer<number>> {
  let marker: string | undefined;
  for (let pages = 1; ; pages += 1) {
    const answer = await detailsPage(session, marker);
    if (answer.status === "failed") return answer;
    await onPage(readDetailsPage(answer.value));
    marker = answer.value.IsTruncated === true ? answer.value.Marker : undefined;
    if (marker === undefined) return { ...answer, value: pages };
  }
}

function detailsPage(
  session: Session,
  marker: string | undefined,
): Promise<Answer<GetAccountAuthorizationDetailsResponse>> {
  return session.call("iam:GetAccountAuthorizationDetails", async (clients, options) => {
    const [{ GetAccountAuthorizationDetailsCommand }, client] = await Promise.all([
      import("@aws-sdk/client-iam"),
      clients.iam(),
    ]);
    const input = { MaxItems: page, ...(marker === undefined ? {} : { Marker: marker }) };
    return client.send(new GetAccountAuthorizationDetailsCommand(input), options);
  });
}
