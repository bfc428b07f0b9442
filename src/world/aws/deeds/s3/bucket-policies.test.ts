import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { deedIds as ids, done, startDeedTrial, type DeedTrial } from "../../../../../test/support/deed-trial.ts";
import { deleteBucketPolicy } from "./delete-bucket-policy.ts";
import { getBucketPolicy } from "./get-bucket-policy.ts";
import { listBuckets } from "./list-buckets.ts";
import { putBucketPolicy } from "./put-bucket-policy.ts";

const bucket = "locked-up";
const open = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: "arn:aws:s3:::locked-up/*" }],
});

describe("bucket policies", () => {
  let trial: DeedTrial;
  beforeEach(async () => {
    trial = await startDeedTrial();
  });
  afterEach(() => trial.close());

  it("stop an administrator, and a session of the unlock task replaces and deletes them", async () => {
    const admin = await trial.admin(ids.member);
    expect(await deleteBucketPolicy(admin, { bucket })).toMatchObject({
      status: "refused",
      action: "s3:DeleteBucketPolicy",
      code: "AccessDenied",
      advice: "A resource policy does not let it through.",
    });
    const root = await trial.rootOf(ids.member, "S3UnlockBucketPolicy");
    expect(done(await listBuckets(root)).map(({ name }) => name)).toEqual(["locked-up", "wide-open"]);
    expect(JSON.parse(done(await getBucketPolicy(root, { bucket })).policy)).toMatchObject({
      Statement: [{ Effect: "Deny" }],
    });
    expect(await putBucketPolicy(root, { bucket, policy: open })).toEqual({ status: "done", value: null });
    expect(done(await getBucketPolicy(root, { bucket }))).toEqual({ policy: open });
    expect(await deleteBucketPolicy(root, { bucket })).toEqual({ status: "done", value: null });
    expect(await getBucketPolicy(root, { bucket })).toEqual({ status: "absent" });
    expect(await getBucketPolicy(admin, { bucket })).toEqual({ status: "absent" });
  });

  it("are asked for in the region that is named", async () => {
    const root = await trial.rootOf(ids.member, "S3UnlockBucketPolicy");
    expect((await getBucketPolicy(root, { bucket, region: "eu-west-1" })).status).toBe("done");
    expect((await listBuckets(root, { region: "eu-west-1" })).status).toBe("done");
  });

  it("of a bucket that is not there are no absent policies", async () => {
    const root = await trial.rootOf(ids.member, "S3UnlockBucketPolicy");
    expect(await getBucketPolicy(root, { bucket: "nowhere" })).toMatchObject({ code: "NoSuchBucket" });
    expect(await putBucketPolicy(root, { bucket, policy: "{" })).toMatchObject({ code: "MalformedPolicy" });
  });

  it("stay where a service control policy keeps them", async () => {
    const root = await trial.rootOf(ids.guarded, "S3UnlockBucketPolicy");
    expect(await deleteBucketPolicy(root, { bucket: "locked-by-scp" })).toMatchObject({
      status: "refused",
      advice: "A service control policy denies it; adding an Allow will not help.",
    });
  });
});
