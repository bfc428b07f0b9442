import { CodedError } from "../../../domain/core/coded-error.ts";
import type { CommandSpec } from "../command.ts";
import { cliErrors } from "../errors.ts";
import { schemas } from "../schema/schemas.ts";

/** `rootward schema NAME`: the JSON Schema of a file that Rootward reads or writes. */
export const schemaCommand: CommandSpec = {
  path: "schema",
  summary: "JSON Schema of a file that Rootward reads or writes",
  args: [["[name]", "without a name: the list"]],
  groups: [],
  options: [],
  examples: [
    ["the form of the inventory", "rootward schema inventory"],
    ["of a snapshot's files", "rootward schema snapshot"],
  ],
  run: async ({ io, args }) => {
    const [name] = args;
    if (name === undefined) {
      for (const { name: each, what } of schemas) io.out(`${each.padEnd(18)}  ${what}\n`);
      return 0;
    }
    const found = schemas.find((each) => each.name === name);
    if (found === undefined) {
      throw new CodedError(cliErrors.CLI_NAME_UNKNOWN, {
        detail: `schema ${name}`,
        hint: `There are: ${schemas.map((each) => each.name).join(", ")}.`,
      });
    }
    io.out(`${JSON.stringify(await found.load(), null, 2)}\n`);
    return 0;
  },
};
