import type { Aws } from "../open-aws.ts";
import { Deeds } from "./runtime/deeds.ts";

/**
 * The same calls with the caller's own credentials (profile, `--role-arn`), for plans: they read and no more. Connections
 * are those of `aws`, and `aws.close` closes them.
 */
export function ownDeeds({ session }: Aws): Deeds {
  const { account, partition, runtime, source } = session;
  // SECURITY: what may change AWS is a session under approvals; the caller's own credentials never carry out a plan.
  return new Deeds(runtime, { account, partition, ...source, readOnly: true });
}
