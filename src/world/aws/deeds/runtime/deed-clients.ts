import type { S3Client } from "@aws-sdk/client-s3";
import type { SQSClient } from "@aws-sdk/client-sqs";
import { type Clients, makeClients } from "../../session/clients.ts";
import type { Credentials } from "../../session/credentials.ts";
import type { Runtime } from "../../session/runtime.ts";

/** The service clients of a session under approvals; each is loaded and made when it is first used. */
export interface DeedClients extends Omit<Clients, "signin"> {
  /** The region of the session where none is named. */
  readonly s3: (region: string | undefined) => Promise<S3Client>;
  readonly sqs: (region: string | undefined) => Promise<SQSClient>;
}

/** Makes the clients of one set of credentials; none retries by itself. */
export function deedClients(runtime: Runtime, partition: string, credentials: Credentials): DeedClients {
  const { endpointUrl } = runtime.options;
  const config = (region = runtime.region) => ({
    region,
    credentials,
    maxAttempts: 1,
    requestHandler: runtime.handler,
    logger: runtime.logger,
    ...(endpointUrl === undefined ? {} : { endpoint: endpointUrl }),
  });
  const { iam, sts, organizations, account } = makeClients(runtime, partition, credentials);
  return {
    iam,
    sts,
    organizations,
    account,
    s3: perRegion(async (region) => {
      const { S3Client } = await import("@aws-sdk/client-s3");
      return new S3Client({
        ...config(region),
        // A bucket's policy can be asked for in any region; AWS's refusal names the right one.
        followRegionRedirects: true,
        forcePathStyle: endpointUrl !== undefined,
      });
    }),
    sqs: perRegion(async (region) => {
      const { SQSClient } = await import("@aws-sdk/client-sqs");
      // SECURITY: a queue's address comes from a plan; it must never decide where signed requests are sent.
      return new SQSClient({ ...config(region), useQueueUrlAsEndpoint: false });
    }),
  };
}

function perRegion<T>(make: (region: string | undefined) => Promise<T>): (region: string | undefined) => Promise<T> {
  const made = new Map<string | undefined, Promise<T>>();
  return (region) => {
    const known = made.get(region) ?? make(region);
    made.set(region, known);
    return known;
  };
}
