import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { setUpErrors } from "../../../app/custody/set-up/errors.ts";
import { soloPassphraseFile } from "../../../app/custody/set-up/plan-deployment.ts";
import { CodedError } from "../../../domain/core/coded-error.ts";
import { readCustodyDocumentOf } from "../../../domain/custody/documents/read-custody-document.ts";
import { readGenesis } from "../../../domain/custody/protocol/genesis.ts";
import { bytesOf } from "../../../domain/custody/protocol/signed-wire.ts";
import type { Invocation } from "../command.ts";
import { readBytes } from "../byte-files.ts";
import { usageError } from "../usage-error.ts";
import { passphraseVariable, programName, word } from "./program-name.ts";
import { checkFormats, optionText, writeOutcome } from "./write-outcome.ts";

/** What a process begins with, as it was typed. */
interface Beginning {
  readonly config: string;
  readonly genesis: string;
  readonly roster: string;
}

const noDualControl: readonly string[] = ["NO DUAL CONTROL", ""];

/** Begins the broker: pins the genesis, makes the key around the seeds and splits it; returns the exit code. */
export async function runBrokerInit(invocation: Invocation): Promise<number> {
  const given = beginningOf(invocation, "broker");
  const { readConfig } = await import("../../broker/config.ts");
  const { beginBroker } = await import("../../broker/main.ts");
  const config = readConfig(resolve(invocation.io.cwd, given.config));
  const begun = await beginBroker(config, resolve(invocation.io.cwd, given.genesis), given.roster);
  const { unsealers } = begun;
  const words = word(join(dirname(dirname(given.config)), soloPassphraseFile));
  const before = unsealers === null ? `${passphraseVariable}=${words} ` : "";
  const next = [`${before}${programName(invocation.io.cwd)} broker --config ${word(given.config)}`];
  writeOutcome(invocation, {
    deployment: config.deployment,
    schema: "rootward.broker-init/v1",
    facts: { roster: begun.rosterHash, releasePolicy: begun.releasePolicyHash, unsealers, next },
    lines: [
      ...(unsealers === null ? noDualControl : []),
      `the broker holds roster ${begun.rosterHash}`,
      unsealers === null
        ? "the key around the seeds lies in a file that your passphrase opens at every start"
        : `the key around the seeds is split: ${unsealers.threshold} of ${unsealers.holders.join(", ")} unseal the broker after every start`,
      "",
      "Next, and from now on:",
      ...next.map((each) => `  ${each}`),
    ],
  });
  return 0;
}

/** Begins the gate: pins the genesis and makes its first log entry; returns the exit code. */
export async function runGateInit(invocation: Invocation): Promise<number> {
  const given = beginningOf(invocation, "gate");
  const { readConfig } = await import("../../gate/config.ts");
  const { beginGate } = await import("../../gate/start.ts");
  const config = readConfig(resolve(invocation.io.cwd, given.config));
  beginGate(config, resolve(invocation.io.cwd, given.genesis), given.roster);
  const program = programName(invocation.io.cwd);
  const next = [
    `${program} gate --config ${word(given.config)}`,
    ...unsealersOf(given, invocation.io.cwd).map(
      (id) => `${program} broker unseal --identity ${id} --gate ${config.publicUrl} --roster ${given.roster}`,
    ),
  ];
  writeOutcome(invocation, {
    deployment: config.deployment,
    schema: "rootward.gate-init/v1",
    facts: { roster: given.roster, publicUrl: config.publicUrl, routes: config.notify.routes.length, next },
    lines: [
      ...(next.length === 1 ? noDualControl : []),
      `the gate holds roster ${given.roster}`,
      ...(config.notify.routes.length < 2
        ? ["mind: fewer than two notification routes in its configuration; name them under notify.routes"]
        : []),
      "",
      "Next, and from now on:",
      ...next.slice(0, 1).map((each) => `  ${each}`),
      ...(next.length > 1 ? ["then, while both run, as many unsealers as the key was split for:"] : []),
      ...next.slice(1).map((each) => `  ${each}`),
    ],
  });
  return 0;
}

function unsealersOf({ genesis }: Beginning, cwd: string): readonly string[] {
  const { roster, releasePolicy } = readGenesis(readBytes(cwd, genesis));
  const { document } = readCustodyDocumentOf("rw.roster/v1", bytesOf(roster.document));
  const policy = readCustodyDocumentOf("rw.release-policy/v1", bytesOf(releasePolicy.document));
  // One person's broker opens its key by itself, with a passphrase.
  if (policy.document.solo) return [];
  return document.persons.filter(({ roles }) => roles.includes("unsealer")).map(({ id }) => id);
}

/** Throws `CLI_USAGE` for a flag that is missing, `SETUP_STEP_DUE` where the founders have not all signed. */
function beginningOf(invocation: Invocation, side: "broker" | "gate"): Beginning {
  checkFormats(invocation);
  const config = optionText(invocation, "config");
  if (config === null) throw usageError(`--config FILE is needed: the ${side}.json that custody init made`);
  const genesis = optionText(invocation, "genesis") ?? join(dirname(dirname(config)), "draft", "genesis.json");
  const roster = optionText(invocation, "roster");
  if (roster === null) throw usageError("--roster HASH is needed: the hash that the founders saw when they signed");
  if (!/^[A-Za-z0-9_-]{43}$/.test(roster)) throw usageError("--roster takes the roster's hash, 43 characters");
  if (!existsSync(resolve(invocation.io.cwd, genesis))) {
    throw new CodedError(setUpErrors.SETUP_STEP_DUE, {
      detail: `there is no ${genesis}`,
      hint: "The last founder's `rootward roster sign` writes it; `rootward roster show` tells who has not signed yet.",
    });
  }
  return { config, genesis, roster };
}
