import { existsSync, mkdirSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { CodedError } from "../../../domain/core/coded-error.ts";
import type { CommandSpec } from "../command.ts";
import { cliErrors } from "../errors.ts";
import { writePrivateFile } from "../output/write-targets.ts";
import { usageError } from "../usage-error.ts";

/** `rootward init`: the read-only roles for an organization, as CloudFormation, Terraform and plain policies. */
export const initCommand: CommandSpec = {
  path: "init",
  summary: "write the read-only roles for an organization: CloudFormation, Terraform, plain policies",
  description:
    "Writes files and calls nothing. One CloudFormation stack (or the same for Terraform) makes a central role and, by a service-managed StackSet, a reader role in every member, also in accounts that join later. Single accounts need no set-up.",
  args: [],
  groups: ["read", "role", "audit"],
  options: [
    { flags: "--out <DIR>", help: "folder for the files (default: ./rootward-rollout)" },
    { flags: "--partition <NAME>", help: "aws, aws-us-gov or aws-cn, for the plain policies (default: aws)" },
  ],
  examples: [
    ["write the roll-out", "rootward init --out ./rollout"],
    ["with another name for the members' role", "rootward init --out ./rollout --org-role-name SecurityReader"],
  ],
  run: async ({ io, settings, options }) => {
    const shown = typeof options["out"] === "string" ? options["out"] : "rootward-rollout";
    const folder = resolve(io.cwd, shown);
    refuseUsedFolder(folder, shown);
    const { rollOut } = await import("../../../app/init/roll-out.ts");
    const role = settings.text("orgRoleName") ?? "RootwardReader";
    const partition = options["partition"] ?? "aws";
    if (typeof partition !== "string" || !/^aws(-[a-z]+)*$/.test(partition)) {
      throw usageError("--partition takes aws, aws-us-gov or aws-cn");
    }
    makeFolder(folder, shown);
    for (const [name, text] of rollOut(role, partition))
      writePrivateFile(join(folder, name), name, (write) => write(text));
    const clone = "node bin/rootward.js";
    const named = role === "RootwardReader" ? "" : ` --org-role-name ${role}`;
    io.out(
      [
        `wrote ${shown}:`,
        `  rootward-reader.cfn.yaml         deploy in the management account: the central role and the StackSet with ${role}`,
        "  rootward-reader.tf               the same for Terraform",
        "  rootward-reader-member.cfn.yaml  the member role alone, for a single account or your own roll-out",
        "  member-policy.json, central-policy.json   every action, to read aloud",
        "  root-audit-policy.json           sts:AssumeRoot for the audit task alone: optional, for scan --assume-root",
        "",
        "Next:",
        `  aws cloudformation deploy --stack-name rootward-reader --capabilities CAPABILITY_NAMED_IAM \\`,
        `    --template-file ${shown}/rootward-reader.cfn.yaml --parameter-overrides \\`,
        "    TrustedPrincipal=<your ARN> ExternalId=<a word> OrganizationalUnitIds=<r-… or ou-…>",
        `  ${clone} scan --role-arn arn:aws:iam::<management>:role/RootwardCentral --external-id <the word>${named} --save ./snapshot`,
        `  ${clone} explain reader-policy     why each action is asked for`,
        "",
      ].join("\n"),
    );
    return 0;
  },
};

function refuseUsedFolder(folder: string, shown: string): void {
  const hint = "Choose a new folder with --out, or empty this one.";
  let isEmpty: boolean;
  try {
    isEmpty = !existsSync(folder) || readdirSync(folder).length === 0;
  } catch (cause) {
    throw new CodedError(cliErrors.CLI_OUTPUT_UNWRITABLE, { detail: `${shown} is no folder`, hint, cause });
  }
  if (!isEmpty) throw new CodedError(cliErrors.CLI_OUTPUT_UNWRITABLE, { detail: `${shown} is not empty`, hint });
}

function makeFolder(folder: string, shown: string): void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (cause) {
    throw new CodedError(cliErrors.CLI_OUTPUT_UNWRITABLE, { detail: shown, cause });
  }
}
