import { instant } from "../../../domain/core/instant.ts";
import type { CommandSpec } from "../command.ts";
import { formatTargets } from "../output/format-targets.ts";
import { usageError } from "../usage-error.ts";

/** `rootward policy admins`: who is administrator, and who can become it. */
export const policyAdminsCommand: CommandSpec = {
  path: "policy admins",
  summary: "who is administrator, directly or by an escalation, and who of them without MFA",
  description:
    "Decides for every user and role, with all its documents, groups, boundary and the organization's policies, whether it is administrator or can become it: from a stolen key, a stolen password without MFA, with MFA, or as a role's session. Each way is told as steps with requests that pass. `may` names what is missing. Nothing is called. Exit 1: somebody is administrator; 3: some account's principals are not known; 2: malformed.",
  args: [],
  groups: ["format"],
  options: [
    { flags: "--from <DIR>", help: "the snapshot" },
    {
      flags: "--authorization-details <FILE>",
      help: "instead of a snapshot: the answer of iam get-account-authorization-details; - reads standard input",
    },
    { flags: "--account <ID>", help: "who is administrator of this account alone" },
    {
      flags: "--since <DATE>",
      help: "also list keys, devices, passwords, policy versions, users and roles made since an incident",
    },
  ],
  examples: [
    ["administrators of all accounts of a snapshot", "rootward policy admins --from ./snapshot"],
    ["of one account, for a program", "rootward policy admins --from ./snapshot --account 111122223333 -f json"],
    [
      "after an incident: what outlives it",
      "rootward policy admins --from ./snapshot --account 111122223333 --since 2026-11-01",
    ],
    ["without a snapshot", "rootward policy admins --authorization-details details.json"],
  ],
  run: async (invocation) => {
    const { options, settings } = invocation;
    const targets = formatTargets(settings, ["text", "json"], "text");
    const { from, authorizationDetails: file, account, since } = options;
    if ((typeof from === "string") === (typeof file === "string")) {
      throw usageError("policy admins needs --from DIR or --authorization-details FILE, one of them");
    }
    if (typeof account === "string" && !/^[0-9]{12}$/.test(account)) {
      throw usageError(`--account takes a 12-digit account id, not ${account}`);
    }
    const day = typeof since === "string" ? instant(since) : null;
    if (typeof since === "string" && day === null)
      throw usageError(`--since takes a date such as 2026-11-01, not ${since}`);
    const { adminsOnce } = await import("../policy/admins-once.ts");
    return adminsOnce(invocation, targets, {
      from: typeof from === "string" ? from : null,
      file: typeof file === "string" ? file : null,
      account: typeof account === "string" ? account : null,
      since: day === null ? null : Date.parse(day),
    });
  },
};
