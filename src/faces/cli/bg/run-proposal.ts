import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { approveProposal, type SeenProposal } from "../../../app/custody/client/proposals/approve-proposal.ts";
import { proposeVersion } from "../../../app/custody/client/proposals/propose-version.ts";
import { CodedError } from "../../../domain/core/coded-error.ts";
import type { Invocation } from "../command.ts";
import { cliErrors } from "../errors.ts";
import { ownClient, textOption } from "./own-client.ts";
import { clockText } from "./request-rows.ts";
import { type Row, screenTargets, screenText, showAnswer } from "./screen.ts";

/** Proposes a next roster or release policy from a file, or approves what another proposed; returns the exit code. */
export async function runProposal(invocation: Invocation, proposal: string): Promise<number> {
  const { io, options, settings } = invocation;
  const targets = screenTargets(invocation);
  const isHash = /^[A-Za-z0-9_-]{43}$/.test(proposal);
  const path = resolve(io.cwd, proposal);
  const edited = isHash || (proposal === "-" && !existsSync(path)) ? null : jsonFile(path, proposal);
  const client = ownClient({ ...invocation, options: { ...options, roster: undefined } });
  const entered = await client.enter();
  try {
    const hash =
      edited === null ? (isHash ? proposal : null) : await proposeVersion(client.deps, entered, edited.value);
    const confirm = async (seen: SeenProposal): Promise<boolean> => {
      io.err(screenText(proposalRows(seen), entered, io.columns));
      if (settings.is("yes") || settings.is("noInput") || !io.terminal.in) return true;
      return /^y(?:es)?$/i.test(
        (await io.ask("Sign it? Compare the six words with the others first. [y/N] "))?.trim() ?? "",
      );
    };
    const outcome = await approveProposal(client.deps, entered, { hash, words: textOption(options, "words"), confirm });
    if (outcome.status === "left") {
      io.err("Nothing was signed.\n");
      return 1;
    }
    const { seen, dueAt, shown } = outcome;
    const isTaken = shown.reply !== undefined;
    const next = isTaken
      ? dueAt === null
        ? "in force"
        : `in force from ${new Date(dueAt * 1000).toISOString().slice(0, 10)} ${clockText(dueAt)}, unless a custodian vetoes it (rootward bg veto --document ${seen.hash})`
      : `rootward roster sign --proposal ${seen.hash}   (each of the others; read them the six words)`;
    showAnswer(invocation, targets, entered, {
      rows: [
        ["signed", `${seen.document.type} ${seen.hash}`],
        ["six words", seen.words],
        ...(shown.missing === undefined ? [] : [["missing", shown.missing.detail] as const]),
        [isTaken ? "accepted" : "next", next],
      ],
      json: {
        hash: seen.hash,
        words: seen.words,
        type: seen.document.type,
        state: shown.state,
        missing: shown.missing ?? null,
        dueAt,
      },
    });
    return 0;
  } finally {
    entered.hand.end();
  }
}

/** Shows the roster or release policy in force as the JSON that a next version is edited from; returns the exit code. */
export async function runInForce(invocation: Invocation, isPolicy: boolean): Promise<number> {
  const client = ownClient(invocation);
  const entered = await client.enter();
  try {
    invocation.io.out(`${JSON.stringify(isPolicy ? entered.policy : entered.roster, null, 2)}\n`);
    return 0;
  } finally {
    entered.hand.end();
  }
}

function proposalRows({ document, hash, words, changes, shown }: SeenProposal): readonly Row[] {
  const version = "version" in document && typeof document.version === "number" ? `, version ${document.version}` : "";
  return [
    ["document", `${document.type}${version}, proposed by ${shown.by}`],
    ["hash", hash],
    ["six words", words],
    ...changes.slice(0, 60).map(({ path, before, after }): Row => {
      if (before === null) return ["new", `${path}: ${after ?? ""}`];
      return after === null ? ["gone", `${path}: ${before}`] : ["change", `${path}: ${before} → ${after}`];
    }),
    ...(changes.length > 60 ? [["", `… and ${changes.length - 60} more changes`] as const] : []),
    ...(changes.length === 0 ? [["change", "none"] as const] : []),
  ];
}

function jsonFile(path: string, name: string): { readonly value: unknown } {
  try {
    return { value: JSON.parse(readFileSync(path, "utf8")) as unknown };
  } catch (cause) {
    const isRead = !(cause instanceof Error && "code" in cause);
    const row = isRead ? cliErrors.CLI_INPUT_MALFORMED : cliErrors.CLI_INPUT_UNREADABLE;
    throw new CodedError(row, { detail: name, cause });
  }
}
