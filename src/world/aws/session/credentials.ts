import type { AwsOptions } from "./aws-options.ts";
import type { SdkLogger } from "./runtime.ts";

/** SigV4 credentials in the SDK's form. */
export interface Identity {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  readonly expiration?: Date;
}

/** A source of credentials; the SDK asks again when they are about to expire. */
export type Credentials = () => Promise<Identity>;

/**
 * The SDK's default chain and nothing of our own, so that SSO, `aws login`, web identity, containers and processes work
 * as in the AWS CLI. A fresh chain holds nothing in memory: making a new one is how credentials are renewed.
 */
export async function chainCredentials(options: AwsOptions, logger: SdkLogger): Promise<Credentials> {
  const { fromNodeProviderChain } = await import("@aws-sdk/credential-providers");
  return fromNodeProviderChain({
    logger,
    ...(options.profile === undefined ? {} : { profile: options.profile }),
    ...(options.region === undefined ? {} : { clientConfig: { region: options.region } }),
  });
}
