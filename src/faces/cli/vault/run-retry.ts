import type { ClientDeps } from "../../../app/custody/client/ports/client-deps.ts";
import { clientErrors } from "../../../app/custody/client/errors.ts";
import { digitsOf, findAccount } from "../../../app/custody/client/request/find-account.ts";
import type { Entered } from "../../../app/custody/client/signing/enter.ts";
import { openRetry, type OpenRetry, secondWord, signRetry } from "../../../app/custody/client/vault/retry-pair.ts";
import { CodedError } from "../../../domain/core/coded-error.ts";
import { ownClient, textOption } from "../bg/own-client.ts";
import { accountText, clockText } from "../bg/request-rows.ts";
import { type Row, screenTargets, screenText, showAnswer } from "../bg/screen.ts";
import type { Invocation } from "../command.ts";
import { usageError } from "../usage-error.ts";
import { beginProof, type EnrolledSeed, waitSeconds } from "./begin-proof.ts";
import { goesOn } from "./prove-device.ts";
import { showNewPair } from "./show-new-pair.ts";

const others = ["password", "passwordFile", "seed", "seedFile", "codesFile", "generated", "name", "email", "print"];

/**
 * The one retry of a pair, run by two operators of the seed vault: who runs it first asks and waits, who runs it second signs
 * what the first one asked for. Returns the exit code.
 */
export async function runRetry(invocation: Invocation): Promise<number> {
  const { options } = invocation;
  const asked = textOption(options, "account");
  if (asked === null) throw usageError("--account takes the 12 digits of an account");
  if (others.some((name) => options[name] !== undefined && options[name] !== false)) {
    throw usageError("--retry brings nothing new; it goes with --account, --aws and --words alone");
  }
  waitSeconds(invocation);
  const targets = screenTargets(invocation);
  const client = ownClient(invocation);
  const { deps } = client;
  const entered = await client.enter();
  try {
    const { account, name, S } = findAccount(asked, await deps.gate.accounts());
    if (S === null)
      throw new CodedError(clientErrors.CLIENT_NO_ITEM, { detail: `${accountText(account)} has no seed` });
    const seed = { account, name, version: S.version, storedAt: S.storedAt };
    const open = await openRetry(deps, seed);
    if (open === null) {
      // Who compares words signs what another asks for; two who ask would wait for each other.
      if (textOption(options, "words") !== null) throw new CodedError(clientErrors.CLIENT_NO_RETRY);
      return await askAgain(invocation, deps, entered, seed);
    }
    if (!(await isConfirmed(invocation, entered, seed, open))) {
      invocation.io.err("Nothing was signed.\n");
      return 1;
    }
    await signRetry(deps, entered, open);
    showAnswer(invocation, targets, entered, {
      rows: [
        ["signed", `the retry of ${open.document.operator.person} for ${accountText(account)} ${name}`],
        ["next", "their program shows the two codes now"],
      ],
      json: { account, version: S.version, hash: open.hash, words: open.words, signed: true },
    });
    return 0;
  } finally {
    entered.hand.end();
  }
}

async function askAgain(
  invocation: Invocation,
  deps: ClientDeps,
  entered: Entered,
  seed: EnrolledSeed,
): Promise<number> {
  const { io } = invocation;
  const proof = await beginProof(invocation, deps, entered, seed.account);
  const second = secondWord(deps, entered, {
    tell: (words, untilMs) => {
      const digits = digitsOf(seed.account);
      const rows: readonly Row[] = [
        ["waiting", `until ${clockText(Math.floor(untilMs / 1000))} for another operator-s, who runs`],
        ["", `rootward vault enrol --account ${digits} --retry`],
        ["six words", words],
      ];
      io.err(screenText(rows, entered, io.columns));
    },
    pause: (ms) => goesOn(io, ms),
  });
  try {
    await showNewPair(invocation, deps, entered, { ...seed, second, isProofNext: proof !== null });
    return proof === null ? 0 : await proof.end(seed);
  } finally {
    proof?.close();
  }
}

async function isConfirmed(
  { io, settings, options }: Invocation,
  entered: Entered,
  { account, name, version }: EnrolledSeed,
  { document, words }: OpenRetry,
): Promise<boolean> {
  const read = textOption(options, "words");
  if (read !== null && plainWords(read) !== words) throw new CodedError(clientErrors.CLIENT_WORDS_DIFFER);
  const { person } = document.operator;
  const rows: readonly Row[] = [
    ["retry", `${person} asks for two more codes of ${accountText(account)} ${name}, seed version ${version}`],
    ["six words", words],
  ];
  io.err(screenText(rows, entered, io.columns));
  if (settings.is("yes") || settings.is("noInput") || !io.terminal.in) return true;
  const answer = await io.ask(`Does ${person} sit at AWS's page, and read you these words? [y/N] `);
  return /^y(?:es)?$/i.test(answer?.trim() ?? "");
}

function plainWords(text: string): string {
  return text
    .trim()
    .toLowerCase()
    .split(/[\s,-]+/)
    .join(" ");
}
