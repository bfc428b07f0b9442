import type { CommandSpec } from "../command.ts";

/** `rootward root-access status`: where central root access of the organization stands. */
export const rootAccessStatusCommand: CommandSpec = {
  path: "root-access status",
  summary: "central root access: trusted access, features, delegates, members, and which tasks are possible now",
  description:
    "Reads the organization with the credentials the AWS SDK finds, as a scan does, and asks nothing of members. Says for each task what it needs and whether it is possible; what could not be read is shown with the action that is missing. Exit 0: everything was seen; 3: part of it was not; 2: AWS could not be asked.",
  args: [],
  groups: ["aws", "format"],
  options: [],
  examples: [
    ["the organization behind a profile", "rootward root-access status --profile x"],
    ["for a program", "rootward root-access status -f json"],
  ],
  run: async (invocation) => {
    const { runStatus } = await import("../root-access/status/run-status.ts");
    return runStatus(invocation);
  },
};
