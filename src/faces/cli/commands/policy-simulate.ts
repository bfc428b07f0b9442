import type { CommandSpec } from "../command.ts";
import { formatTargets } from "../output/format-targets.ts";
import { writeTargets } from "../output/write-targets.ts";
import { usageError } from "../usage-error.ts";
import { readText } from "../read-text.ts";

/** `rootward policy simulate`: what AWS would answer to a request, and which statement decided. */
export const policySimulateCommand: CommandSpec = {
  path: "policy simulate",
  summary: "what AWS would answer to a request under given policies, and which statement decided",
  description:
    "Decides one request, or a list of them, under the policies given with each: identity, boundary, session, resource, endpoint, SCPs and RCPs by level. Nothing is called. Exit 0: every request got a decision; 3: one depends on something that is not known; 2: malformed.",
  args: [],
  groups: ["format"],
  options: [{ flags: "--request <FILE>", help: "JSON file with one request or a list; - reads standard input" }],
  examples: [
    ["decide the requests of a file", "rootward policy simulate --request request.json"],
    ["the same as JSON", "rootward policy simulate --request request.json -f json"],
  ],
  run: async ({ io, settings, options }) => {
    const file = options["request"];
    if (typeof file !== "string") throw usageError("policy simulate needs --request FILE");
    const targets = formatTargets(settings, ["text", "json"], "text");
    const text = await readText(io, file);
    const { simulate, simulateExit } = await import("../../../app/policy/simulate.ts");
    const { simulationText } = await import("../output/simulation-text.ts");
    const answer = simulate(text, file === "-" ? undefined : file);
    writeTargets(targets, io, settings.is("quiet"), (format, write) => {
      const whole = answer.kind === "one" ? answer.result : answer.results;
      write(format === "json" ? `${JSON.stringify(whole, null, 2)}\n` : simulationText(answer));
    });
    return simulateExit(answer);
  },
};
