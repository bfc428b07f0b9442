import { clientErrors } from "../../../app/custody/client/errors.ts";
import { type FetchedCode, fetchCode } from "../../../app/custody/client/release/fetch-code.ts";
import { insteadOfRoot } from "../../../app/custody/client/request/instead-of-root.ts";
import { findOwnRequest, ownRequest } from "../../../app/custody/client/request/own-request.ts";
import { CodedError } from "../../../domain/core/coded-error.ts";
import type { Invocation } from "../command.ts";
import { formatTargets } from "../output/format-targets.ts";
import { writeTargets } from "../output/write-targets.ts";
import { countDown } from "./countdown.ts";
import { canHide, onHiddenScreen } from "./hidden-screen.ts";
import { insteadRows } from "./instead-rows.ts";
import { ownClient } from "./own-client.ts";
import { screenText } from "./screen.ts";

/** Fetches one code. Standard output holds the code and nothing else; the countdown is on standard error. */
export async function runCode(invocation: Invocation): Promise<number> {
  const { io, args, options, settings } = invocation;
  const targets = formatTargets(settings, ["text", "json"], "text");
  const client = ownClient(invocation);
  const requestId = findOwnRequest(client.deps, args[0] ?? null);
  const entered = await client.enter();
  try {
    const say = (text: string): void => io.err(screenText([["", text]], entered, io.columns));
    const instead = insteadRows(insteadOfRoot(ownRequest(client.deps, requestId).request, entered.policy));
    if (instead.length > 0) io.err(screenText(instead, entered, io.columns));
    const shown = await client.deps.gate.request(requestId);
    const n = options["again"] === true && shown.codesUsed > 0 ? shown.codesUsed : null;
    const code = await fetchCode(client.deps, entered, {
      requestId,
      n,
      waitFor: async ({ waitMs }) => {
        const isOver = await countDown(io, {
          untilMs: io.now() + waitMs,
          text: (seconds) => `${entered.isRehearsal ? "REHEARSAL " : ""}next code in ${seconds} s`,
          isWarning: false,
        });
        if (!isOver) throw new CodedError(clientErrors.CLIENT_ENDED);
      },
    });
    const isPlain = targets.some(({ format, file }) => format === "json" || file !== null);
    if (isPlain || !canHide(io, options["print"] === true)) {
      writeTargets(targets, io, true, (format, put) =>
        put(format === "json" ? `${codeJson(code)}\n` : `${code.code.reveal()}\n`),
      );
      say(
        `code ${code.n} of ${code.of} for ${code.accountName}, good for ${Math.floor(leftMs(code, io.now()) / 1000)} s`,
      );
      return 0;
    }
    await showHidden(invocation, code, entered.isRehearsal);
    return 0;
  } finally {
    entered.hand.end();
  }
}

/** What every face gives out of a code: these five, and nothing else. */
export function codeJson({ code, validForMs, serverTime, n, of }: FetchedCode): string {
  return JSON.stringify({ code: code.reveal(), validForMs, serverTime, n, of });
}

/** By the broker's clock and the time since its answer came. */
function leftMs({ validForMs, receivedMs }: FetchedCode, nowMs: number): number {
  return Math.max(0, validForMs - (nowMs - receivedMs));
}

async function showHidden({ io }: Invocation, code: FetchedCode, isRehearsal: boolean): Promise<void> {
  const digits = code.code.reveal();
  const mark = isRehearsal ? "REHEARSAL\n\n" : "";
  const text = `${mark}\n    ${digits.slice(0, 3)} ${digits.slice(3)}\n\n    ${code.accountName}\n\n`;
  await onHiddenScreen(io, text, () =>
    countDown(io, {
      untilMs: io.now() + leftMs(code, io.now()),
      text: (seconds) => `code ${code.n} of ${code.of}, good for ${seconds} s`,
      isWarning: true,
    }),
  );
  io.err(
    `The code is over. Next one: rootward bg code${code.n < code.of ? "" : " (a new request: this was the last)"}\n`,
  );
}
