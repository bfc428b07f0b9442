import type { AwsOptions } from "./aws-options.ts";
import type { Credentials } from "./credentials.ts";

const defaultRegion = "us-east-1";

/** The region as the SDK resolves it (option, environment, profile), else us-east-1; asks for no credentials. */
export async function regionOf(
  options: Pick<AwsOptions, "region" | "profile">,
  credentials: Credentials,
): Promise<string> {
  if (options.region !== undefined) return options.region;
  const { STSClient } = await import("@aws-sdk/client-sts");
  const client = new STSClient({ credentials, ...(options.profile === undefined ? {} : { profile: options.profile }) });
  try {
    return await client.config.region();
  } catch {
    return defaultRegion;
  } finally {
    client.destroy();
  }
}
