import { clientErrors } from "../../../app/custody/client/errors.ts";
import { digitsOf, findAccount } from "../../../app/custody/client/request/find-account.ts";
import { verifySeed } from "../../../app/custody/client/vault/verify-seed.ts";
import { CodedError } from "../../../domain/core/coded-error.ts";
import type { Secret } from "../../../domain/core/secret.ts";
import { readCode } from "../../../domain/custody/totp/read-code.ts";
import { ownClient, textOption } from "../bg/own-client.ts";
import { accountText } from "../bg/request-rows.ts";
import { screenTargets, showAnswer } from "../bg/screen.ts";
import type { Invocation } from "../command.ts";
import { usageError } from "../usage-error.ts";

/** Asks for two codes of the old device and has the broker hold its seed against them; returns the exit code. */
export async function runVerify(invocation: Invocation): Promise<number> {
  const { options, settings } = invocation;
  const asked = textOption(options, "account");
  if (asked === null) throw usageError("--account takes the 12 digits of an account");
  if (settings.is("passphraseStdin")) {
    throw usageError("standard input is for the two codes; use --passphrase-file for the passphrase");
  }
  const targets = screenTargets(invocation);
  const client = ownClient(invocation);
  const entered = await client.enter();
  try {
    const { account, name, S } = findAccount(asked, await client.deps.gate.accounts());
    if (S === null)
      throw new CodedError(clientErrors.CLIENT_NO_ITEM, { detail: `${accountText(account)} has no seed` });
    // Asked for last: they are good for seconds.
    const [first, second] = await twoCodes(invocation);
    await verifySeed(client.deps, entered, { account, version: S.version, first, second });
    showAnswer(invocation, targets, entered, {
      rows: [
        ["account", `${accountText(account)}  ${name}`],
        ["seed", `version ${S.version} makes the codes of the old device: verified`],
        ["next", `rootward bg request ${name} --purpose drill   (a sign-in at AWS proves it)`],
        ["proven by", `rootward vault verify --account ${digitsOf(account)} --signed-in EVENTID --at TIME`],
        ["then", "destroy the other copies, and say so: rootward vault attest"],
      ],
      json: { account, vault: "S", version: S.version, verified: true },
    });
    return 0;
  } finally {
    entered.hand.end();
  }
}

async function twoCodes({ io, settings }: Invocation): Promise<readonly [Secret, Secret]> {
  if (io.terminal.in && !settings.is("noInput")) {
    const first = codeOf(await io.ask("The code that the old device shows now: "));
    return [first, codeOf(await io.ask("The next one, as soon as it changes: "))];
  }
  const [one, other, ...rest] = (await io.readInput()).split(/\r?\n| /).filter((each) => each !== "");
  if (rest.length > 0) throw new CodedError(clientErrors.CLIENT_CODE_UNFIT, { detail: "more than two" });
  return [codeOf(one), codeOf(other)];
}

function codeOf(text: string | null | undefined): Secret {
  const code = readCode(text ?? "");
  if (code === null)
    throw new CodedError(clientErrors.CLIENT_CODE_UNFIT, { detail: `${(text ?? "").length} characters` });
  return code;
}
