import type { CommandSpec } from "../command.ts";

/** `rootward broker`: the process itself. */
export const brokerCommand: CommandSpec = {
  path: "broker",
  summary: "start the broker, the process that holds the seeds; in the foreground until SIGTERM",
  description:
    "Runs as its own user, started by a service manager or by root, and refuses to start where it can open the gate's files. It is sealed after every start until the unsealers open it. Prints one line on standard error when it is ready. Without a core file and without an inspector.",
  args: [],
  groups: [],
  hasOwnConfig: true,
  options: [{ flags: "--config <FILE>", help: "the broker.json that custody init made" }],
  examples: [["as its service does", "rootward broker --config /srv/rootward/broker/broker.json"]],
  run: async (invocation) => {
    const { runProcess } = await import("../set-up/run-process.ts");
    return runProcess(invocation, "broker");
  },
};
