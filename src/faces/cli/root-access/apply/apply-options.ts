import type { Invocation } from "../../command.ts";
import { usageError } from "../../usage-error.ts";

/** What a plan is made of; a saved one has all of it inside. */
const making = [
  ["save", "save"],
  ["account", "account"],
  ["only", "only"],
  ["audit", "audit"],
  ["bucket", "bucket"],
  ["queueUrl", "queue-url"],
  ["policy", "policy"],
  ["feature", "feature"],
  ["off", "off"],
  ["management", "management"],
  ["offline", "offline"],
  ["force", "force"],
] as const;

/** Throws `CLI_USAGE` for an option that would be ignored beside `--apply`. */
export function refuseMakingOptions(options: Invocation["options"]): void {
  const found = making.find(([key]) => options[key] !== undefined);
  if (found !== undefined) throw usageError(`--${found[1]} goes with --save PLAN; a saved plan has it inside`);
}
