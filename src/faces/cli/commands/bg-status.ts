import { doorOption } from "../bg/door-option.ts";
import { rosterHashOption } from "../custody/roster-hash-option.ts";
import type { CommandSpec } from "../command.ts";

/** `rootward bg status`: what is open and what is missing; one request in full; all accounts; the broker itself. */
export const bgStatusCommand: CommandSpec = {
  path: "bg status",
  summary: "what is open and what is missing; one request in full; all accounts; the broker itself",
  description:
    "Verifies what gate and broker show, and remembers it: run it once after enrolment, so that the broker's own door can be used without the gate. With a request: who approved, what is missing, whether notices arrived.",
  args: [["[request]", "a request's id, or its account"]],
  groups: ["identity", "passphrase", "gate", "format"],
  options: [{ flags: "--accounts", help: "all accounts in custody and how they stand" }, doorOption, rosterHashOption],
  examples: [
    ["what is open", "rootward bg status"],
    ["one request", "rootward bg status 01JDADA7V0000000000000000A"],
    [
      "the first time",
      "rootward bg status --gate https://rootward.example.com --roster xoNvetHE2oqZfACaS0sSDCN7GZNpMjnhlNYwfZ0LjDo",
    ],
  ],
  run: async (invocation) => {
    const { runStatus } = await import("../bg/run-status.ts");
    return runStatus(invocation);
  },
};
