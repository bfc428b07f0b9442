import type { Deed } from "../../../../domain/custody/sessions/deed.ts";
import { confirmed } from "../runtime/confirmed.ts";
import type { Deeds } from "../runtime/deeds.ts";
import type { QueueTarget } from "./queue-target.ts";

/** Replaces the policy of a queue by JSON text (SetQueueAttributes); empty text removes it. */
export function setQueuePolicy(deeds: Deeds, input: QueueTarget & { readonly policy: string }): Promise<Deed<null>> {
  return deeds.run(
    "sqs:SetQueueAttributes",
    async (clients, options) => {
      const [{ SetQueueAttributesCommand }, client] = await Promise.all([
        import("@aws-sdk/client-sqs"),
        clients.sqs(input.region),
      ]);
      const command = new SetQueueAttributesCommand({ QueueUrl: input.queueUrl, Attributes: { Policy: input.policy } });
      confirmed(await client.send(command, options));
      return null;
    },
    { region: input.region },
  );
}
