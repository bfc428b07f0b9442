import type { Deed } from "../../../../domain/custody/sessions/deed.ts";
import type { Deeds } from "../runtime/deeds.ts";
import { type BucketTarget, bucketTarget } from "./bucket-target.ts";
import { changed } from "./changed.ts";

/** Replaces the policy of a bucket by JSON text. */
export function putBucketPolicy(deeds: Deeds, input: BucketTarget & { readonly policy: string }): Promise<Deed<null>> {
  const target = bucketTarget(deeds, input);
  return deeds.run(
    "s3:PutBucketPolicy",
    async (clients, options) => {
      const [{ PutBucketPolicyCommand }, client] = await Promise.all([
        import("@aws-sdk/client-s3"),
        clients.s3(input.region),
      ]);
      changed(await client.send(new PutBucketPolicyCommand({ ...target, Policy: input.policy }), options));
      return null;
    },
    { region: input.region },
  );
}
