import { CodedError } from "../../../../domain/core/coded-error.ts";
import type { Invocation } from "../../command.ts";
import { cliErrors } from "../../errors.ts";

/**
 * Who says yes to an audit session in so many accounts: the flag, or a person on a terminal. Throws `CLI_INPUT_NEEDED`
 * with the flag's name where there is neither, and where the person says no.
 */
export function auditAsker({
  io,
  settings,
}: Pick<Invocation, "io" | "settings">): (accounts: number) => Promise<boolean> {
  // SECURITY: `--yes` is not the flag: what logs in every account is asked for by its own name.
  const isAsked = settings.is("assumeRoot");
  const canAsk = io.terminal.in && io.terminal.err && !settings.is("noInput") && io.env["CI"] === undefined;
  return async (accounts) => {
    if (isAsked) return true;
    const cost = `an audit session (sts:AssumeRoot, read-only) that ${accounts === 1 ? "1 account" : `${accounts} accounts`} and the caller's account will log`;
    if (!canAsk) throw new CodedError(cliErrors.CLI_INPUT_NEEDED, { detail: `--assume-root allows ${cost}` });
    const answer = await io.ask(`This opens ${cost}.\nOpen it? [y/N] `);
    if (answer !== null && /^y(?:es)?$/i.test(answer.trim())) return true;
    throw new CodedError(cliErrors.CLI_INPUT_NEEDED, {
      detail: `nothing was opened; --assume-root allows ${cost}`,
      hint: "Say yes, or give --assume-root. What the organization tells without it: `rootward root-access status`.",
    });
  };
}
