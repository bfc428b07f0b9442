import type { CommandOption, CommandSpec } from "../command.ts";
import { rosterHashOption } from "../custody/roster-hash-option.ts";
import { doorOption } from "./door-option.ts";
import type { Word } from "./run-stop.ts";

/** What is said of one of the words against a request. */
export interface StopWords {
  readonly word: Word;
  readonly summary: string;
  /** Who can say it and what it does. */
  readonly description: string;
  readonly options?: readonly CommandOption[];
  readonly examples?: CommandSpec["examples"];
}

/** The command of a word that goes to the gate, and past it when need be. */
export function stopCommand({ word, summary, description, options = [], examples = [] }: StopWords): CommandSpec {
  return {
    path: `bg ${word}`,
    summary,
    description: `${description} Goes to the gate; with --broker, or by itself when the gate does not answer or shows an older ledger or roster, to the broker's own door. There name the request by its id.`,
    args: [["[request]", "the request's id, or its account; without it the only open one"]],
    groups: ["identity", "passphrase", "gate", "format"],
    options: [...options, doorOption, rosterHashOption],
    examples: [
      ["through the gate", `rootward bg ${word} 01JDADA7V0000000000000000A`],
      ["past the gate", `rootward bg ${word} 01JDADA7V0000000000000000A --broker broker.example:7443`],
      ...examples,
    ],
    run: async (invocation) => {
      const { runStop } = await import("./run-stop.ts");
      return runStop(invocation, word);
    },
  };
}
