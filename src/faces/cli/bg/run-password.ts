import { fetchPassword } from "../../../app/custody/client/release/fetch-password.ts";
import { insteadOfRoot } from "../../../app/custody/client/request/instead-of-root.ts";
import { findOwnRequest, ownRequest } from "../../../app/custody/client/request/own-request.ts";
import { fromUtf8 } from "../../../domain/crypto/bytes.ts";
import type { Invocation } from "../command.ts";
import { formatTargets } from "../output/format-targets.ts";
import { writeTargets } from "../output/write-targets.ts";
import { canHide, onHiddenScreen } from "./hidden-screen.ts";
import { insteadOf, insteadRows } from "./instead-rows.ts";
import { ownClient } from "./own-client.ts";
import { accountText } from "./request-rows.ts";
import { screenText } from "./screen.ts";

/** Characters that people mistake for one another; they are named under a password that has one. */
const confusable = /[0O1Il|5S8B2Z]/g;

/** Fetches the password. Standard output holds it and nothing else. */
export async function runPassword(invocation: Invocation): Promise<number> {
  const { io, args, options, settings } = invocation;
  const targets = formatTargets(settings, ["text", "json"], "text");
  const client = ownClient(invocation);
  const requestId = findOwnRequest(client.deps, args[0] ?? null);
  const entered = await client.enter();
  try {
    const instead = insteadOfRoot(ownRequest(client.deps, requestId).request, entered.policy);
    if (instead !== null) io.err(screenText(insteadRows(instead), entered, io.columns));
    const { password, account, accountName, version } = await fetchPassword(client.deps, entered, requestId);
    const text = fromUtf8(password.reveal()) ?? "";
    password.wipe();
    const next = `version ${version} for ${accountText(account)} ${accountName}. Sign in at AWS as "Root user", then: rootward bg code ${requestId}. A person has seen this password now: change it after use.`;
    const isPlain = targets.some(({ format, file }) => format === "json" || file !== null);
    if (isPlain || !canHide(io, options["print"] === true)) {
      writeTargets(targets, io, true, (format, put) =>
        put(
          format === "json"
            ? `${JSON.stringify({ account, accountName, version, password: text, ...insteadOf(instead) })}\n`
            : `${text}\n`,
        ),
      );
    } else {
      await onHiddenScreen(io, shownPassword(text), async () => io.ask("Press Enter to hide it. "));
    }
    io.err(screenText([["", next]], entered, io.columns));
    return 0;
  } finally {
    entered.hand.end();
  }
}

/** Groups of four, and the kind of each character that could be taken for another. */
export function shownPassword(text: string): string {
  const groups = text.match(/.{1,4}/gu) ?? [];
  const doubtful = [...new Set(text.match(confusable) ?? [])].map((each) => `${each} is ${kindOf(each)}`);
  const named = doubtful.length === 0 ? "" : `\n    ${doubtful.join(", ")}\n`;
  return `\n    ${groups.join("  ")}\n${named}\n    (in groups of four; it has ${Array.from(text).length} characters, no spaces between)\n\n`;
}

function kindOf(character: string): string {
  if (/[0-9]/.test(character)) return "a digit";
  if (character === "|") return "a vertical bar";
  return /[A-Z]/.test(character) ? "a capital letter" : "a small letter";
}
