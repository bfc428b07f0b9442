import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { hostname } from "node:os";
import { basename, join, resolve } from "node:path";
import { type BrokerPublic, parseBrokerPublic } from "../../../app/custody/set-up/broker-public.ts";
import type { DeploymentWish, HostAndPort, SetUpMode } from "../../../app/custody/set-up/deployment-wish.ts";
import { initCustody, type InitOutcome, type SetUpSide } from "../../../app/custody/set-up/init-custody.ts";
import { soloPassphraseFile } from "../../../app/custody/set-up/plan-deployment.ts";
import { CodedError } from "../../../domain/core/coded-error.ts";
import { writeDeployment } from "../../../world/deployment/write-deployment.ts";
import { ensureUser } from "../../../world/separation/ensure-user.ts";
import type { Invocation } from "../command.ts";
import { cliErrors } from "../errors.ts";
import { usageError } from "../usage-error.ts";
import { courierSteps } from "./courier-steps.ts";
import { programName, word } from "./program-name.ts";
import { checkFormats, optionText, writeOutcome } from "./write-outcome.ts";

const defaultPort = 7843;

/** Makes the keys and configurations of the processes and prints what comes next; returns the exit code. */
export function runCustodyInit(invocation: Invocation): number {
  const { io, args } = invocation;
  checkFormats(invocation);
  const [shown = ""] = args;
  const mode = modeOf(invocation);
  const only = onlyOf(invocation);
  const wish = wishOf(invocation, shown, mode);
  const remote = only === "gate" || only === "courier" ? remoteOf(invocation, wish, only) : null;
  const gateSpki = only === "courier" ? gateSpkiOf(invocation, wish) : null;
  const init = initCustody({
    random: (length) => new Uint8Array(randomBytes(length)),
    isRoot: process.geteuid?.() === 0,
    ensureUser,
    write: writeDeployment,
  });
  const outcome = init({ directory: resolve(io.cwd, shown), wish, only, remote, gateSpki });
  const next = nextCommands(invocation, shown, outcome, only);
  const courier = courierSteps(invocation, shown, outcome, only);
  const facts = {
    directory: shown,
    host: wish.host,
    mode,
    users: outcome.users,
    gateSpki: outcome.gateSpki,
    files: outcome.files,
    next,
    courier: { gateJson: courier.gateJson, next: courier.next },
  };
  writeOutcome(invocation, {
    deployment: wish.deployment,
    schema: "rootward.custody-init/v1",
    facts,
    lines: [
      ...limits(wish),
      ...madeLines(shown, outcome),
      ...(outcome.gateSpki === null
        ? []
        : ["", "On the broker's host, in broker.json:", `  "gateSpki": "${outcome.gateSpki}",`]),
      ...(next.length === 0 ? [] : ["", "Next:", ...next.map((line) => `  ${line}`)]),
      ...courier.lines,
    ],
  });
  return 0;
}

/** What is said first of everything that is not a full deployment. */
function limits({ mode }: DeploymentWish): readonly string[] {
  switch (mode) {
    case "users":
      return [];
    case "rehearsal":
      return ["It ends 7 days after its first log entry, and nothing of it passes in any other deployment.", ""];
    case "solo":
      return [
        "NO DUAL CONTROL: one person alone may release; root on this host defeats the separation.",
        "Every release waits 10 minutes after a notice that the broker itself sent: without `notify` in broker.json",
        "({url, pin} of a webhook that reaches you elsewhere) nothing is ever released.",
        "",
      ];
  }
}

function modeOf({ options }: Invocation): SetUpMode {
  const isRehearsal = options["rehearsal"] === true;
  const isSolo = options["solo"] === true;
  if (isRehearsal && isSolo) throw usageError("--rehearsal and --solo exclude each other");
  return isRehearsal ? "rehearsal" : isSolo ? "solo" : "users";
}

function onlyOf(invocation: Invocation): SetUpSide | null {
  const only = optionText(invocation, "only");
  if (only === null || only === "gate" || only === "broker" || only === "courier") return only;
  throw usageError("--only takes gate, broker or courier");
}

function gateSpkiOf(invocation: Invocation, { management }: DeploymentWish): string {
  if (management === null) throw usageError("--only courier needs --management: whose organization it is for");
  const spki = optionText(invocation, "gateSpki") ?? "";
  if (/^[A-Za-z0-9_-]{43}$/.test(spki)) return spki;
  throw usageError("--only courier needs --gate-spki HASH, 43 characters, which `custody init --only gate` printed");
}

