import type { Deed } from "../../../../domain/custody/sessions/deed.ts";
import { isoTime } from "../../iso-time.ts";
import { allDeedPages } from "../runtime/all-deed-pages.ts";
import type { Deeds } from "../runtime/deeds.ts";

/** A bucket of the account; `region` is null where AWS does not say it. */
export interface OwnBucket {
  readonly name: string;
  readonly region: string | null;
  readonly createdAt: string | null;
}

/** A page as large as AWS gives; naming it makes AWS tell the regions. */
const MaxBuckets = 10_000;

/** All buckets of the account, in every region. */
export function listBuckets(
  deeds: Deeds,
  input: { readonly region?: string | undefined } = {},
): Promise<Deed<readonly OwnBucket[]>> {
  const { region } = input;
  return allDeedPages("s3:ListAllMyBuckets", (token) =>
    deeds.run(
      "s3:ListAllMyBuckets",
      async (clients, options) => {
        const [{ ListBucketsCommand }, client] = await Promise.all([import("@aws-sdk/client-s3"), clients.s3(region)]);
        const page = { MaxBuckets, ...(token === undefined ? {} : { ContinuationToken: token }) };
        const answer = await client.send(new ListBucketsCommand(page), options);
        // Something else answered: that must not pass as an account without buckets.
        if (answer.Owner?.ID === undefined) throw new TypeError("it names no owner of the buckets");
        const items = (answer.Buckets ?? []).map((bucket) => ({
          name: bucket.Name ?? "",
          region: bucket.BucketRegion ?? null,
          createdAt: isoTime(bucket.CreationDate),
        }));
        return { items, nextToken: answer.ContinuationToken };
      },
      { region },
    ),
  );
}
