import type { PolicyKind } from "../../../domain/iam/language/policy-kind.ts";
import type { CommandSpec } from "../command.ts";
import { formatTargets } from "../output/format-targets.ts";
import { usageError } from "../usage-error.ts";

const kinds = ["identity", "trust", "resource", "scp", "boundary"] as const satisfies readonly PolicyKind[];

/** `rootward policy check`: what a policy leaves open without MFA, each gap with a request that passes. */
export const policyCheckCommand: CommandSpec = {
  path: "policy check",
  summary: "what policies let happen without MFA: every gap with a request that passes, every lockout",
  description:
    "Decides for every AWS action whether it passes with MFA absent, false, true or too old, and names the pitfalls. Reads policy documents, authorization details (aws iam get-account-authorization-details), Terraform plans (terraform show -json) and snapshots (--from). A document is judged as attached to the IAM user alice of account 111122223333, in the partition of its ARNs, unless --principal names somebody. Exit 1: a gap or lockout; 3: something may be open; 2: a document could not be read.",
  args: [["[file...]", "policy JSON, authorization details or a Terraform plan; - reads standard input"]],
  groups: ["show", "format"],
  options: [
    { flags: "--from <DIR>", help: "judge every user and role of this snapshot" },
    { flags: "--account <ID>", help: "of the snapshot, this account alone" },
    { flags: "--as <KIND>", help: `what the document is: ${kinds.join(", ")} (default: told from its shape)` },
    { flags: "--principal <ARN>", help: "judge for this user or role" },
    { flags: "--beside-admin", help: "judge next to a statement that allows everything" },
    { flags: "--devices <N>", help: "how many MFA devices the user has (default: not known)" },
  ],
  examples: [
    ["one document", "rootward policy check mfa-self-service.json"],
    ["next to a statement that allows everything", "rootward policy check guard.json --beside-admin"],
    [
      "a Terraform plan (terraform show -json), for code scanning",
      "rootward policy check plan.json -f sarif=policy.sarif",
    ],
    ["every user and role of an account", "rootward policy check authorization-details.json -f json"],
  ],
  run: async (invocation) => {
    const { options, settings } = invocation;
    const targets = formatTargets(settings, ["text", "json", "sarif"], "text");
    const as = options["as"];
    const known = kinds.find((kind) => kind === as);
    if (as !== undefined && known === undefined) {
      throw usageError(`--as takes ${kinds.join(", ")}, not ${String(as)}`);
    }
    const devices = devicesOf(options["devices"]);
    const { checkOnce } = await import("../policy/check-once.ts");
    return checkOnce(invocation, targets, { as: known, devices });
  },
};

function devicesOf(given: string | boolean | undefined): number | "unknown" {
  if (given === undefined) return "unknown";
  if (typeof given === "string" && /^[0-8]$/.test(given)) return Number(given);
  throw usageError(`--devices takes a number from 0 to 8, not ${String(given)}`);
}
