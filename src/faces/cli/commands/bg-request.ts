import { rosterHashOption } from "../custody/roster-hash-option.ts";
import type { CommandSpec } from "../command.ts";

/** `rootward bg request`: ask for the root user of an account: password, codes, or a root session for one task. */
export const bgRequestCommand: CommandSpec = {
  path: "bg request",
  summary: "ask for the root user of an account: password, codes, or a root session for one task",
  description:
    "Checks roster, ledger and the broker's own signed status first, makes one-time keys that only this identity opens, signs the request and sends it. Prints the six words that approvers compare. Nothing is released before enough people have approved. A root session is for one task in a member, which needs nothing in custody: the account's rule must allow assume-root, and the gate must have a courier. It is asked for alone, as whoever gets password and codes needs none.",
  args: [
    [
      "[account]",
      "12 digits, the account's name, or its last four digits when no other has them; --plan says it by itself",
    ],
  ],
  groups: ["identity", "passphrase", "gate", "format"],
  options: [
    { flags: "--reason <TEXT>", help: "one line for the people who approve" },
    {
      flags: "--purpose <NAME>",
      help: "lockout, policy, close-account, bucket-policy, mfa-restore, billing, drill, other (default: the reason, when it is one of these, else other)",
    },
    {
      flags: "--ask <LIST>",
      help: "code, password, or assume-root alone (default: the password and codes that the account's rule allows)",
    },
    {
      flags: "--plan <FILE>",
      help: "a root session for a saved plan of central root access, which says account, purpose and task",
    },
    {
      flags: "--task <NAME>",
      help: "a root session for one task without a plan: S3UnlockBucketPolicy, SQSUnlockQueuePolicy, IAMDeleteRootUserCredentials, IAMCreateRootUserPassword",
    },
    { flags: "--codes <N>", help: "at most so many codes (default: what the rule allows)" },
    { flags: "--window <SECONDS>", help: "how long releases go on after the first (default: what the rule allows)" },
    rosterHashOption,
  ],
  examples: [
    ["single sign-on is down", "rootward bg request 111122223333 --reason lockout"],
    [
      "only one code, for a purpose in words",
      'rootward bg request prod --reason "restore MFA after the phone was lost" --purpose mfa-restore --ask code --codes 2',
    ],
    [
      "a root session for a saved plan",
      'rootward bg request --plan unlock.json --reason "the pipeline locked itself out of its bucket"',
    ],
  ],
  run: async (invocation) => {
    const { runRequest } = await import("../bg/run-request.ts");
    return runRequest(invocation);
  },
};
