import type { ProvePrincipal } from "../../iam/prove/subject.ts";

/** The partition of an ARN: `aws`, `aws-cn`, `aws-us-gov`. */
export function partitionOf(arn: string): string {
  const [, partition = "aws"] = arn.split(":");
  return partition;
}

/** An IAM ARN in the principal's account, e.g. of `mfa/*`. */
export function iamArn({ arn, account }: ProvePrincipal, thing: string): string {
  return `arn:${partitionOf(arn)}:iam::${account}:${thing}`;
}
