import type { CommandSpec } from "../command.ts";

/** `rootward bg request`: ask for the root user of an account: password, codes, or a root session for one task. */
export const bgRequestCommand: CommandSpec = {
  path: "bg request",
  summary: "ask for the root user of an account: password, codes, or a root session for one task",
  description:
    "Checks roster, ledger and the broker's own signed status first, makes one-time keys that only this identity opens, signs the request and sends it. Prints the six words that approvers compare. Nothing is released before enough people have approved.",
  args: [["<account>", "12 digits, the account's name, or its last four digits when no other has them"]],
  groups: ["identity", "passphrase", "gate", "format"],
  options: [
    { flags: "--reason <TEXT>", help: "one line for the people who approve" },
    {
      flags: "--purpose <NAME>",
      help: "lockout, policy, close-account, bucket-policy, mfa-restore, billing, drill, other (default: the reason, when it is one of these, else other)",
    },
    {
      flags: "--ask <LIST>",
      help: "code, password (default: the password and codes that the account's rule allows)",
    },
    { flags: "--codes <N>", help: "at most so many codes (default: what the rule allows)" },
    { flags: "--window <SECONDS>", help: "how long releases go on after the first (default: what the rule allows)" },
    {
      flags: "--roster <HASH>",
      help: "hash of the first roster, or of any later one: once, for an identity that has seen none",
    },
  ],
  examples: [
    ["single sign-on is down", "rootward bg request 111122223333 --reason lockout"],
    [
      "only one code, for a purpose in words",
      'rootward bg request prod --reason "restore MFA after the phone was lost" --purpose mfa-restore --ask code --codes 2',
    ],
  ],
  run: async (invocation) => {
    const { runRequest } = await import("../bg/run-request.ts");
    return runRequest(invocation);
  },
};
