import { randomBytes } from "node:crypto";
import type { Clock } from "./state/clock.ts";
import type { CountersReading } from "./limits/counters.ts";
import { defaultBuckets, type BucketLimits } from "./limits/default-buckets.ts";
import { listen } from "./http/listen.ts";
import type { Runtime } from "./http/runtime.ts";
import { openRoutes } from "./open-routes.ts";
import type { OrganizationFile } from "./organization-file.ts";
import { services } from "./services.ts";
import { credentialsOf } from "./setup/credentials-of.ts";
import { buildState } from "./state/build-state.ts";
import type { IssuedCredentials } from "./state/credential-store.ts";
import type { PretendState, Switches } from "./state/pretend-state.ts";

/** What may be chosen at start. */
export interface PretendAwsOptions {
  readonly organization: OrganizationFile;
  /** 0 (default) takes a free one. */
  readonly port?: number;
  readonly clock?: Clock;
  /**
   * Rate limits: `default` = `defaultBuckets`, rows given here replace rows there, `off` (default) = none. Calls are
   * counted in every case.
   */
  readonly buckets?: BucketLimits | "default" | "off";
  /** How long AssumeRoot goes on after what allowed it was taken away, in milliseconds; 0 (default) = not at all. */
  readonly revocationLagMs?: number;
  /** See `PretendState.accountQuotas`; `caller` when missing. */
  readonly accountQuotas?: PretendState["accountQuotas"];
  /**
   * How many bytes the session policies of one AssumeRole may have once packed, 2,048 when missing; beyond it
   * PackedPolicyTooLarge.
   */
  readonly packedPolicyBytes?: number;
  /** How long a credential report takes, in milliseconds of the pretend clock; 0 (default) = until the next call. */
  readonly reportDelayMs?: number;
  /** Behaviour of AWS that nobody has established; see `Switches`. */
  readonly switches?: Partial<Switches>;
  /** Makes ids, secrets and codes repeatable; the set-up token too. */
  readonly seed?: string;
  /** Real time in Unix milliseconds, against which signatures are checked. */
  readonly wallClock?: () => number;
}

/** A running pretend AWS. */
export interface PretendAws {
  /** `http://127.0.0.1:{port}`: the endpoint URL of every service. */
  readonly url: string;
  /** The same server in the part of the global STS host, which answers AssumeRoot with InvalidAction. */
  readonly globalUrl: string;
  /** The bearer token of `/_setup/…`. */
  readonly setupToken: string;
  readonly state: PretendState;
  /** Keys that speak for a user, role or root; throws `CodedError` DEMO_NO_SUCH_PRINCIPAL. */
  readonly credentialsFor: (arn: string, seconds?: number) => IssuedCredentials;
  readonly counters: () => CountersReading;
  readonly close: () => Promise<void>;
}

/** Starts the pretend AWS on 127.0.0.1; throws `CodedError` when the organization cannot be built. */
export async function startPretendAws(options: PretendAwsOptions): Promise<PretendAws> {
  const state = buildState(options.organization, options);
  const runtime: Runtime = {
    state,
    services: new Map(services.map((service) => [service.name, service])),
    openRoutes,
    buckets: limitsOf(options.buckets ?? "off"),
    setupToken: options.seed === undefined ? randomBytes(24).toString("base64url") : state.random.secret(32),
    wallClock: options.wallClock ?? Date.now,
    underWay: new Map(),
  };
  const listening = await listen(runtime, options.port ?? 0);
  const url = `http://127.0.0.1:${listening.port}`;
  return {
    url,
    globalUrl: `${url}/global`,
    setupToken: runtime.setupToken,
    state,
    credentialsFor: (arn, seconds) => credentialsOf(state, arn, seconds),
    counters: () => state.counters.read(),
    close: () => listening.close(),
  };
}

function limitsOf(chosen: BucketLimits | "default" | "off"): BucketLimits | null {
  if (chosen === "off") return null;
  return chosen === "default" ? defaultBuckets : { ...defaultBuckets, ...chosen };
}
