import type { CommandSpec } from "../command.ts";
import { taskCommand } from "../root-access/task-command.ts";

/** `rootward root-access delete-credentials`: delete what root of a member has. */
export const rootAccessDeleteCredentialsCommand: CommandSpec = taskCommand("delete-credentials", {
  summary: "delete the root password, keys, certificates and MFA devices of a member",
  description:
    "With --save it writes a plan, from an audit (--audit FILE or --assume-root) or for whatever is there. With --apply it runs a saved plan: password first, MFA last; something that the audit did not know stops it before anything is deleted. It cannot be undone.",
  groups: ["audit"],
  options: [
    { flags: "--only <LIST>", help: "to plan: of password, access-keys, certificates, mfa (default: all)" },
    { flags: "--audit <FILE>", help: "to plan: what `root-access audit -f json=FILE` found" },
  ],
  examples: [
    [
      "plan it, by a stored audit",
      "rootward root-access delete-credentials --account 111122223333 --audit audit.json --save plan.json",
    ],
    [
      "look first, and plan the keys alone",
      "rootward root-access delete-credentials --account 111122223333 --only access-keys --assume-root --save plan.json",
    ],
  ],
});