function wishOf(invocation: Invocation, shown: string, mode: SetUpMode): DeploymentWish {
  const base = basename(resolve(invocation.io.cwd, shown))
    .toLowerCase()
    .replaceAll(/[^a-z0-9-]+/g, "-");
  const named = mode === "rehearsal" && !base.startsWith("rehearsal-") ? `rehearsal-${base}` : base;
  return {
    deployment: optionText(invocation, "deployment") ?? named.slice(0, 63),
    host: optionText(invocation, "host") ?? (mode === "rehearsal" ? "localhost" : hostname().toLowerCase()),
    mode,
    management: managementOf(invocation),
    port: portOf(optionText(invocation, "port"), "--port") ?? defaultPort,
  };
}

function managementOf(invocation: Invocation): string | null {
  const given = optionText(invocation, "management");
  if (given === null) return null;
  const account = /^[0-9]{12}$/.test(given) ? `aws:${given}` : given;
  if (/^(?:aws|aws-cn|aws-us-gov):[0-9]{12}$/.test(account)) return account;
  throw usageError("--management takes 12 digits, or PARTITION:ACCOUNT such as aws-us-gov:123456789012");
}

function portOf(text: string | null, flag: string): number | null {
  if (text === null) return null;
  const port = /^[1-9][0-9]{0,4}$/.test(text) ? Number(text) : 0;
  if (port >= 1 && port < 65_535) return port;
  throw usageError(`${flag} takes a port from 1 to 65534`);
}

function remoteOf(
  invocation: Invocation,
  { host }: DeploymentWish,
  only: SetUpSide,
): { public: BrokerPublic; at: HostAndPort } {
  const file = optionText(invocation, "brokerPublic");
  if (file === null) {
    throw usageError(
      `--only ${only} needs --broker-public FILE, which \`custody init --only broker\` wrote on the broker's host`,
    );
  }
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(resolve(invocation.io.cwd, file));
  } catch (cause) {
    throw new CodedError(cliErrors.CLI_INPUT_UNREADABLE, { detail: file, cause });
  }
  const read = parseBrokerPublic(bytes, file);
  const at = optionText(invocation, "brokerHost") ?? host;
  return { public: read, at: { host: at, port: read.doorPort } };
}

function madeLines(shown: string, { files, users }: InitOutcome): readonly string[] {
  const has = (start: string): boolean => files.some((file) => file.startsWith(start));
  return [
    `wrote ${shown}:`,
    ...(has("gate/") ? ["  gate/      its configuration, the key around passwords, the key of its log"] : []),
    ...(has("broker/")
      ? ["  broker/    its configuration, its signing key, the key of its door, the key of its log"]
      : []),
    ...(has("courier/")
      ? ["  courier/   its configuration; it holds no vault, and its AWS credentials are not among these files"]
      : []),
    ...(has("draft/")
      ? ["  draft/     who decides: roster.json and release-policy.json, to be read and edited before anybody signs"]
      : []),
    ...(has("broker-public.json")
      ? ["  broker-public.json   what the gate's host needs; nothing in it is secret"]
      : []),
    ...(has(soloPassphraseFile)
      ? [`  ${soloPassphraseFile}   opens the key around the seeds at every start; best kept off this host`]
      : []),
    ...(users.length > 0 ? [`users: ${users.join(", ")}`] : []),
  ];
}

function nextCommands(
  { io }: Invocation,
  shown: string,
  { wish }: InitOutcome,
  only: SetUpSide | null,
): readonly string[] {
  const program = programName(io.cwd);
  const deployment = word(wish.deployment);
  if (only === "courier") return [];
  if (only === "broker") {
    const mode = wish.mode === "rehearsal" ? " --rehearsal" : wish.mode === "solo" ? " --solo" : "";
    const flags = `${mode}${wish.management === null ? "" : ` --management ${wish.management}`}`;
    return [
      `${program} custody init ${word(shown)} --only gate --broker-public broker-public.json --broker-host ${word(wish.host)} --deployment ${deployment} --host ${word(wish.host)}${flags}`,
    ];
  }
  const draft = word(join(shown, "draft"));
  const roles = "approver,custodian,requester,unsealer";
  const people: readonly (readonly [string, string])[] =
    wish.mode === "solo"
      ? // Nobody brings both secrets of an account, not even one person alone: two identities, two passphrases.
        [
          ["ann", `${roles},operator-p`],
          ["ann-seeds", "operator-s"],
        ]
      : [
          ["ann", `${roles},operator-p`],
          ["bob", `${roles},operator-s`],
          ["cleo", roles],
        ];
  return [
    ...people.map(
      ([id]) =>
        `${program} identity new ${id} --name ${id.charAt(0).toUpperCase()}${id.slice(1)} --deployment ${deployment} --out ${id}`,
    ),
    ...people.map(([id, own]) => `${program} roster add ${id}/person.json --roles ${own} --draft ${draft}`),
    ...people.map(([id]) => `${program} roster sign --identity ${id} --draft ${draft}`),
  ];
}
