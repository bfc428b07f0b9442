import { CodedError } from "../../domain/core/coded-error.ts";
import { cliErrors } from "./errors.ts";

const secretLike: readonly RegExp[] = [
  /^(AKIA|ASIA)[A-Z0-9]{16}$/,
  /^(?=[^a-z]*[a-z])(?=[^A-Z]*[A-Z])(?=[^0-9]*[0-9])[A-Za-z0-9/+]{40}$/,
  /-----BEGIN [A-Z ]*PRIVATE KEY-----/,
  /^AGE-SECRET-KEY-(?:PQ-)?1/i,
  /^(?:otpauth(?:-migration)?|steam):\/\//i,
];

/** Refuses a command line that holds a credential. Throws CLI_SECRET_IN_FLAG and never repeats the value. */
export function refuseSecrets(argv: readonly string[]): void {
  argv.forEach((argument, index) => {
    const [, flag, given] = /^(--[a-zA-Z-]+)=([\s\S]*)$/.exec(argument) ?? /^(-[a-zA-Z])=?(.+)$/.exec(argument) ?? [];
    if (!secretLike.some((pattern) => pattern.test(given ?? argument))) return;
    // SECURITY: name the place, never the value.
    const before = argv[index - 1];
    const named = flag ?? (before !== undefined && /^--?[a-zA-Z-]+$/.test(before) ? before : `argument ${index + 1}`);
    throw new CodedError(cliErrors.CLI_SECRET_IN_FLAG, { detail: named });
  });
}
