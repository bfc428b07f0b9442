import type { PolicyKind } from "../../../domain/iam/language/policy-kind.ts";
import type { CommandSpec } from "../command.ts";
import { formatTargets } from "../output/format-targets.ts";
import { principalOption } from "../policy/principal-option.ts";
import { usageError } from "../usage-error.ts";

const kinds = ["identity", "trust", "resource", "scp", "boundary"] as const satisfies readonly PolicyKind[];

/** `rootward policy fix`: the smallest change after which a policy demands MFA, with the proof. */
export const policyFixCommand: CommandSpec = {
  path: "policy fix",
  summary: "the smallest change after which a policy demands MFA, as a diff, with the proof",
  description:
    "Changes the text of one policy document where the engine shows that it is needed, smallest change first: wrong MFA conditions, a guard on some resources only, exemptions that enrolling a device does not need, a guard where there is none, and a Deny that keeps access keys from enrolling the first device. Proves what is closed (every certificate is checked by a second program), what may remain, that users can still enrol, and that nothing is lost with MFA. Writes the fixed document, a diff for git apply or patch -p1, policies that stand alone, README.md and proof.json; applies nothing. Exit 0: fixed, or nothing to fix; 1: something stays open; 3: something may; 2: the document could not be read.",
  args: [["<file>", "a policy document as JSON; - reads standard input"]],
  groups: ["show", "format"],
  options: [
    { flags: "--out <DIR>", help: "folder for the files; it must be new or empty" },
    { flags: "--force", help: "write into a folder that is not empty, over files of the same name" },
    { flags: "--strict", help: "close enrolling too: an administrator with MFA enrols first devices" },
    { flags: "--as <KIND>", help: `what the document is: ${kinds.join(", ")} (default: told from its shape)` },
    { flags: "--principal <ARN>", help: "fix for this user or role" },
    { flags: "--beside-admin", help: "fix for users who also have a policy that allows everything" },
    { flags: "--devices <N>", help: "how many MFA devices the user has (default: not known)" },
  ],
  examples: [
    ["the diff, the proof and the files", "rootward policy fix mfa-self-service.json --out fixed"],
    ["leave nothing to a stolen key", "rootward policy fix mfa-self-service.json --out fixed --strict"],
    ["the trust policy of a role", "rootward policy fix trust.json --as trust --out fixed"],
    ["the proof for a program", "rootward policy fix guard.json --beside-admin --out fixed -f json"],
  ],
  run: async (invocation) => {
    const { args, options, settings } = invocation;
    const targets = formatTargets(settings, ["text", "json"], "text");
    const [file] = args;
    const { out, as, principal } = options;
    if (file === undefined) throw usageError("policy fix needs a FILE, or - for standard input");
    if (args.length > 1) throw usageError("policy fix takes one file: a fix is proven for one document");
    if (typeof out !== "string" || out === "") throw usageError("policy fix needs --out DIR");
    const known = kinds.find((kind) => kind === as);
    if (as !== undefined && known === undefined) {
      throw usageError(`--as takes ${kinds.join(", ")}, not ${String(as)}`);
    }
    const { fixPolicyOnce } = await import("../policy/fix-policy-once.ts");
    return fixPolicyOnce(invocation, targets, {
      file,
      out,
      as: known,
      principal: principalOption(principal),
      isForced: options["force"] === true,
      isStrict: options["strict"] === true,
      isBesideAdmin: options["besideAdmin"] === true,
      devices: devicesOf(options["devices"]),
    });
  },
};

function devicesOf(given: string | boolean | undefined): number | "unknown" {
  if (given === undefined) return "unknown";
  if (typeof given === "string" && /^[0-8]$/.test(given)) return Number(given);
  throw usageError(`--devices takes a number from 0 to 8, not ${String(given)}`);
}
