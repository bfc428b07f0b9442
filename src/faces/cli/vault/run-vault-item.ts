import { openSync, closeSync, fstatSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { ClientDeps } from "../../../app/custody/client/ports/client-deps.ts";
import type { PasswordFlag, ShownAccount } from "../../../app/custody/client/ports/gate.ts";
import type { Entered } from "../../../app/custody/client/signing/enter.ts";
import { clientErrors } from "../../../app/custody/client/errors.ts";
import { digitsOf } from "../../../app/custody/client/request/find-account.ts";
import { addPassword } from "../../../app/custody/client/vault/add-password.ts";
import { addSeed } from "../../../app/custody/client/vault/add-seed.ts";
import { checkTwoCodes } from "../../../app/custody/client/vault/check-two-codes.ts";
import { newPassword } from "../../../app/custody/client/vault/new-password.ts";
import { readBroughtSeed } from "../../../app/custody/client/vault/read-seed.ts";
import { CodedError } from "../../../domain/core/coded-error.ts";
import { Secret } from "../../../domain/core/secret.ts";
import { fromUtf8, utf8 } from "../../../domain/crypto/bytes.ts";
import type { Invocation } from "../command.ts";
import { canHide, onHiddenScreen } from "../bg/hidden-screen.ts";
import { ownClient, textOption } from "../bg/own-client.ts";
import { accountText } from "../bg/request-rows.ts";
import { shownPassword } from "../bg/run-password.ts";
import { screenTargets, screenText, showAnswer } from "../bg/screen.ts";
import { cliErrors } from "../errors.ts";
import { usageError } from "../usage-error.ts";
import { accountOf } from "./account-of.ts";
import { waitSeconds } from "./begin-proof.ts";
import { enrolDevice } from "./enrol-device.ts";

/** Brings a password or a seed into custody; `new-device` also shows the two codes that AWS wants. */
export async function runVaultItem(invocation: Invocation, origin: "import" | "new-device"): Promise<number> {
  const { io, options, settings } = invocation;
  const isPassword = options["password"] === true || textOption(options, "passwordFile") !== null;
  const isSeed = options["seed"] === true || textOption(options, "seedFile") !== null;
  if (isPassword && options["aws"] === true)
    throw usageError("--aws goes with --seed: AWS shows nothing of a password");
  waitSeconds(invocation);
  if (isPassword === isSeed)
    throw usageError("give --password (operator-p) or --seed (operator-s); nobody brings both");
  const targets = screenTargets(invocation);
  if (isSeed && settings.is("passphraseStdin") && (textOption(options, "seedFile") ?? "-") === "-") {
    throw usageError("standard input is the seed's or the passphrase's; use --passphrase-file or --seed-file");
  }
  const brought = isSeed ? await secretText(invocation, textOption(options, "seedFile") ?? "-") : null;
  const client = ownClient(invocation);
  const entered = await client.enter();
  try {
    const account = await accountOf(client.deps, invocation);
    if (brought === null) return await bringPassword(invocation, client.deps, entered, account);
    const { seed, warnings } = readBroughtSeed(brought.reveal(), account.account);
    brought.wipe();
    for (const warning of warnings) io.err(screenText([["", `the seed: ${warning}`]], entered, io.columns));
    const isCompared = origin === "import" && (await compared(invocation, seed));
    if (origin === "new-device") return await enrolDevice(invocation, client.deps, entered, account, seed);
    const newest = account.S?.version ?? null;
    const { version } = await addSeed(client.deps, entered, { account: account.account, newest, origin, seed });
    seed.wipe();
    showAnswer(invocation, targets, entered, {
      rows: [
        ["account", `${accountText(account.account)}  ${account.name}`],
        ["seed", `version ${version} is in custody`],
        ["codes", isCompared ? "two codes of the old device fit" : "NOT COMPARED with the old device"],
        ["but", "other copies of it exist: destroy them, or enrol a new device"],
        ["next", `rootward bg request ${account.name} --reason drill   (a sign-in proves it)`],
        ["proven by", `rootward vault verify --account ${digitsOf(account.account)} --signed-in EVENTID --at TIME`],
      ],
      json: { account: account.account, vault: "S", version, origin, isCompared },
    });
    return 0;
  } finally {
    entered.hand.end();
  }
}

/** Holds a seed against two codes of the old device, from a file or typed; `false` when nobody gave any. */
async function compared(invocation: Invocation, seed: Secret<Uint8Array>): Promise<boolean> {
  const { io, options, settings } = invocation;
  const file = textOption(options, "codesFile");
  if (file !== null) {
    const text = fromUtf8((await secretLines(invocation, file)).reveal()) ?? "";
    checkTwoCodes(seed, text.replace(/\r?\n$/, "").split(/\r?\n/), io.now());
    return true;
  }
  if (!io.terminal.in || settings.is("noInput")) return false;
  const first = await io.ask("A code of the old device (Enter: do not compare): ");
  if (first === null || first === "") return false;
  const second = await io.ask("The next one, when it changes: ");
  checkTwoCodes(seed, [first, second ?? ""], io.now());
  return true;
}

async function bringPassword(
  invocation: Invocation,
  deps: ClientDeps,
  entered: Entered,
  account: ShownAccount,
): Promise<number> {
  const { io, options } = invocation;
  const targets = screenTargets(invocation);
  const file = textOption(options, "passwordFile");
  const password = file === null ? newPassword(deps.randomBytes) : checked(await secretText(invocation, file));
  const isOwn = file === null;
  const flags = isOwn ? [] : typedFlags(password, options["generated"] === true);
  const { version, sameAs } = await addPassword(deps, entered, {
    account: account.account,
    newest: account.P?.version ?? null,
    password,
    origin: isOwn ? "generated" : "typed",
    flags,
  });
  const text = fromUtf8(password.reveal()) ?? "";
  password.wipe();
  const isPlain = targets.some(({ format, file: to }) => format === "json" || to !== null);
  if (isOwn && !isPlain && canHide(io, options["print"] === true)) {
    await onHiddenScreen(io, shownPassword(text), async () => io.ask("Set it at AWS now, then press Enter. "));
  }
  const isShown = isOwn && !isPlain && !canHide(io, options["print"] === true);
  if (isShown) io.out(`${text}\n`);
  const rows = [
    ["account", `${accountText(account.account)}  ${account.name}`],
    ["password", `version ${version} is in custody${isOwn ? "; set this very one at AWS" : ""}`],
    ...(sameAs.length === 0 ? [] : [["BUT", `it is also the password of ${sameAs.join(", ")}: change it`] as const]),
    ...(flags.length === 0 ? [] : [["flags", flags.join(", ")] as const]),
    ["next", "an operator-s brings the seed: rootward vault enrol --seed"],
  ] as const;
  // Where the password itself goes to standard output, everything else does not.
  if (isShown) io.err(screenText(rows, entered, io.columns));
  else {
    const json = { account: account.account, vault: "P", version, flags, sameAs, ...(isOwn ? { password: text } : {}) };
    showAnswer(invocation, targets, entered, { rows, json });
  }
  return 0;
}

function typedFlags(password: Secret<Uint8Array>, isGenerated: boolean): PasswordFlag[] {
  const isShort = Array.from(fromUtf8(password.reveal()) ?? "").length < 20;
  return [
    ...(isShort ? ["one-factor:short" as const] : []),
    ...(isGenerated ? [] : ["one-factor:unattested" as const]),
  ];
}

function checked(password: Secret<Uint8Array>): Secret<Uint8Array> {
  const text = fromUtf8(password.reveal());
  const length = text === null ? 0 : Array.from(text).length;
  if (text === null || length < 8 || length > 128 || /\p{Cc}/u.test(text)) {
    throw new CodedError(clientErrors.CLIENT_PASSWORD_UNFIT, { detail: `${length} characters` });
  }
  return password;
}

/** A file that its owner alone may read, or standard input for `-`. */
async function secretLines({ io }: Invocation, name: string): Promise<Secret<Uint8Array>> {
  return new Secret(name === "-" ? utf8(await io.readInput()) : privateBytes(resolve(io.cwd, name), name));
}

/** The first line of such a file; bytes, as it stands. */
async function secretText(invocation: Invocation, name: string): Promise<Secret<Uint8Array>> {
  const whole = (await secretLines(invocation, name)).reveal();
  const end = whole.findIndex((byte) => byte === 0x0a || byte === 0x0d);
  const line = whole.slice(0, end === -1 ? whole.length : end);
  whole.fill(0);
  return new Secret(line);
}

function privateBytes(path: string, name: string): Uint8Array {
  let file: number;
  try {
    file = openSync(path, "r");
  } catch (cause) {
    const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
    throw new CodedError(cliErrors.CLI_INPUT_UNREADABLE, { detail: `${name} (${code})`, cause });
  }
  try {
    const stats = fstatSync(file);
    if (stats.isFile() && (stats.mode & 0o077) !== 0 && process.platform !== "win32") {
      const hint = `\`chmod 600 ${name}\`, and find out who could read it: a secret that others saw is none.`;
      throw new CodedError(cliErrors.CLI_INPUT_UNREADABLE, { detail: `${name} can be read by others`, hint });
    }
    return new Uint8Array(readFileSync(file));
  } finally {
    closeSync(file);
  }
}
