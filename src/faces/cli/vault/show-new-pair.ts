import type { ClientDeps } from "../../../app/custody/client/ports/client-deps.ts";
import { clientErrors } from "../../../app/custody/client/errors.ts";
import { digitsOf } from "../../../app/custody/client/request/find-account.ts";
import { type PairAsk, type PairCode, showPair } from "../../../app/custody/client/vault/enrol-pair.ts";
import type { Entered } from "../../../app/custody/client/signing/enter.ts";
import { CodedError } from "../../../domain/core/coded-error.ts";
import type { Invocation } from "../command.ts";
import { countDown } from "../bg/countdown.ts";
import { accountText } from "../bg/request-rows.ts";
import { screenTargets, screenText } from "../bg/screen.ts";

/** Whose codes, and what comes after them. */
export interface NewPair extends Pick<PairAsk, "account" | "version" | "second"> {
  readonly name: string;
  /** AWS is asked next whether it has taken them. */
  readonly isProofNext: boolean;
}

/**
 * Shows the two codes of a new device, each in its own half minute: on standard output, one line each, with the countdown on
 * standard error.
 */
export async function showNewPair(
  invocation: Invocation,
  deps: ClientDeps,
  entered: Entered,
  { account, name, version, second, isProofNext }: NewPair,
): Promise<void> {
  const { io } = invocation;
  const isJson = screenTargets(invocation).some(({ format }) => format === "json");
  const mark = entered.isRehearsal ? "REHEARSAL " : "";
  const say = (text: string): void => io.err(screenText([["", text]], entered, io.columns));
  say(
    `version ${version} of ${accountText(account)} ${name}. Type both codes at AWS, the second when it appears, and submit at once.`,
  );
  const show = async ({ code, validForMs, serverTime, n, of }: PairCode): Promise<void> => {
    const text = code.reveal();
    io.out(isJson ? `${JSON.stringify({ code: text, validForMs, serverTime, n, of })}\n` : `${text}\n`);
    if (!io.terminal.err) say(`code ${n} of ${of}, good for ${Math.floor(validForMs / 1000)} s`);
  };
  const waitFor = async ({ waitMs }: { readonly waitMs: number }): Promise<void> => {
    const isOver = await countDown(io, {
      untilMs: io.now() + waitMs,
      text: (seconds) => `${mark}next code in ${seconds} s`,
      isWarning: false,
    });
    if (!isOver) throw new CodedError(clientErrors.CLIENT_ENDED);
  };
  await showPair(deps, entered, { account, version, second, show, waitFor });
  if (isProofNext) return;
  say(
    `When AWS has taken them: rootward vault verify --account ${digitsOf(account)} --aws, or a first sign-in, proves the seed. Until then it is NEVER PROVEN. When AWS refuses them: rootward vault enrol --account ${digitsOf(account)} --retry, by two operators.`,
  );
}
