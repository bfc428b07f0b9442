/** Where a queue lies, as its URL says. */
export interface QueuePlace {
  readonly account: string;
  readonly name: string;
  /** ARN, as policies and CloudTrail name the queue. */
  readonly arn: string;
}

const hosts: Readonly<Record<string, readonly string[]>> = {
  aws: ["amazonaws.com", "api.aws"],
  "aws-us-gov": ["amazonaws.com", "api.aws"],
  "aws-cn": ["amazonaws.com.cn", "api.amazonwebservices.com.cn"],
};

/**
 * The queue that a URL names in this partition and region; `null` when it is no queue's URL there. SECURITY: requests
 * signed as a member's root go to the host of this URL, so only SQS's own hosts count, and the loop-back of a rehearsal.
 * Source: AWS General Reference, SQS endpoints (regional, FIPS, dual-stack and the legacy `queue` hosts).
 */
export function queuePlace(url: string, partition: string, region: string): QueuePlace | null {
  const match =
    /^(https?):\/\/([A-Za-z0-9.:[\]-]+)\/([0-9]{12})\/([A-Za-z0-9_-]{1,80}|[A-Za-z0-9_-]{1,75}\.fifo)$/.exec(url);
  const [, scheme, host = "", account = "", name = ""] = match ?? [];
  if (match === null) return null;
  if (!isLoopBack(host) && !(scheme === "https" && isQueueHost(host, partition, region))) return null;
  return { account, name, arn: `arn:${partition}:sqs:${region}:${account}:${name}` };
}

function isQueueHost(host: string, partition: string, region: string): boolean {
  if (host === "queue.amazonaws.com") return partition === "aws" && region === "us-east-1";
  return (hosts[partition] ?? []).some((suffix) =>
    [`sqs.${region}.${suffix}`, `sqs-fips.${region}.${suffix}`, `${region}.queue.${suffix}`].includes(host),
  );
}

function isLoopBack(host: string): boolean {
  return /^(?:127\.0\.0\.1|localhost|\[::1\])(?::[0-9]{1,5})?$/.test(host);
}
