import type { Deed } from "../../../../domain/custody/sessions/deed.ts";
import type { Deeds } from "../runtime/deeds.ts";
import { type BucketTarget, bucketTarget } from "./bucket-target.ts";
import { changed } from "./changed.ts";

/** Deletes the policy of a bucket; AWS says done where there was none. */
export function deleteBucketPolicy(deeds: Deeds, input: BucketTarget): Promise<Deed<null>> {
  const target = bucketTarget(deeds, input);
  return deeds.run(
    "s3:DeleteBucketPolicy",
    async (clients, options) => {
      const [{ DeleteBucketPolicyCommand }, client] = await Promise.all([
        import("@aws-sdk/client-s3"),
        clients.s3(input.region),
      ]);
      changed(await client.send(new DeleteBucketPolicyCommand(target), options));
      return null;
    },
    { region: input.region },
  );
}
