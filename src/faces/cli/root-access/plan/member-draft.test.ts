import { describe, expect, it } from "vitest";
import { queueRegion } from "./member-draft.ts";

describe("the region of a queue's URL", () => {
  it.each([
    ["https://sqs.eu-central-1.amazonaws.com/111122223333/jobs", "eu-central-1"],
    ["https://sqs-fips.us-east-1.api.aws/111122223333/jobs", "us-east-1"],
    ["https://eu-west-1.queue.amazonaws.com/111122223333/jobs", "eu-west-1"],
    ["https://queue.amazonaws.com/111122223333/jobs", "us-east-1"],
    ["https://sqs.cn-north-1.amazonaws.com.cn/111122223333/jobs", "cn-north-1"],
    ["http://127.0.0.1:4000/111122223333/jobs", null],
    ["https://sqs.example.com/111122223333/jobs", null],
    ["jobs", null],
  ])("%s", (url, region) => {
    expect(queueRegion(url)).toBe(region);
  });
});
