import { randomBytes } from "node:crypto";
import { rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { CodedError } from "../../../domain/core/coded-error.ts";
import { Secret } from "../../../domain/core/secret.ts";
import { fromUtf8, utf8 } from "../../../domain/crypto/bytes.ts";
import { isPassphrase, passphraseOf, passphraseRandomBytes } from "../../../domain/crypto/passphrase-words.ts";
import { createIdentity } from "../../../world/identity/create-identity.ts";
import { identityErrors } from "../../../world/identity/errors.ts";
import { writePrivateFile } from "../../../world/identity/private-files.ts";
import { age } from "../../../world/sealing/age.ts";
import type { Invocation } from "../command.ts";
import { givenPassphrase } from "../custody/read-passphrase.ts";
import { usageError } from "../usage-error.ts";
import { personFacts } from "./person-facts.ts";
import { programName, word } from "./program-name.ts";
import { checkFormats, optionText, writeOutcome } from "./write-outcome.ts";

/** Makes a person's identity and says its passphrase once, when it was made here; returns the exit code. */
export async function runIdentityNew(invocation: Invocation): Promise<number> {
  const { io, args } = invocation;
  checkFormats(invocation);
  const [id = ""] = args;
  const name = optionText(invocation, "name");
  const deployment = optionText(invocation, "deployment");
  if (name === null || deployment === null) throw usageError(`--${name === null ? "name" : "deployment"} is needed`);
  const shown = optionText(invocation, "out") ?? id;
  const directory = resolve(io.cwd, shown);
  const given = await givenPassphrase(invocation);
  const passphrase = given === null ? newPassphrase() : checked(given);
  const kept = optionText(invocation, "passphraseOut");
  if (given !== null && kept !== null) throw usageError("--passphrase-out is for a passphrase that is made here");
  // Before the identity: an identity whose passphrase could not be kept would be lost.
  if (kept !== null) writePrivateFile(resolve(io.cwd, kept), utf8(`${textOf(passphrase)}\n`));
  const person = await createIdentity(age, { directory, deployment, id, name, passphrase }).catch((thrown: unknown) => {
    if (kept !== null) rmSync(resolve(io.cwd, kept), { force: true });
    throw thrown;
  });
  const isShown = given === null && kept === null;
  const next = `${programName(io.cwd)} roster add ${word(join(shown, "person.json"))} --roles approver,custodian,requester,unsealer --draft custody/draft`;
  const facts = {
    directory: shown,
    ...personFacts(person),
    ...(isShown ? { passphrase: textOf(passphrase) } : {}),
    next: [next],
  };
  writeOutcome(invocation, {
    deployment: person.deployment,
    schema: "rootward.identity/v1",
    facts,
    lines: [
      `wrote ${shown}: person.json is public; sign.age, vault-p.age and vault-s.age open with the passphrase alone`,
      ...(isShown
        ? ["", `passphrase: ${textOf(passphrase)}`, "Write it down now: it is shown this once and kept nowhere."]
        : []),
      ...(kept === null ? [] : [`wrote ${kept}: the passphrase; keep it elsewhere than the identity`]),
      "",
      "Next:",
      `  ${next}`,
    ],
  });
  passphrase.wipe();
  return 0;
}

function newPassphrase(): Secret<Uint8Array> {
  return new Secret(utf8(passphraseOf(new Uint8Array(randomBytes(passphraseRandomBytes)))));
}

/** A passphrase that a person thought of falls to guessing: the files are made to be copied and kept for years. */
function checked(passphrase: Secret<Uint8Array>): Secret<Uint8Array> {
  if (isPassphrase(textOf(passphrase))) return passphrase;
  throw new CodedError(identityErrors.IDENTITY_PASSPHRASE_WEAK);
}

function textOf(passphrase: Secret<Uint8Array>): string {
  return fromUtf8(passphrase.reveal()) ?? "";
}
