import { Deeds } from "../deeds/runtime/deeds.ts";
import type { AwsOptions } from "../session/aws-options.ts";
import { chainCredentials } from "../session/credentials.ts";
import { regionOf } from "../session/region-of.ts";
import { openRuntime } from "../session/runtime.ts";

/** How the courier reaches AWS; its own credentials are those of the SDK's default chain. */
export type OpenCourierOptions = Omit<AwsOptions, "role" | "signinEndpointUrl">;

/** The courier's own access to AWS. */
export interface CourierAws {
  readonly deeds: Deeds;
  /** Closes the connections that were kept alive. */
  readonly close: () => void;
}

/**
 * Opens the courier's own credentials without asking AWS anything: a process that starts before its role is there must
 * not fail. Where there are none when a session is asked for, that deed is refused with `CredentialsProviderError`, and
 * the next one looks again.
 */
export async function openCourier(options: OpenCourierOptions): Promise<CourierAws> {
  const half = await openRuntime(options);
  try {
    const credentials = await chainCredentials(options, half.logger);
    const runtime = { ...half, region: await regionOf(options, credentials) };
    const renew = () => chainCredentials(options, half.logger);
    const deeds = new Deeds(runtime, { account: null, partition: "aws", credentials, renew });
    return { deeds, close: () => runtime.handler.destroy() };
  } catch (thrown) {
    half.handler.destroy();
    throw thrown;
  }
}
