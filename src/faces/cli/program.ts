import { Command, CommanderError, Option } from "commander";
import type { CommandSpec, Invocation } from "./command.ts";
import { commands } from "./commands.ts";
import { readConfig } from "./config.ts";
import type { Io } from "./io.ts";
import { errorText, exitCodeOf, usageText } from "./print-error.ts";
import { refuseSecrets } from "./refuse-secrets.ts";
import type { Setting } from "./settings/setting.ts";
import { settingsOf } from "./settings/settings-of.ts";
import { usageError } from "./usage-error.ts";
import { version } from "./version.ts";

/** Does a command's work; returns the exit code. */
export type Dispatch = (spec: CommandSpec, invocation: Invocation) => Promise<number>;

const runCommand: Dispatch = (spec, invocation) => spec.run(invocation);

/** Runs one command line. Returns the exit code; every error is printed here. `dispatch` does what was understood. */
export async function runCli(argv: readonly string[], io: Io, dispatch: Dispatch = runCommand): Promise<number> {
  let debug = argv.includes("--debug");
  let code = 0;
  let isService = false;
  const program = programOf(io, async (spec, invocation) => {
    debug = invocation.settings.is("debug");
    code = await dispatch(spec, invocation);
    isService = spec.isService === true;
  });
  try {
    refuseSecrets(argv);
    refuseUnknownTopic(program, argv);
    await program.parseAsync([...argv], { from: "user" });
    return io.signal.aborted && !isService ? 130 : code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    if (isInterruption(error, io.signal)) {
      io.err("interrupted\n");
      return 130;
    }
    io.err(errorText(error, debug));
    return io.signal.aborted ? 130 : exitCodeOf(error);
  }
}

/** What a wait or a request throws that Ctrl-C ended: nothing has gone wrong. */
function isInterruption(error: unknown, signal: AbortSignal): boolean {
  return signal.aborted && (error === signal.reason || (error instanceof Error && error.name === "AbortError"));
}

/** Commander shows the overview for `help` of anything it does not know, and says nothing. */
function refuseUnknownTopic(program: Command, [first, topic]: readonly string[]): void {
  if (first !== "help" || topic === undefined || topic.startsWith("-")) return;
  if (program.commands.some((each) => each.name() === topic) || topic === "help") return;
  throw usageError(`there is no command ${topic}`);
}

type Act = (spec: CommandSpec, invocation: Invocation) => Promise<void>;

/** What `--help` says of the first words of two-word commands. */
const groupSummaries: Readonly<Record<string, string>> = {
  backup: "backup create, verify, restore: one vault's store and log in one file",
  bg: "break-glass: request, approve, deny, status, password, code, close, and what stops them",
  broker: "broker: start the process that holds seeds; broker init, unseal, seal, status",
  config: "config show: every setting, its value and where it came from",
  contacts: "contacts status, plan, apply: contacts and root mailboxes; changed under approvals, after a wait",
  custody: "custody init, doctor: both vaults and their keys; whether root is in reach when it must be",
  gate: "gate: start the process that people talk to; gate init",
  identity: "identity new, show: a custodian's own key files",
  kit: "kit make, verify, open, print, copies, drill: a vault's offline kit, opened by enough paper sheets",
  ledger: "ledger verify, prove, export, record: the log of what custody did, checked with public keys alone",
  notify: "notify test: whether notices reach people",
  policy: "policy check, can, admins, fix, certify, simulate: what passes without MFA, proven",
  report: "report render: a stored run in another format",
  "root-access":
    "root-access status, audit, enable, delete-credentials, allow-recovery, unlock-bucket, unlock-queue: root of members, reached centrally; plan first",
  roster: "roster add, show, sign: who may approve, hold and release",
  sheet: "sheet print: a holder's sheet of a kit once more",
  vault: "vault add, import, enrol, verify, export: what lies in the two vaults",
};

function programOf(io: Io, act: Act): Command {
  const program = new Command("rootward");
  program
    .description("Guards the root user of AWS accounts: who else can become root, and can we become root when we must?")
    .version(version(), "-V, --version")
    .addHelpText("after", () => overview())
    // With the same on `broker`: or `broker init --config F` would give its file to `broker`.
    .enablePositionalOptions();
  prepare(program, "", io);
  for (const spec of commands) addCommand(program, spec, io, act);
  return program;
}

