import { randomBytes } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { CodedError } from "../../../domain/core/coded-error.ts";
import { Secret } from "../../../domain/core/secret.ts";
import { toBase32 } from "../../../domain/crypto/base32.ts";
import { passphraseOf, passphraseRandomBytes } from "../../../domain/crypto/passphrase-words.ts";
import { totpCode } from "../../../domain/custody/totp/totp-code.ts";
import type { Invocation } from "../command.ts";
import { cliErrors } from "../errors.ts";
import { formatTargets } from "../output/format-targets.ts";
import { writeTargets } from "../output/write-targets.ts";
import { Rehearsal, twoFreePorts } from "./rehearsal.ts";
import { codeAnswer, stepAnswer, stepWord, verifiedAnswer } from "./step-answer.ts";

/** What a rehearsal showed. */
export interface RehearsalResult {
  readonly deployment: string;
  /** From the request to the code, in milliseconds. */
  readonly toCodeMs: number;
  readonly totalMs: number;
  /** The released code is the one that the seed gives at that time. */
  readonly isCodeRight: boolean;
  readonly approvals: number;
  /** Entries of the broker's ledger, verified offline. */
  readonly entries: number;
}

/** Plays a whole use and prints it; returns the exit code. */
export async function runDemoCustody(invocation: Invocation): Promise<number> {
  const { io, settings, options } = invocation;
  const targets = formatTargets(settings, ["text", "json"], "text");
  const isTold = targets.some(({ format, file }) => format === "text" && file === null);
  const keep = typeof options["keep"] === "string" ? resolve(io.cwd, options["keep"]) : null;
  const result = await playRehearsal(invocation, keep, isTold ? io.out : io.err);
  writeTargets(targets, io, settings.is("quiet"), (format, put) => {
    put(format === "json" ? `${JSON.stringify(result, null, 2)}\n` : resultText(result, keep));
  });
  return 0;
}

const account = "111122223333";
const people = [
  { id: "ann", name: "Ann", roles: "approver,custodian,requester,unsealer,operator-p" },
  { id: "bob", name: "Bob", roles: "approver,custodian,requester,unsealer,operator-s" },
  { id: "cleo", name: "Cleo", roles: "approver,custodian,requester,unsealer" },
];

/**
 * The rehearsal itself: commands that a person would type, in processes of their own. `tell` gets each command and what
 * matters of its output. Throws `CLI_REHEARSAL_FAILED` naming the command that failed.
 */
