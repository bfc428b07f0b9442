import { stopCommand } from "../bg/stop-command.ts";

/** `rootward bg deny`: end a request that waits for approvals. */
export const bgDenyCommand = stopCommand({
  word: "deny",
  summary: "end a request that waits for approvals",
  description: "One eligible approver's deny is enough, and it is final.",
});
