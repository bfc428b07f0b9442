import type { Deed } from "../../../../domain/custody/sessions/deed.ts";
import { allDeedPages } from "../runtime/all-deed-pages.ts";
import { confirmed } from "../runtime/confirmed.ts";
import type { Deeds } from "../runtime/deeds.ts";

/** The largest page; without it AWS gives one page alone and no token. */
const MaxResults = 1_000;

/** The addresses of the account's queues in one region, the session's where none is named. */
export function listQueues(
  deeds: Deeds,
  input: { readonly region?: string | undefined; readonly prefix?: string | undefined } = {},
): Promise<Deed<readonly string[]>> {
  const { region, prefix } = input;
  return allDeedPages("sqs:ListQueues", (token) =>
    deeds.run(
      "sqs:ListQueues",
      async (clients, options) => {
        const [{ ListQueuesCommand }, client] = await Promise.all([import("@aws-sdk/client-sqs"), clients.sqs(region)]);
        const page = {
          MaxResults,
          ...(prefix === undefined ? {} : { QueueNamePrefix: prefix }),
          ...(token === undefined ? {} : { NextToken: token }),
        };
        const answer = confirmed(await client.send(new ListQueuesCommand(page), options));
        return { items: answer.QueueUrls ?? [], nextToken: answer.NextToken };
      },
      { region },
    ),
  );
}
