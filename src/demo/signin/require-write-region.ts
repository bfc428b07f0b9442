import { AwsFailure } from "../aws-failure.ts";
import type { Call } from "../aws-service.ts";

const writeRegion = "us-east-1";

/** Refuses a change outside us-east-1; AWS replicates from there. Other partitions have no sign-in policies. */
export function requireWriteRegion(call: Call): void {
  if (call.region === writeRegion) return;
  throw new AwsFailure("ValidationException", 400, `${call.operation} must be called in ${writeRegion}`);
}
