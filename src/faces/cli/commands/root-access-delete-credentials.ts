import type { CommandSpec } from "../command.ts";

/** `rootward root-access delete-credentials`: delete what root of a member has. */
export const rootAccessDeleteCredentialsCommand: CommandSpec = {
  path: "root-access delete-credentials",
  summary: "delete the root password, keys, certificates and MFA devices of a member",
  description:
    "With --save it writes a plan, from an audit (--audit FILE or --assume-root) or for whatever is there. With --apply it runs a saved plan: password first, MFA last; something that the audit did not know stops it before anything is deleted. It cannot be undone. Applying needs a request that others approved: the session is sealed to it, ends within 15 minutes and cannot be called back. Every call is printed and written down as it happens; running it again is safe. Exit 0: done; 1: refused, stale or only part of it; 2: it could not run; 3: it could not be seen.",
  args: [],
  groups: ["aws", "audit", "identity", "passphrase", "gate", "format"],
  options: [
    { flags: "--account <ID>", help: "to plan: the member, 12 digits" },
    { flags: "--only <LIST>", help: "to plan: of password, access-keys, certificates, mfa (default: all)" },
    { flags: "--audit <FILE>", help: "to plan: what `root-access audit -f json=FILE` found" },
    { flags: "--save <PLAN>", help: "to plan: a new file for the plan (0600)" },
    { flags: "--force", help: "to plan: write over a file of that name" },
    { flags: "--offline", help: "to plan: ask AWS nothing; what it would refuse shows when the plan is applied" },
    { flags: "--apply <PLAN>", help: "to run: a saved plan" },
    { flags: "--request <ID>", help: "to run: your approved request (default: your newest one for this plan)" },
    { flags: "--result <FILE>", help: "to run: where every call is written down (default: beside the plan)" },
    {
      flags: "--roster <HASH>",
      help: "hash of the first roster, or of any later one: once, for an identity that has seen none",
    },
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
    ["run it, once the request is approved", "rootward root-access delete-credentials --apply plan.json"],
  ],
  run: async (invocation) => {
    const { runTask } = await import("../root-access/run-task.ts");
    return runTask(invocation, "delete-credentials");
  },
};