function overview(): string {
  return [
    "",
    "Start here:",
    "  rootward demo                      a pretend organization, scanned; no AWS needed",
    "  rootward scan --profile x          scan the account or organization behind a profile",
    "  rootward paths --from DIR          every way to become root, from a saved snapshot",
    "",
    "In a clone, `rootward` is `node bin/rootward.js`.",
    "Exit codes: 0 clean, 1 findings at or above --fail-on, 2 could not run, 3 partly blind.",
    "",
  ].join("\n");
}

function addCommand(program: Command, spec: CommandSpec, io: Io, act: Act): void {
  const words = spec.path.split(" ");
  const name = words[words.length - 1] ?? spec.path;
  const command = new Command(name).summary(spec.summary).description(spec.description ?? spec.summary);
  for (const [text, help] of spec.args) command.argument(text, help);
  for (const option of spec.options) command.addOption(new Option(option.flags, option.help));
  const taken = settingsOf(spec);
  for (const setting of taken) command.addOption(optionOf(setting));
  command.addHelpText("after", () => examplesText(spec));
  command.action(async (...received: unknown[]) => {
    const given = command.opts();
    const flags = Object.fromEntries(taken.flatMap((setting) => flagValue(setting, given)));
    const invocation: Invocation = {
      io,
      settings: await readConfig({ flags, env: io.env, cwd: io.cwd }),
      options: Object.fromEntries(
        spec.options.map((option) => {
          const key = new Option(option.flags).attributeName();
          const value: unknown = given[key];
          return [key, optionValue(value)];
        }),
      ),
      args: received.slice(0, spec.args.length).flatMap(argumentTexts),
    };
    await act(spec, invocation);
  });
  command.enablePositionalOptions();
  prepare(command, spec.path, io);
  parentOf(program, words, io).addCommand(command);
}

function parentOf(program: Command, words: readonly string[], io: Io): Command {
  const first = words[0];
  if (words.length === 1 || first === undefined) return program;
  const found = program.commands.find((each) => each.name() === first);
  if (found !== undefined) return found;
  const group = new Command(first).description(groupSummaries[first] ?? first);
  if (first === "bg") group.alias("break-glass");
  prepare(group, first, io);
  program.addCommand(group);
  return group;
}

function prepare(command: Command, path: string, io: Io): void {
  command
    .exitOverride()
    .configureOutput({
      writeOut: io.out,
      writeErr: io.err,
      outputError: (text, write) => write(usageText(text, path)),
      getOutHelpWidth: () => io.columns,
      getErrHelpWidth: () => io.columns,
    })
    .configureHelp({ sortSubcommands: false });
}

function optionOf(setting: Setting): Option {
  const { kind } = setting;
  const shown =
    kind.type === "boolean" || setting.fallback === null || setting.fallback === false
      ? setting.help
      : `${setting.help} (default: ${String(setting.fallback)})`;
  if (kind.type === "boolean") return new Option(setting.flag, shown);
  const option = new Option(`${setting.flag} <${kind.placeholder}>`, shown);
  if (kind.type === "list") {
    option.argParser((value: string, before: string[] | undefined) => [...(before ?? []), value]);
  }
  return option;
}

function optionValue(value: unknown): string | boolean | undefined {
  if (Array.isArray(value)) return value.map(String).join("\n");
  return typeof value === "string" || typeof value === "boolean" ? value : undefined;
}

/** Commander stores `--no-x` as `x: false`; a setting `noX` is then true. */
function flagValue(setting: Setting, given: Readonly<Record<string, unknown>>): [string, unknown][] {
  const key = optionOf(setting).attributeName();
  const value = given[key];
  if (value === undefined) return [];
  if (setting.flag.startsWith("--no-")) return value === false ? [[setting.key, true]] : [];
  if (setting.kind.type === "boolean") return value === true ? [[setting.key, true]] : [];
  return [[setting.key, value]];
}

function argumentTexts(received: unknown): string[] {
  if (Array.isArray(received)) return received.map(String);
  return typeof received === "string" ? [received] : [];
}

function examplesText(spec: CommandSpec): string {
  if (spec.examples.length === 0) return "";
  const lines = spec.examples.flatMap(([what, command]) => [`  # ${what}`, `  ${command}`]);
  return ["", "Examples:", ...lines, ""].join("\n");
}
