import type { CommandSpec } from "../command.ts";
import { rosterHashOption } from "../custody/roster-hash-option.ts";

/** `rootward notify test`: whether people would be told. */
export const notifyTestCommand: CommandSpec = {
  path: "notify test",
  summary: "send a test notice over every route of the gate, now, and say which server took it",
  description:
    "The test is marked as one, rings where alarms ring, and is tried once. Exit 1 when a route did not take it, or there is none.",
  args: [],
  groups: ["identity", "passphrase", "gate", "format"],
  options: [rosterHashOption],
  examples: [["all routes", "rootward notify test"]],
  run: async (invocation) => {
    const { runNotifyTest } = await import("../notify/run-notify-test.ts");
    return runNotifyTest(invocation);
  },
};
