import type { CommandSpec } from "../command.ts";

/** `rootward custody init`: keys and configurations of both vaults. */
export const custodyInitCommand: CommandSpec = {
  path: "custody init",
  summary: "set up both vaults: users, keys, configurations, and the draft of who decides; asks nothing",
  description:
    "Makes the directory DIR with everything that gate and broker start from, and prints the next commands. As root it makes the users that keep the processes apart. --rehearsal is for trying it out as one ordinary user: its name begins with rehearsal-, it ends after 7 days and cannot become real. --solo is for one person alone: no dual control.",
  args: [["<dir>", "a new or empty directory"]],
  groups: ["format"],
  options: [
    { flags: "--rehearsal", help: "try it out: no separate users, ends after 7 days" },
    { flags: "--solo", help: "one person alone: no dual control, every release waits 10 minutes" },
    {
      flags: "--deployment <NAME>",
      help: "its name for ever: in every key, digest and log (default: the directory's name)",
    },
    { flags: "--host <NAME>", help: "the host people sign at, in the names of the logs (default: this host)" },
    { flags: "--port <PORT>", help: "of the gate; the broker's door is the next one (default: 7843)" },
    {
      flags: "--management <ACCOUNT>",
      help: "the management account: its vaults are sealed until a quorum opens them, and a courier opens AWS sessions for its organization",
    },
    { flags: "--only <SIDE>", help: "gate, broker or courier: the others are on other hosts" },
    { flags: "--broker-public <FILE>", help: "with --only gate and courier: the file that --only broker wrote" },
    { flags: "--broker-host <NAME>", help: "with --only gate: where the broker's door is (default: --host)" },
    { flags: "--gate-spki <HASH>", help: "with --only courier: what --only gate printed" },
  ],
  examples: [
    ["try it out", "rootward custody init ./custody --rehearsal"],
    [
      "for real, as root, with a sealed management account",
      "rootward custody init /srv/rootward --deployment acme --host rootward.example.com --management 111122223333",
    ],
    [
      "the broker's half, on its own host",
      "rootward custody init /srv/rootward --only broker --deployment acme --host rootward.example.com",
    ],
  ],
  run: async (invocation) => {
    const { runCustodyInit } = await import("../set-up/custody-init.ts");
    return runCustodyInit(invocation);
  },
};
