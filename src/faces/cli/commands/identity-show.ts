import type { CommandSpec } from "../command.ts";

/** `rootward identity show`: the public part of an identity. */
export const identityShowCommand: CommandSpec = {
  path: "identity show",
  summary: "show the public part of your identity: key, recipients, and six words to compare",
  args: [],
  groups: ["identity", "format"],
  options: [],
  examples: [
    ["yours", "rootward identity show --identity ann"],
    ["for a program", "rootward identity show --identity ann -f json"],
  ],
  run: async (invocation) => {
    const { runIdentityShow } = await import("../set-up/identity-show.ts");
    return runIdentityShow(invocation);
  },
};
