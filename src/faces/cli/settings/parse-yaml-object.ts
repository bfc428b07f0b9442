import { openYaml } from "../../../app/declared/open-yaml.ts";
import { CodedError } from "../../../domain/core/coded-error.ts";
import { cliErrors } from "../errors.ts";

/** A YAML file whose top level is a mapping. Throws CLI_CONFIG_MALFORMED with line and column. */
export function parseYamlObject(text: string, file: string): Record<string, unknown> {
  const { value } = openYaml(text, file, cliErrors.CLI_CONFIG_MALFORMED);
  if (value === null || value === undefined) return {};
  if (typeof value !== "object" || Array.isArray(value)) {
    throw new CodedError(cliErrors.CLI_CONFIG_MALFORMED, {
      detail: "the top level must be a mapping",
      position: { file, line: 1, column: 1 },
    });
  }
  return value as Record<string, unknown>;
}
