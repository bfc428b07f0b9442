import type { AwsSession } from "../../../domain/custody/sessions/deed.ts";
import type { AwsOptions } from "../session/aws-options.ts";
import { openRuntime } from "../session/runtime.ts";
import { accountNumber, accountPartition } from "./runtime/account-number.ts";
import { Deeds } from "./runtime/deeds.ts";

/** How AWS is reached; credentials come with the session alone. */
export type OpenDeedsOptions = Pick<AwsOptions, "endpointUrl" | "timing" | "timeouts" | "signal" | "onWarning">;

/** Deeds with connections of their own. */
export interface OpenedDeeds {
  readonly deeds: Deeds;
  /** Closes the connections that were kept alive. */
  readonly close: () => void;
}

/**
 * Opens a session that was handed out; asks nothing yet. Its credentials cannot be renewed: when they have ended every
 * call is refused with `ExpiredToken`. Throws `TypeError` for an account that is none.
 */
export async function openDeeds(options: OpenDeedsOptions, session: AwsSession): Promise<OpenedDeeds> {
  const account = accountNumber(session.account);
  const runtime = { ...(await openRuntime(options)), region: session.region };
  const deeds = new Deeds(runtime, {
    account,
    partition: accountPartition(session.account),
    // Without `expiration`: the SDK would refuse the last five minutes of a fifteen-minute session.
    credentials: () => Promise.resolve({ ...session.keys.reveal() }),
    renew: null,
  });
  return { deeds, close: () => runtime.handler.destroy() };
}
