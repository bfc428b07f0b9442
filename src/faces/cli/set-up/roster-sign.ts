import { randomBytes } from "node:crypto";
import { dirname, join } from "node:path";
import { genesisFile, signGenesis, type Signing, trustFile } from "../../../app/custody/set-up/sign-genesis.ts";
import { soloPassphraseFile } from "../../../app/custody/set-up/plan-deployment.ts";
import type { Invocation } from "../command.ts";
import { ownIdentity } from "../custody/own-identity.ts";
import { readPassphrase } from "../custody/read-passphrase.ts";
import { documentFacts, documentLines } from "./document-lines.ts";
import { draftOf } from "./draft-of.ts";
import { passphraseVariable, programName, word } from "./program-name.ts";
import { checkFormats, optionText, writeOutcome } from "./write-outcome.ts";

/** Signs the draft's roster and release policy as one founder; returns the exit code. */
export async function runRosterSign(invocation: Invocation): Promise<number> {
  checkFormats(invocation);
  const { io } = invocation;
  const { draft, shown } = draftOf(invocation);
  const identity = ownIdentity(invocation);
  const nowSeconds = (): number => Math.floor(io.now() / 1000);
  const sign = signGenesis({
    draft,
    random: (length) => new Uint8Array(randomBytes(length)),
    nowSeconds,
    person: identity.person,
    unlock: async () => identity.unlockSigner(await readPassphrase(invocation), nowSeconds()),
  });
  const signing = await sign(optionText(invocation, "roster"));
  const next = nextCommands(invocation, shown, signing);
  const facts = {
    person: identity.person.id,
    ...documentFacts(signing.documents),
    warnings: signing.warnings,
    signed: signing.signed,
    open: signing.open,
    genesis: signing.open.length === 0 ? join(shown, genesisFile) : null,
    trust: signing.open.length === 0 ? join(shown, trustFile) : null,
    next,
  };
  writeOutcome(invocation, {
    deployment: identity.person.deployment,
    schema: "rootward.roster-sign/v1",
    facts,
    lines: [
      ...documentLines(signing.documents),
      ...signing.warnings.map((each) => `mind: ${each}`),
      "",
      `signed by ${signing.signed.join(", ")}${signing.open.length === 0 ? ": all founders" : `; still to sign: ${signing.open.join(", ")}`}`,
      ...(signing.open.length === 0
        ? [`wrote ${join(shown, genesisFile)} and ${join(shown, trustFile)} (the keys that both logs are verified by)`]
        : []),
      "",
      signing.open.length === 0 ? "Next, within two minutes (after that any founder signs once more):" : "Next:",
      ...next.map((each) => `  ${each}`),
    ],
  });
  return 0;
}

function nextCommands({ io }: Invocation, shown: string, { open, documents }: Signing): readonly string[] {
  const program = programName(io.cwd);
  if (open.length > 0) return open.map((id) => `${program} roster sign --identity ${id} --draft ${word(shown)}`);
  const home = dirname(shown);
  const given = `--genesis ${word(join(shown, genesisFile))} --roster ${documents.roster.hash}`;
  // One person's broker is opened by a passphrase, which it reads at its first start and at every later one.
  const before = documents.policy.document.solo ? `${passphraseVariable}=${word(join(home, soloPassphraseFile))} ` : "";
  return (["broker", "gate"] as const).map((side) => {
    const command = `${program} ${side} init --config ${word(join(home, side, `${side}.json`))} ${given}`;
    return side === "broker" ? `${before}${command}` : command;
  });
}
