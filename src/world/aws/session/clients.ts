import type { AccountClient } from "@aws-sdk/client-account";
import type { IAMClient } from "@aws-sdk/client-iam";
import type { OrganizationsClient } from "@aws-sdk/client-organizations";
import type { STSClient } from "@aws-sdk/client-sts";
import { SigninClient } from "../signin/signin-client.ts";
import type { Credentials } from "./credentials.ts";
import type { Runtime } from "./runtime.ts";

/** The service clients of one session; each is loaded and made when it is first used. */
export interface Clients {
  readonly iam: () => Promise<IAMClient>;
  readonly sts: () => Promise<STSClient>;
  readonly organizations: () => Promise<OrganizationsClient>;
  readonly account: () => Promise<AccountClient>;
  readonly signin: () => SigninClient;
}

/** Makes the clients of one set of credentials. The buckets do all the retrying, so every client tries once. */
export function makeClients(runtime: Runtime, partition: string, credentials: Credentials): Clients {
  const { endpointUrl } = runtime.options;
  const config = {
    region: runtime.region,
    credentials,
    maxAttempts: 1,
    requestHandler: runtime.handler,
    logger: runtime.logger,
    ...(endpointUrl === undefined ? {} : { endpoint: endpointUrl }),
  };
  return {
    iam: once(async () => new (await import("@aws-sdk/client-iam")).IAMClient(config)),
    sts: once(async () => new (await import("@aws-sdk/client-sts")).STSClient(config)),
    organizations: once(async () => new (await import("@aws-sdk/client-organizations")).OrganizationsClient(config)),
    account: once(async () => new (await import("@aws-sdk/client-account")).AccountClient(config)),
    signin: once(() => new SigninClient(runtime, partition, credentials)),
  };
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
