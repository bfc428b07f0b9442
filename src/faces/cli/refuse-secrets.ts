import { CodedError } from "../../domain/core/coded-error.ts";
import { cliErrors } from "./errors.ts";

const secretLike: readonly RegExp[] = [
  /^(AKIA|ASIA)[A-Z0-9]{16}$/,
  /^(?=[^a-z]*[a-z])(?=[^A-Z]*[A-Z])(?=[^0-9]*[0-9])[A-Za-z0-9/+]{40}$/,
  /-----BEGIN [A-Z ]*PRIVATE KEY-----/,
  /^AGE-SECRET-KEY-1/i,
  /^otpauth:\/\//,
];

/** Refuses a command line that holds a credential. Throws CLI_SECRET_IN_FLAG and never repeats the value. */
export function refuseSecrets(argv: readonly string[]): void {
  argv.forEach((argument, index) => {
    const value = argument.startsWith("--") ? argument.slice(argument.indexOf("=") + 1) : argument;
    if (!secretLike.some((pattern) => pattern.test(value))) return;
    // SECURITY: name the place, never the value.
    const before = argv[index - 1];
    const flag = argument.startsWith("--") ? argument.split("=")[0] : before?.startsWith("-") ? before : undefined;
    throw new CodedError(cliErrors.CLI_SECRET_IN_FLAG, { detail: flag ?? `argument ${index + 1}` });
  });
}
