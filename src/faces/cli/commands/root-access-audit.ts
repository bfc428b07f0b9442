import type { CommandSpec } from "../command.ts";

/** `rootward root-access audit`: what root of members has. */
export const rootAccessAuditCommand: CommandSpec = {
  path: "root-access audit",
  summary: "which password, keys, certificates and MFA devices root of members has",
  description:
    "Opens an audit session (sts:AssumeRoot, IAMAuditRootUserCredentials: reads only) in each member with your own credentials, of the management account or IAM's delegated administrator. Every member and the caller's account log it, so it is done with --assume-root alone, or after a yes on the terminal to the number of accounts. Exit 0: everything was seen; 3: something was not; 2: it could not run, or nobody said yes.",
  args: [],
  groups: ["aws", "members", "audit", "format"],
  options: [],
  examples: [
    ["two members", "rootward root-access audit --accounts 111122223333,444455556666 --assume-root"],
    ["all of them, for a plan to delete", "rootward root-access audit --all-accounts --assume-root -f json=audit.json"],
  ],
  run: async (invocation) => {
    const { runAudit } = await import("../root-access/audit/run-audit.ts");
    return runAudit(invocation);
  },
};
