import { stopCommand } from "../bg/stop-command.ts";

/** `rootward bg seen`: say that the notice of a broken seal reached you: its wait begins. */
export const bgSeenCommand = stopCommand({
  word: "seen",
  summary: "say that the notice of a broken seal reached you: its wait begins",
  description: "For a custodian other than the requester.",
});
