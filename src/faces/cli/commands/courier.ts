import type { CommandSpec } from "../command.ts";

/** `rootward courier`: the process itself, and the trial of its roles. */
export const courierCommand: CommandSpec = {
  path: "courier",
  summary: "start the courier, the process that opens AWS sessions for the broker's receipts; --check tries its roles",
  description:
    "Holds the AWS role for central root access and contacts, and no vault. Runs as its own user, started by a service manager or by root, in the foreground until SIGTERM, and refuses to start where it can open the gate's or the broker's files, or where others can change its configuration. Prints one line on standard error when it is ready, also while AWS has no credentials for it. --check assumes each of the three roles once, with a session policy that allows nothing: 0 all let it in, 1 one does not, 2 AWS did not say.",
  args: [],
  groups: [],
  hasOwnConfig: true,
  options: [
    { flags: "--config <FILE>", help: "the courier.json that custody init made" },
    { flags: "--check", help: "only try whether the three roles can be assumed, and end" },
    { flags: "-f, --format <FMT>", help: "with --check: text or json" },
  ],
  examples: [
    ["once its roles are there", "rootward courier --config /srv/rootward/courier/courier.json --check"],
    ["as its service does", "rootward courier --config /srv/rootward/courier/courier.json"],
  ],
  run: async (invocation) => {
    const { runProcess } = await import("../set-up/run-process.ts");
    const { options } = invocation;
    const { format } = options;
    return runProcess(invocation, "courier", [
      ...(options["check"] === true ? ["--check"] : []),
      ...(typeof format === "string" ? ["--format", format] : []),
    ]);
  },
};