export async function playRehearsal(
  { io }: Pick<Invocation, "io">,
  keep: string | null,
  tell: (text: string) => void,
): Promise<RehearsalResult> {
  const stage = new Rehearsal(keep, environment(io.env));
  const start = io.now();
  const run = async (line: string, shown: (out: string) => readonly string[] = () => []): Promise<string> => {
    tell(`$ rootward ${line}\n`);
    const { code, out, err } = await stage.run(
      line.match(/"[^"]*"|\S+/g)?.map((word) => word.replaceAll('"', "")) ?? [],
      io.signal,
    );
    if (code !== 0) {
      throw new CodedError(cliErrors.CLI_REHEARSAL_FAILED, {
        detail: `rootward ${line}: ${err.trim().split("\n")[0] ?? ""}`,
      });
    }
    for (const each of shown(out)) tell(`  ${each.trimEnd()}\n`);
    return out;
  };
  try {
    const seed = new Uint8Array(randomBytes(40));
    write(stage, "words", passphraseOf(new Uint8Array(randomBytes(passphraseRandomBytes))));
    write(stage, "seed", toBase32(seed));
    const port = await twoFreePorts();
    const gate = `--gate http://localhost:${port}`;
    tell(
      `REHEARSAL in ${stage.directory}: three pretend custodians on one machine; nothing of it counts anywhere else.\n\n`,
    );
    await run(`custody init ./custody --rehearsal --deployment rehearsal-demo --port ${port}`);
    for (const { id, name } of people)
      await run(`identity new ${id} --name ${name} --deployment rehearsal-demo --out ${id}`);
    for (const { id, roles } of people)
      await run(`roster add ${id}/person.json --roles ${roles} --draft custody/draft`);
    let signed = "";
    for (const { id } of people) signed = await run(`roster sign --identity ${id} --draft custody/draft`);
    const hash = stepWord("roster sign", signed, /--roster ([A-Za-z0-9_-]{43})/);
    tell(`  all three have signed who decides: roster ${hash}\n`);
    const genesis = `--genesis custody/draft/genesis.json --roster ${hash}`;
    await run(`broker init --config custody/broker/broker.json ${genesis}`);
    await run(`gate init --config custody/gate/gate.json ${genesis}`);
    for (const side of ["broker", "gate"]) {
      tell(`$ rootward ${side} --config custody/${side}/${side}.json &\n`);
      tell(`  ${await stage.start([side, "--config", `custody/${side}/${side}.json`], io.signal)}\n`);
    }
    await run(`broker unseal --identity ann ${gate}`, lastLines(1));
    await run(`broker unseal --identity bob ${gate}`, lastLines(1));
    tell("\nOnce: two operators bring one secret each, so that nobody handles both.\n");
    await run(`vault add --account ${account} --name prod --email root@example.com --password --identity ann ${gate}`);
    await run(`vault add --account ${account} --seed-file seed --identity bob ${gate}`);
    tell("\n3 a.m.: Cleo is locked out.\n");
    const asked = io.now();
    const made = await run(
      `bg request prod --purpose lockout --reason "SCP locked us out" --identity cleo ${gate}`,
      sixWords,
    );
    const request = stepWord("bg request", made, /\b([0-7][0-9A-HJKMNP-TV-Z]{25})\b/);
    await run(`bg approve ${request} --identity ann ${gate}`);
    await run(`bg approve ${request} --identity bob ${gate}`);
    const password = await run(`bg password ${request} --identity cleo ${gate} --quiet`);
    tell(`  ${"*".repeat(password.trim().length)}\n`);
    const shown = await run(`bg code ${request} --identity cleo ${gate} -f json`, (out) => [out.trim()]);
    const code = stepAnswer("bg code", shown, codeAnswer);
    const toCodeMs = io.now() - asked;
    const isCodeRight = code.code === totpCode(new Secret(seed), Math.floor(code.serverTime / 30_000)).reveal();
    await run(`bg close ${request} --statement "took the SCP off" --identity cleo ${gate}`);
    tell("\nAnd anybody can check it, with public keys alone:\n");
    await run("ledger export custody/broker/data/ledger -o bundle.tar --roster custody/draft/genesis.json");
    const verified = await run(
      `ledger verify bundle.tar --trust custody/draft/trust.txt --roster-hash ${hash} -f json`,
    );
    const { size: entries } = stepAnswer("ledger verify", verified, verifiedAnswer);
    if (!isCodeRight) throw new CodedError(cliErrors.CLI_REHEARSAL_FAILED, { detail: "the code is not the seed's" });
    return { deployment: "rehearsal-demo", toCodeMs, totalMs: io.now() - start, isCodeRight, approvals: 2, entries };
  } finally {
    await stage.end();
  }
}

function write(stage: Rehearsal, file: string, text: string): void {
  writeFileSync(join(stage.directory, file), `${text}\n`, { mode: 0o600 });
}

/** Nothing of the user's own custody leads the rehearsal anywhere else. */
function environment(env: Invocation["io"]["env"]): NodeJS.ProcessEnv {
  const kept = Object.entries(env).filter(([name]) => !/^(?:AWS_|ROOTWARD_|NODE_OPTIONS)/.test(name));
  return { ...Object.fromEntries(kept), ROOTWARD_PASSPHRASE_FILE: "words", COLUMNS: "100" };
}

function lastLines(count: number) {
  return (out: string): readonly string[] => out.trim().split("\n").slice(-count);
}

function sixWords(out: string): readonly string[] {
  return out.split("\n").filter((line) => line.includes("six words  "));
}

function resultText({ toCodeMs, totalMs, entries, approvals }: RehearsalResult, keep: string | null): string {
  return [
    "",
    `REHEARSAL: ${seconds(toCodeMs)} s from the request to the code, with ${approvals} approvals; the code is the seed's own.`,
    `           ${entries} entries of the ledger verified; ${seconds(totalMs)} s in all, set-up included.`,
    ...(keep === null ? [] : [`           Everything is in ${keep}; both processes have ended.`]),
    "",
    "Yours: rootward custody init ./custody --rehearsal",
    "",
  ].join("\n");
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(0);
}
