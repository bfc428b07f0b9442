import type { CommandSpec } from "../command.ts";
import { rosterHashOption } from "../custody/roster-hash-option.ts";

/** `rootward custody doctor`: whether root would be in reach when it must be. */
export const custodyDoctorCommand: CommandSpec = {
  path: "custody doctor",
  summary: "what would keep you from root in an emergency, or bring somebody else there: the worst first",
  description:
    "Asks gate and broker, verifies what they say, and adds what the kits' manifests, both configurations and the custody file tell: drills, copies, custodians, rules, clocks, witnesses, who holds what, and what custody itself depends on. What nobody told is unknown, never well. Exit 0: nothing red or unknown; 1: something is red; 3: nothing red, but something is not known.",
  args: [],
  groups: ["identity", "passphrase", "gate", "format"],
  options: [
    {
      flags: "--declared <FILE>",
      help: "rootward-custody.yaml: places, holders, dependencies (rootward schema custody)",
    },
    { flags: "--manifests <FILES>", help: "manifest.json of the kits, comma-separated" },
    { flags: "--gate-config <FILE>", help: "gate.json: where both processes run, witnesses and anchors" },
    { flags: "--broker-config <FILE>", help: "broker.json: the broker's witnesses" },
    rosterHashOption,
  ],
  examples: [
    [
      "everything that can be told",
      "rootward custody doctor --declared rootward-custody.yaml --manifests kit-p/manifest.json,kit-s/manifest.json --gate-config custody/gate/gate.json --broker-config custody/broker/broker.json",
    ],
    ["for a scan", "rootward custody doctor -f json=custody.json"],
  ],
  run: async (invocation) => {
    const { runCustodyDoctor } = await import("../custody/run-custody-doctor.ts");
    return runCustodyDoctor(invocation);
  },
};
