import type { Deed } from "../../../../domain/custody/sessions/deed.ts";
import { confirmed } from "../runtime/confirmed.ts";
import type { Deeds } from "../runtime/deeds.ts";
import type { QueueTarget } from "./queue-target.ts";

/** The policy of a queue as JSON text (GetQueueAttributes, `Policy`); a queue without one is `absent`. */
export async function getQueuePolicy(deeds: Deeds, input: QueueTarget): Promise<Deed<{ readonly policy: string }>> {
  const deed = await deeds.run(
    "sqs:GetQueueAttributes",
    async (clients, options) => {
      const [{ GetQueueAttributesCommand }, client] = await Promise.all([
        import("@aws-sdk/client-sqs"),
        clients.sqs(input.region),
      ]);
      const command = new GetQueueAttributesCommand({ QueueUrl: input.queueUrl, AttributeNames: ["Policy"] });
      return confirmed(await client.send(command, options)).Attributes?.Policy ?? "";
    },
    { region: input.region },
  );
  if (deed.status !== "done") return deed;
  return deed.value === "" ? { status: "absent" } : { status: "done", value: { policy: deed.value } };
}
