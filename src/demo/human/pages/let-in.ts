import { rootArn } from "../../../domain/core/arn.ts";
import { instantOfMillis } from "../../../domain/core/instant.ts";
import type { AccountState } from "../../state/account-state.ts";
import type { PretendState } from "../../state/pretend-state.ts";
import type { NetworkContext } from "../network-context.ts";
import { Refusal, type Step } from "./refusal.ts";
import { wallStops } from "../wall.ts";

const sessionMs = 12 * 3_600_000;

/**
 * Opens the console for an account's root and answers `in` with SigV4 keys that live twelve hours. Refuses with `wall`
 * where a sign-in policy stops the phase after authentication.
 */
export function letIn(
  state: PretendState,
  account: AccountState,
  at: { readonly step: Step; readonly network: NetworkContext; readonly mfa: boolean },
): Readonly<Record<string, unknown>> {
  if (wallStops(state, account, "after", at.network)) throw new Refusal(at.step, "wall", 200);
  const now = state.clock.now();
  if (account.root.password !== null) account.root.password = { ...account.root.password, lastUsedAt: now };
  const issued = state.credentials.issue(
    {
      kind: "root",
      account: account.id,
      arn: rootArn(state.partition, account.id),
      via: { kind: "console", mfa: at.mfa },
    },
    now + sessionMs,
  );
  return {
    status: "in",
    account: account.id,
    credentials: {
      accessKeyId: issued.accessKeyId,
      secretAccessKey: issued.secretAccessKey,
      sessionToken: issued.sessionToken,
      expiration: instantOfMillis(now + sessionMs),
    },
  };
}
