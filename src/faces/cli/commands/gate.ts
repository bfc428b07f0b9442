import type { CommandSpec } from "../command.ts";

/** `rootward gate`: the process itself. */
export const gateCommand: CommandSpec = {
  path: "gate",
  summary: "start the gate, the process that people talk to; in the foreground until SIGTERM",
  description:
    "Runs as its own user, started by a service manager or by root, and refuses to start where it can open the broker's files. Prints one line on standard error when it is ready.",
  args: [],
  groups: [],
  hasOwnConfig: true,
  options: [{ flags: "--config <FILE>", help: "the gate.json that custody init made" }],
  examples: [["as its service does", "rootward gate --config /srv/rootward/gate/gate.json"]],
  run: async (invocation) => {
    const { runProcess } = await import("../set-up/run-process.ts");
    return runProcess(invocation, "gate");
  },
};
