import type { CommandSpec } from "../command.ts";

/** `rootward demo custody`: a whole break-glass use, with real processes and a real ledger. */
export const demoCustodyCommand: CommandSpec = {
  path: "demo custody",
  summary: "a whole break-glass use in under a minute: three custodians, two processes, one code, a ledger",
  description:
    "Sets up a rehearsal in a directory of its own, starts gate and broker, lets three pretend custodians sign, unseal, ask and approve, releases a password and a code, closes, and verifies the ledger offline. Prints every command that it runs: they are the ones that you would type. Ends both processes and removes the directory; --keep leaves it.",
  args: [],
  groups: ["format"],
  options: [{ flags: "--keep <DIR>", help: "play it in this new directory and leave everything there" }],
  examples: [
    ["watch it", "rootward demo custody"],
    ["look at what it made", "rootward demo custody --keep ./rehearsal"],
  ],
  run: async (invocation) => {
    const { runDemoCustody } = await import("../demo-custody/demo-custody.ts");
    return runDemoCustody(invocation);
  },
};
