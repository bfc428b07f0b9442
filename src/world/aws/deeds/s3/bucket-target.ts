import type { Deeds } from "../runtime/deeds.ts";

/** A bucket, and where it is if that is known; AWS's redirect is followed where it is not. */
export interface BucketTarget {
  readonly bucket: string;
  readonly region?: string | undefined;
}

/** The bucket as the SDK wants it; AWS refuses when another account owns a bucket of that name. */
export function bucketTarget(
  deeds: Deeds,
  { bucket }: BucketTarget,
): { readonly Bucket: string; readonly ExpectedBucketOwner?: string } {
  return { Bucket: bucket, ...(deeds.account === null ? {} : { ExpectedBucketOwner: deeds.account }) };
}
