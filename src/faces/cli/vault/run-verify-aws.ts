import { clientErrors } from "../../../app/custody/client/errors.ts";
import { findAccount } from "../../../app/custody/client/request/find-account.ts";
import { attestAccepted } from "../../../app/custody/client/vault/attest-accepted.ts";
import { CodedError } from "../../../domain/core/coded-error.ts";
import { instant, instantOfMillis, millisOf } from "../../../domain/core/instant.ts";
import { type OwnClient, ownClient, textOption } from "../bg/own-client.ts";
import { accountText } from "../bg/request-rows.ts";
import { screenTargets, screenText, showAnswer } from "../bg/screen.ts";
import type { Invocation } from "../command.ts";
import { usageError } from "../usage-error.ts";
import { openLook } from "./open-look.ts";
import { proveDevice } from "./prove-device.ts";

/** Looks once more whether AWS lists the device that the newest seed was captured for; returns the exit code. */
export async function runVerifyAws(invocation: Invocation): Promise<number> {
  if (textOption(invocation.options, "signedIn") !== null) throw usageError("give --aws or --signed-in");
  return await withSeed(invocation, async (client, entered, { account, name, S }) => {
    if (S.origin === "import") {
      const detail = `seed version ${S.version} of ${accountText(account)} was imported: its device is older`;
      throw new CodedError(clientErrors.CLIENT_PROVEN_BY_SIGN_IN, { detail });
    }
    const { look, close } = openLook(invocation, account);
    try {
      const { code, ...answer } = await proveDevice(invocation, client.deps, entered, {
        account,
        name,
        version: S.version,
        seed: S,
        before: new Set(),
        look,
        seconds: 0,
      });
      showAnswer(invocation, screenTargets(invocation), entered, answer);
      return code;
    } finally {
      close();
    }
  });
}

/** Attests a sign-in of root that somebody saw in CloudTrail; returns the exit code. */
export async function runVerifySignIn(invocation: Invocation, eventId: string): Promise<number> {
  const { io, options, settings } = invocation;
  const time = textOption(options, "at");
  const at = time === null || !time.includes("T") ? null : instant(time);
  if (!/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(eventId)) {
    throw usageError("--signed-in takes the eventID of a ConsoleLogin, as CloudTrail shows it");
  }
  if (at === null) throw usageError("--at takes the event's time, such as 2026-11-22T10:00:00Z");
  return await withSeed(invocation, async ({ deps }, entered, { account, name, S }) => {
    const digits = accountText(account);
    const question: readonly (readonly [string, string])[] = [
      ["account", `${digits}  ${name}`],
      ["event", `${eventId} at ${at}`],
      [
        "you sign",
        "that CloudTrail shows it as ConsoleLogin Success of Root with MFAUsed Yes, with a code of custody's seed",
      ],
    ];
    io.err(screenText(question, entered, io.columns));
    const isAsked = io.terminal.in && !settings.is("noInput") && !settings.is("yes");
    if (isAsked && !/^y(?:es)?$/i.test((await io.ask("Did you see this yourself? [y/N] "))?.trim() ?? "")) {
      io.err("Nothing was signed.\n");
      return 1;
    }
    const { version } = S;
    const evidence = { source: "cloudtrail:ConsoleLogin", eventId, at: Math.floor(millisOf(at) / 1000) } as const;
    const after = await attestAccepted(deps, entered, { account, version, evidence });
    const isProven = after.S?.isProven === true && after.S.version === version;
    showAnswer(invocation, screenTargets(invocation), entered, {
      rows: [
        ["account", `${digits}  ${name}`],
        [isProven ? "PROVEN" : "NOT PROVEN", `seed version ${version}, by the sign-in of ${at}`],
        ["ledger", `the word of ${deps.self.person.id} for it stands there, with the event, as item.verified`],
      ],
      json: { account, vault: "S", version, proven: isProven, source: evidence.source, eventId, at },
    });
    return isProven ? 0 : 3;
  });
}

type Entered = Awaited<ReturnType<OwnClient["enter"]>>;
type Shown = ReturnType<typeof findAccount>;
interface WithSeed extends Shown {
  readonly S: NonNullable<Shown["S"]>;
}

/** The account that was asked for, with its seed; one that is proven already needs nothing. */
async function withSeed(
  invocation: Invocation,
  work: (client: OwnClient, entered: Entered, account: WithSeed) => Promise<number>,
): Promise<number> {
  const asked = textOption(invocation.options, "account");
  if (asked === null) throw usageError("--account takes the 12 digits of an account");
  const targets = screenTargets(invocation);
  const client = ownClient(invocation);
  const entered = await client.enter();
  try {
    const { S, ...shown } = findAccount(asked, await client.deps.gate.accounts());
    const { account, name } = shown;
    if (S === null)
      throw new CodedError(clientErrors.CLIENT_NO_ITEM, { detail: `${accountText(account)} has no seed` });
    if (!S.isProven) return await work(client, entered, { ...shown, S });
    showAnswer(invocation, targets, entered, {
      rows: [
        ["account", `${accountText(account)}  ${name}`],
        ["PROVEN", `seed version ${S.version}, in custody since ${instantOfMillis(S.storedAt * 1000)}, already`],
      ],
      json: { account, vault: "S", version: S.version, proven: true },
    });
    return 0;
  } finally {
    entered.hand.end();
  }
}
