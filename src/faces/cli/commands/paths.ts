import type { CommandSpec } from "../command.ts";
import { formatTargets } from "../output/format-targets.ts";
import { usageError } from "../usage-error.ts";

/** `rootward paths`: every minimal way to become root, as steps. */
export const pathsCommand: CommandSpec = {
  path: "paths",
  summary: "every minimal way to become root of each account, the cheapest one, and what severs most of them",
  description:
    "Each path is the smallest set of things an attacker needs, told as steps. Certain paths come first; possible ones rest on something AWS does not document or the snapshot does not hold. Exit 1 when a certain path exists, 3 when some account's paths could not be computed.",
  args: [],
  groups: ["aws", "read", "role", "audit", "scope", "members", "judge", "fail", "show", "format"],
  options: [
    { flags: "--from <DIR>", help: "analyse this snapshot instead of reading AWS" },
    { flags: "--save <DIR>", help: "keep the snapshot here" },
    { flags: "--resume", help: "go on with the interrupted run in --save DIR" },
    { flags: "--account <ID>", help: "show this account alone" },
  ],
  examples: [
    ["all accounts of a snapshot", "rootward paths --from ./snapshot"],
    ["one account, as a picture", "rootward paths --from ./snapshot --account 111122223333 -f mermaid"],
    ["for a program", "rootward paths --from ./snapshot -f json"],
  ],
  run: async (invocation) => {
    const { settings, options } = invocation;
    const formats = ["table", "json", "mermaid", "dot"] as const;
    const targets = formatTargets(settings, formats, "table");
    const account = options["account"];
    if (typeof account === "string" && !/^[0-9]{12}$/.test(account)) {
      throw usageError(`--account takes a 12-digit account id, not ${account}`);
    }
    const { pathsOnce } = await import("../scan/paths-once.ts");
    return pathsOnce(invocation, targets, typeof account === "string" ? account : null);
  },
};
