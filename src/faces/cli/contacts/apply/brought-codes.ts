import { closeSync, constants, fstatSync, openSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { AskOtp } from "../../../../app/contacts/ask-otp.ts";
import { CodedError } from "../../../../domain/core/coded-error.ts";
import { maskMail } from "../../../../domain/core/mask.ts";
import { Secret } from "../../../../domain/core/secret.ts";
import { type ContactsPlan, idOf } from "../../../../domain/custody/contacts/contacts-plan.ts";
import { accountText } from "../../bg/request-rows.ts";
import type { Invocation } from "../../command.ts";
import { cliErrors } from "../../errors.ts";
import { printable } from "../../../report/printable.ts";

/** Codes that AWS mailed, by the twelve digits of their account. */
export type BroughtCodes = ReadonlyMap<string, Secret>;

/**
 * Reads codes: one line for each account, its twelve digits and the code; the code alone where the plan moves one mailbox.
 * `-` is standard input. Throws `CLI_INPUT_UNREADABLE`, `CLI_INPUT_MALFORMED`; no code stands in either.
 */
export async function readCodes(io: Invocation["io"], file: string, plan: ContactsPlan): Promise<BroughtCodes> {
  const moved = plan.accounts.filter(({ changes }) => changes.some(({ kind }) => kind === "mailbox"));
  const [only] = moved.length === 1 ? moved.map(({ account }) => idOf(account)) : [];
  const ids = new Set(moved.map(({ account }) => idOf(account)));
  const codes = new Map<string, Secret>();
  const text = file === "-" ? await io.readInput() : privateText(resolve(io.cwd, file), file);
  for (const [at, line] of text.split("\n").entries()) {
    if (line.trim() === "") continue;
    const [, id = only, code] = /^\s*(?:([0-9]{12})[\s:=]+)?([A-Za-z0-9]{6})\s*$/.exec(line) ?? [];
    const problem =
      code === undefined || id === undefined
        ? "not an account with its code"
        : !ids.has(id)
          ? `the plan moves no mailbox of ${id}`
          : codes.has(id)
            ? `a second code for ${id}`
            : null;
    if (problem !== null || code === undefined || id === undefined) {
      throw new CodedError(cliErrors.CLI_INPUT_MALFORMED, {
        detail: problem ?? "",
        position: { file, line: at + 1 },
        hint: "One line for each account: its twelve digits, a blank, and the six letters or digits of the code.",
      });
    }
    codes.set(id, new Secret(code));
  }
  return codes;
}

/** Brings a code that was given; else asks, where somebody sits at a terminal; else the code comes another time. */
export function bringCodes({ io, settings }: Invocation, codes: BroughtCodes): AskOtp {
  const given = new Map(codes);
  const canAsk = io.terminal.in && io.terminal.err && !settings.is("noInput");
  return async ({ account, name, address, attempt }) => {
    const id = idOf(account);
    const code = given.get(id);
    const who = `${printable(name)} (${accountText(account)})`;
    if (attempt > 1) io.err(`The code for ${who} was not taken.\n`);
    if (code !== undefined) {
      // A code is brought once: AWS counts wrong ones.
      given.delete(id);
      return { status: "code", otp: code };
    }
    if (!canAsk || io.signal.aborted) return { status: "later" };
    const answer = await io.ask(
      `AWS mailed a code to ${maskMail(printable(address))}, for ${who}.\nCode (empty: later; new: mail another one): `,
    );
    const text = answer?.trim() ?? "";
    if (text === "") return { status: "later" };
    return text === "new" ? { status: "again" } : { status: "code", otp: new Secret(text) };
  };
}

function privateText(path: string, shown: string): string {
  let handle: number;
  try {
    handle = openSync(path, constants.O_RDONLY);
  } catch (cause) {
    throw unreadable(`${shown} (${reasonOf(cause)})`, cause);
  }
  try {
    const stat = fstatSync(handle);
    // SECURITY: whoever has the code and a session moves the mailbox; a pipe is its own guard, a plain file is not.
    if (stat.isFile() && (stat.mode & 0o077) !== 0 && process.platform !== "win32") {
      const hint = "A file of codes is for its owner alone: chmod 600.";
      const mode = (stat.mode & 0o777).toString(8).padStart(4, "0");
      throw new CodedError(cliErrors.CLI_INPUT_UNREADABLE, { detail: `${shown} has mode ${mode}`, hint });
    }
    return readFileSync(handle, "utf8");
  } catch (cause) {
    if (cause instanceof CodedError) throw cause;
    throw unreadable(`${shown} (${reasonOf(cause)})`, cause);
  } finally {
    closeSync(handle);
  }
}

function unreadable(detail: string, cause: unknown): CodedError {
  return new CodedError(cliErrors.CLI_INPUT_UNREADABLE, { detail, cause });
}

function reasonOf(cause: unknown): string {
  return cause instanceof Error && "code" in cause ? String(cause.code) : "unknown";
}
