import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { approveProposal, type ProposalApproved } from "../../../app/custody/client/proposals/approve-proposal.ts";
import { proposeVersion } from "../../../app/custody/client/proposals/propose-version.ts";
import { type SeenProposal, seeProposal } from "../../../app/custody/client/proposals/see-proposal.ts";
import { CodedError } from "../../../domain/core/coded-error.ts";
import type { Invocation } from "../command.ts";
import { cliErrors } from "../errors.ts";
import { usageError } from "../usage-error.ts";
import { ownClient, textOption } from "./own-client.ts";
import { momentText } from "../contacts/moment-text.ts";
import { needsText, type ProposalLook, proposalRows, sessionJson } from "./proposal-rows.ts";
import { type Answer, type Row, screenTargets, screenText, showAnswer } from "./screen.ts";

/** Proposes a next roster or release policy from a file, or approves what another proposed; returns the exit code. */
export async function runProposal(invocation: Invocation, proposal: string): Promise<number> {
  const { io, options, settings } = invocation;
  const targets = screenTargets(invocation);
  const isHash = /^[A-Za-z0-9_-]{43}$/.test(proposal);
  const isShow = options["show"] === true;
  const path = resolve(io.cwd, proposal);
  const edited = isHash || (proposal === "-" && !existsSync(path)) ? null : jsonFile(path, proposal);
  if (isShow && edited !== null)
    throw usageError("--show takes the hash of what was put up; a file is put up by signing it");
  const client = ownClient({ ...invocation, options: { ...options, roster: undefined } });
  const entered = await client.enter();
  const look: ProposalLook = {
    policy: entered.policy,
    showContacts: settings.is("showContacts"),
    now: Math.floor(io.now() / 1000),
  };
  try {
    if (isShow) {
      const seen = seeProposal(await client.deps.gate.proposals(), entered, isHash ? proposal : null);
      showAnswer(invocation, targets, entered, shownAnswer(seen, look));
      return 0;
    }
    const hash =
      edited === null ? (isHash ? proposal : null) : await proposeVersion(client.deps, entered, edited.value);
    const confirm = async (seen: SeenProposal): Promise<boolean> => {
      io.err(screenText(proposalRows(seen, look), entered, io.columns));
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
    showAnswer(invocation, targets, entered, signedAnswer(outcome, look));
    return 0;
  } finally {
    entered.hand.end();
  }
}

/** A proposal that nobody signs now. */
function shownAnswer(seen: SeenProposal, look: ProposalLook): Answer {
  const { hash, words, document, changes, shown } = seen;
  return {
    rows: [...proposalRows(seen, look), ...missingRows(seen, shown)],
    json: {
      hash,
      words,
      type: document.type,
      state: shown.state,
      missing: shown.missing ?? null,
      isVetoed: shown.isVetoed === true,
      changes,
      ...sessionJson(seen, look),
    },
  };
}

function signedAnswer(
  { seen, dueAt, shown }: Extract<ProposalApproved, { status: "approved" }>,
  look: ProposalLook,
): Answer {
  const { hash, words, document } = seen;
  const isTaken = shown.reply !== undefined;
  const veto = `unless a custodian vetoes it (rootward bg veto --document ${hash})`;
  const next = isTaken
    ? dueAt === null || dueAt - look.now < 60
      ? "in force"
      : `in force from ${momentText(dueAt)}, ${veto}`
    : `rootward roster sign --proposal ${hash}   (each of the others; read them the six words)`;
  return {
    rows: [
      ["signed", `${document.type} ${hash}`],
      ["six words", words],
      ...missingRows(seen, shown),
      [isTaken ? "accepted" : "next", next],
      ...(isTaken && seen.session !== null ? [["then", thenOf(seen.session, hash)] as const] : []),
    ],
    json: {
      hash,
      words,
      type: document.type,
      state: shown.state,
      missing: shown.missing ?? null,
      dueAt,
      ...sessionJson(seen, look),
    },
  };
}

/** The approvals of a change of contacts count by the release policy; saying so keeps people from waiting for others. */
function missingRows({ session }: SeenProposal, { missing }: SeenProposal["shown"]): readonly Row[] {
  if (missing === undefined) return [];
  if (session === null) return [["missing", missing.detail]];
  return [["missing", `${needsText(session.needs)}: ${missing.detail}`]];
}

/** What its operator does with it. */
function thenOf({ kind, operator }: NonNullable<SeenProposal["session"]>, hash: string): string {
  const command = kind === "contacts" ? `contacts apply PLAN --document ${hash}` : "root-access enable --apply PLAN";
  return `${operator.name}: rootward ${command}`;
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

function jsonFile(path: string, name: string): { readonly value: unknown } {
  try {
    return { value: JSON.parse(readFileSync(path, "utf8")) as unknown };
  } catch (cause) {
    const isRead = !(cause instanceof Error && "code" in cause);
    const row = isRead ? cliErrors.CLI_INPUT_MALFORMED : cliErrors.CLI_INPUT_UNREADABLE;
    throw new CodedError(row, { detail: name, cause });
  }
}
