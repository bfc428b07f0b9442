import { setTimeout as sleep } from "node:timers/promises";
import { type AwsOptions, signinEndpointFrom } from "../../../world/aws/session/aws-options.ts";
import type { Invocation } from "../command.ts";

/** Waits; rejects when the signal aborts first. */
export async function pause(millis: number, signal?: AbortSignal): Promise<void> {
  await sleep(millis, undefined, signal === undefined ? {} : { signal });
}

/** How AWS is reached, from the settings. */
export function awsOptionsOf({ io, settings }: Pick<Invocation, "io" | "settings">): AwsOptions {
  const orUndefined = (key: string): string | undefined => settings.text(key) ?? undefined;
  const roleArn = settings.text("roleArn");
  return {
    profile: orUndefined("profile"),
    region: orUndefined("region"),
    endpointUrl: orUndefined("endpointUrl"),
    signinEndpointUrl: signinEndpointFrom(io.env),
    role:
      roleArn === null
        ? undefined
        : {
            arn: roleArn,
            externalId: orUndefined("externalId"),
            sessionName: orUndefined("roleSessionName"),
            durationSeconds: settings.number("sessionDuration"),
          },
    timing: { now: io.now, random: Math.random, sleep: pause },
    signal: io.signal,
    onWarning: (text) => (settings.is("verbose") ? io.err(`note: ${text}\n`) : undefined),
  };
}
