import { describe, expect, it } from "vitest";
import { queuePlace } from "./queue-place.ts";

const placeOf = (url: string, partition = "aws", region = "eu-central-1") =>
  queuePlace(url, partition, region)?.arn ?? null;

describe("where a queue lies", () => {
  it("is told by every form of URL that SQS gives", () => {
    const arn = "arn:aws:sqs:eu-central-1:333333333333:jobs";
    expect(placeOf("https://sqs.eu-central-1.amazonaws.com/333333333333/jobs")).toBe(arn);
    expect(placeOf("https://sqs.eu-central-1.api.aws/333333333333/jobs")).toBe(arn);
    expect(placeOf("https://eu-central-1.queue.amazonaws.com/333333333333/jobs")).toBe(arn);
    expect(placeOf("http://127.0.0.1:4577/333333333333/jobs")).toBe(arn);
    expect(placeOf("https://queue.amazonaws.com/333333333333/jobs", "aws", "us-east-1")).toContain(":us-east-1:");
    expect(placeOf("https://sqs.cn-north-1.amazonaws.com.cn/333333333333/jobs", "aws-cn", "cn-north-1")).toBe(
      "arn:aws-cn:sqs:cn-north-1:333333333333:jobs",
    );
    expect(queuePlace("https://sqs.eu-central-1.amazonaws.com/333333333333/a.fifo", "aws", "eu-central-1")).toEqual({
      account: "333333333333",
      name: "a.fifo",
      arn: "arn:aws:sqs:eu-central-1:333333333333:a.fifo",
    });
  });

  it("is not told by a URL whose host is not SQS's in that region", () => {
    for (const url of [
      "https://sqs.eu-central-1.amazonaws.com.evil.example/333333333333/jobs",
      "https://evil.example/333333333333/jobs",
      "https://sqs.eu-central-1.amazonaws.com@evil.example/333333333333/jobs",
      "https://sqs.us-east-1.amazonaws.com/333333333333/jobs",
      "http://sqs.eu-central-1.amazonaws.com/333333333333/jobs",
      "https://queue.amazonaws.com/333333333333/jobs",
      "http://127.0.0.1.evil.example/333333333333/jobs",
      "https://sqs.eu-central-1.amazonaws.com/333333333333/jobs/../x",
      "https://sqs.eu-central-1.amazonaws.com/333333333333/jobs\n",
      "https://sqs.eu-central-1.amazonaws.com/33333333333/jobs",
      `https://sqs.eu-central-1.amazonaws.com/333333333333/${"a".repeat(81)}`,
    ]) {
      expect([url, placeOf(url)]).toEqual([url, null]);
    }
  });
});
