import type { Deed } from "../../../../domain/custody/sessions/deed.ts";
import type { Deeds } from "../runtime/deeds.ts";
import { type BucketTarget, bucketTarget } from "./bucket-target.ts";

/** The policy of a bucket as JSON text; a bucket without one is `absent`. */
export function getBucketPolicy(deeds: Deeds, input: BucketTarget): Promise<Deed<{ readonly policy: string }>> {
  const target = bucketTarget(deeds, input);
  return deeds.run(
    "s3:GetBucketPolicy",
    async (clients, options) => {
      const [{ GetBucketPolicyCommand }, client] = await Promise.all([
        import("@aws-sdk/client-s3"),
        clients.s3(input.region),
      ]);
      const { Policy } = await client.send(new GetBucketPolicyCommand(target), options);
      // AWS gives the text as it is: a page of something else would pass for a policy.
      if (Policy === undefined || !isPolicy(JSON.parse(Policy))) throw new TypeError("it is no policy");
      return { policy: Policy };
    },
    { region: input.region },
  );
}

function isPolicy(value: unknown): boolean {
  return typeof value === "object" && value !== null && "Statement" in value;
}
