import type { Timing } from "../pace/timing.ts";

/** How AWS is reached and with which credentials. Everything not given is the SDK's default. */
export interface AwsOptions {
  readonly profile?: string | undefined;
  readonly region?: string | undefined;
  /** All services, the Sign-In client too. */
  readonly endpointUrl?: string | undefined;
  /** For our own Sign-In client where `endpointUrl` is not given; see `signinEndpointFrom`. */
  readonly signinEndpointUrl?: string | undefined;
  /** First hop: a role that is assumed before anything is read. */
  readonly role?: FirstHop | undefined;
  readonly timing: Timing;
  readonly timeouts?: { readonly connectMillis: number; readonly requestMillis: number } | undefined;
  /** Stops every wait and every request. */
  readonly signal?: AbortSignal | undefined;
  /** Told what the SDK would print to the console. */
  readonly onWarning?: ((text: string) => void) | undefined;
}

/** The role of `--role-arn`. */
export interface FirstHop {
  readonly arn: string;
  readonly externalId?: string | undefined;
  readonly sessionName?: string | undefined;
  readonly durationSeconds?: number | undefined;
}

/** The Sign-In endpoint that the environment names, as the SDK would read it for a service of its own. */
export function signinEndpointFrom(environment: Readonly<Record<string, string | undefined>>): string | undefined {
  if (environment["AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"]?.toLowerCase() === "true") return undefined;
  return environment["AWS_ENDPOINT_URL_SIGNIN"] ?? environment["AWS_ENDPOINT_URL"];
}
