import type { CommandSpec } from "../command.ts";
import { formatTargets } from "../output/format-targets.ts";
import { usageError } from "../usage-error.ts";

const states = ["absent", "false", "true"] as const;

/** `rootward policy can`: what one user or role may do, with a proof for every yes and every no. */
export const policyCanCommand: CommandSpec = {
  path: "policy can",
  summary: "what a user or role of a snapshot may do, with a request for every yes and a certificate for every no",
  description:
    "Decides every AWS action for each kind of credential: a user's access key (MFA absent), console without MFA (false) and with MFA (true); a role's session (false). Policies, groups, boundary, SCPs and AWS's own rules count; policies of resources do not. Each certificate can be checked with `rootward policy certify`. Exit 0; 3 when some answer is may.",
  args: [],
  groups: ["show", "format"],
  options: [
    { flags: "--from <DIR>", help: "the snapshot" },
    { flags: "--principal <ARN>", help: "the user or role" },
    { flags: "--mfa <STATE>", help: `one MFA state alone: ${states.join(", ")}` },
    { flags: "--action <GLOB>", help: "these actions alone, e.g. iam:Create*" },
  ],
  examples: [
    [
      "everything a stolen key of alice can do",
      "rootward policy can --from ./snapshot --principal arn:aws:iam::111122223333:user/alice --mfa absent",
    ],
    [
      "one action, with its proof",
      "rootward policy can --from ./snapshot --principal arn:aws:iam::111122223333:role/ci --action iam:PassRole -f json",
    ],
  ],
  run: async (invocation) => {
    const { options, settings } = invocation;
    const targets = formatTargets(settings, ["text", "json"], "text");
    const { from, principal, mfa, action } = options;
    if (typeof from !== "string") throw usageError("policy can needs --from DIR: a snapshot of `rootward collect`");
    if (typeof principal !== "string") throw usageError("policy can needs --principal ARN");
    const state = states.find((each) => each === mfa) ?? null;
    if (mfa !== undefined && state === null) throw usageError(`--mfa takes ${states.join(", ")}, not ${String(mfa)}`);
    if (typeof action === "string" && action !== "*" && !/^[^:]+:[^:]+$/.test(action)) {
      throw usageError(`--action takes service:Name with * and ?, not ${action}`);
    }
    const { canOnce } = await import("../policy/can-once.ts");
    return canOnce(invocation, targets, { principal, mfa: state, action: typeof action === "string" ? action : null });
  },
};
