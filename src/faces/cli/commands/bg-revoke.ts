import { stopCommand } from "../bg/stop-command.ts";

/** `rootward bg revoke`: end a grant at once: nothing more is released. */
export const bgRevokeCommand = stopCommand({
  word: "revoke",
  summary: "end a grant at once: nothing more is released",
  description:
    "Any custodian can, and whoever approved it. What was released already stays known: change the password. A root session that was handed out ends by itself within 15 minutes.",
});
