import { kitKey } from "../../../app/custody/kit/kit-key.ts";
import { openKit } from "../../../app/custody/kit/open-kit.ts";
import { CodedError } from "../../../domain/core/coded-error.ts";
import { fromUtf8 } from "../../../domain/crypto/bytes.ts";
import { ageIdentity } from "../../../domain/custody/kits/age/age-identity.ts";
import { kitErrors } from "../../../domain/custody/kits/errors.ts";
import { validForMs } from "../../../domain/custody/steps/recover-steps.ts";
import { stepOf } from "../../../domain/custody/steps/step-ledger.ts";
import { totpCode } from "../../../domain/custody/totp/totp-code.ts";
import { age } from "../../../world/sealing/age.ts";
import { shamir } from "../../../world/sealing/shamir.ts";
import type { Invocation } from "../command.ts";
import { formatTargets } from "../output/format-targets.ts";
import { writeTargets } from "../output/write-targets.ts";
import { usageError } from "../usage-error.ts";
import { readBytes } from "../byte-files.ts";
import { manifestOption, sheetsOption } from "./kit-files.ts";

/** Opens a kit and prints its accounts, one secret of one account, or the identity; returns the exit code. */
export async function runKitOpen(invocation: Invocation): Promise<number> {
  const { io, settings, options, args } = invocation;
  const targets = formatTargets(settings, ["text", "json"], "text");
  const manifest = manifestOption(invocation);
  const { key } = await kitKey(await sheetsOption(invocation), manifest, shamir);
  if (options["identity"] === true) {
    io.out(`${ageIdentity(key).reveal()}\n`);
    return 0;
  }
  const [file = ""] = args;
  const { kit, item } = await openKit(readBytes(io.cwd, file), key, manifest, age);
  key.wipe();
  const wanted = options["account"];
  if (typeof wanted !== "string") {
    const accounts = kit.items.map(({ account, name, version }) => ({ account, name: name ?? "", version }));
    writeTargets(targets, io, settings.is("quiet"), (format, put) => {
      if (format === "json")
        put(`${JSON.stringify({ vault: kit.vault, deployment: kit.deployment, accounts }, null, 2)}\n`);
      else for (const { account, name, version } of accounts) put(`${account}  version ${version}  ${name}\n`);
    });
    return 0;
  }
  if (!/^(?:aws(?:-cn|-us-gov)?:)?[0-9]{12}$/.test(wanted)) throw usageError(`--account ${wanted}: 12 digits`);
  const account = kit.items.find((each) => each.account === wanted || each.account.endsWith(`:${wanted}`))?.account;
  if (account === undefined) throw new CodedError(kitErrors.CUSTODY_KIT_NO_ITEM, { detail: wanted });
  const secret = await item(account);
  const nowMs = io.now();
  const shown =
    kit.vault === "P"
      ? { account, password: fromUtf8(secret.reveal()) ?? "" }
      : { account, code: totpCode(secret, stepOf(nowMs)).reveal(), validForMs: validForMs(stepOf(nowMs), nowMs) };
  secret.wipe();
  writeTargets(targets, io, settings.is("quiet"), (format, put) => {
    if (format === "json") put(`${JSON.stringify(shown)}\n`);
    else
      put(`${"password" in shown ? shown.password : `${shown.code}  for ${Math.floor(shown.validForMs / 1000)} s`}\n`);
  });
  io.err("Nobody logged this. Write down who opened the kit and why; change what was seen.\n");
  return 0;
}
