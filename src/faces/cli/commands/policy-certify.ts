import type { CommandSpec } from "../command.ts";
import { formatTargets } from "../output/format-targets.ts";
import { writeTargets } from "../output/write-targets.ts";
import { readText } from "../read-text.ts";

/** `rootward policy certify FILE`: whether a certificate proves what it claims. */
export const policyCertifyCommand: CommandSpec = {
  path: "policy certify",
  summary: "whether a certificate of `policy can` proves what it claims; the checker shares nothing with the prover",
  description:
    "Reads one certificate, or the whole answer of `policy can -f json`, and checks each claim that nothing of some actions passes. Nothing is called. Exit 0: all accepted; 1: one is refused; 2: malformed.",
  args: [["<file>", "certificate or answer of `policy can -f json`; - reads standard input"]],
  groups: ["format"],
  options: [],
  examples: [
    ["what `policy can` says, proven again", "rootward policy certify can.json"],
    ["for a program", "rootward policy certify certificate.json -f json"],
  ],
  run: async ({ io, settings, args }) => {
    const targets = formatTargets(settings, ["text", "json"], "text");
    const [file = "-"] = args;
    const text = await readText(io, file);
    const { certifyText } = await import("../../../app/policy/certify/certify-text.ts");
    const { printable } = await import("../../report/printable.ts");
    const results = certifyText(text, file === "-" ? undefined : file);
    const refused = results.filter(({ status }) => status === "refused").length;
    writeTargets(targets, io, settings.is("quiet"), (format, write) => {
      if (format === "json") {
        write(`${JSON.stringify({ certificates: results }, null, 2)}\n`);
        return;
      }
      for (const result of results) {
        const why =
          result.status === "refused" ? ` (at ${result.step === "" ? "the top" : result.step}: ${result.why})` : "";
        write(`${result.status}  ${printable(result.claim)}${printable(why)}\n`);
      }
      const accepted = results.length - refused;
      write(
        results.length === 0
          ? "no certificate in this answer: nothing is claimed to be closed\n"
          : `${accepted} accepted, ${refused} refused\n`,
      );
    });
    return refused > 0 ? 1 : 0;
  },
};
