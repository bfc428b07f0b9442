import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Fault, faultSchema } from "../../src/demo/limits/faults.ts";
import { courierArns, loadCourier } from "../../src/demo/organizations/load-courier.ts";
import {
  loadShipped,
  shippedInventoryPath,
  shippedMailPath,
  type ShippedName,
  shippedNames,
} from "../../src/demo/organizations/load.ts";
import { type PretendAws, startPretendAws } from "../../src/demo/start-pretend-aws.ts";
import { isolateEnvironment } from "../support/collect-trial.ts";
import { pretendSnapshot, scanners } from "./pretend-snapshot.ts";
import { type Ran, runInProcess } from "./run-in-process.ts";
import { runShell, startProcess } from "./run-process.ts";
import { stageLedger } from "./stage-ledger.ts";
import { words } from "./transcript.ts";

/** Where the steps of one transcript are played: a folder of its own, and a pretend AWS if it asks for one. */
export interface Stage {
  readonly cwd: string;
  readonly play: (command: string) => Promise<Ran>;
  readonly close: () => Promise<void>;
}

/**
 * Sets a stage as the directives say:
 *
 * - `snapshot NAME`: a snapshot of a shipped organization in ./NAME
 * - `inventory NAME`, `mail`: ./inventory.yaml and ./mail.json of a shipped organization
 * - `file NAME`, then `| line`s: a file
 * - `serve NAME`: a pretend AWS runs, and its environment is set; also `courier`, read by its operator
 * - `ledger`: a broker's log and what judges it, as stage-ledger.ts says
 * - `process`: every step is a process of its own; without it only those that need a shell
 */
export async function setStage(directives: readonly string[]): Promise<Stage> {
  const cwd = mkdtempSync(join(tmpdir(), "rootward-stage-"));
  let aws: PretendAws | undefined;
  let env: Readonly<Record<string, string>> = {};
  let isProcess = false;
  for (const [at, directive] of directives.entries()) {
    const [verb = "", name = ""] = directive.split(" ");
    if (verb === "snapshot") await pretendSnapshot(shipped(name), join(cwd, name));
    else if (verb === "inventory") copyFileSync(shippedInventoryPath(shipped(name)), join(cwd, "inventory.yaml"));
    else if (verb === "mail") copyFileSync(shippedMailPath, join(cwd, "mail.json"));
    else if (verb === "file") writeFileSync(join(cwd, name), fileText(directives.slice(at + 1)));
    else if (verb === "ledger") stageLedger(cwd);
    else if (verb === "process") isProcess = true;
    else if (verb === "serve") {
      const isCourier = name === "courier";
      aws = await startPretendAws({ organization: isCourier ? loadCourier() : loadShipped(shipped(name)) });
      env = environmentOf(aws, isCourier ? courierArns.operator : scanners[shipped(name)]);
    } else if (!verb.startsWith("|")) throw new Error(`no directive ${directive}`);
  }
  return {
    cwd,
    play: (command) => {
      if (command.startsWith("faults ")) return setFaults(aws, command.slice("faults ".length));
      const { set, argv } = read(command);
      if (argv === null) return runShell(command, { cwd, env });
      if (isProcess) return startProcess(argv, { cwd, env: { ...env, ...set } }).ended;
      const columns = set["COLUMNS"] === undefined ? {} : { columns: Number(set["COLUMNS"]) };
      // The AWS SDK reads the environment of the process, and nothing else.
      return withEnvironment({ ...env, ...set }, () =>
        runInProcess(argv, { cwd, env: { ...env, ...set }, ...columns }),
      );
    },
    close: async () => {
      await aws?.close();
      rmSync(cwd, { recursive: true, force: true });
    },
  };
}

/** What a client of the pretend AWS sets. */
export function environmentOf(aws: PretendAws, arn: string): Readonly<Record<string, string>> {
  const keys = aws.credentialsFor(arn, 3600);
  return {
    AWS_ENDPOINT_URL: aws.url,
    AWS_ENDPOINT_URL_SIGNIN: aws.url,
    AWS_REGION: "us-east-1",
    AWS_ACCESS_KEY_ID: keys.accessKeyId,
    AWS_SECRET_ACCESS_KEY: keys.secretAccessKey,
    AWS_SESSION_TOKEN: keys.sessionToken ?? "",
  };
}

async function withEnvironment<T>(env: Readonly<Record<string, string>>, work: () => Promise<T>): Promise<T> {
  isolateEnvironment();
  for (const [name, value] of Object.entries(env)) if (name.startsWith("AWS_")) process.env[name] = value;
  try {
    return await work();
  } finally {
    isolateEnvironment();
  }
}

function shipped(name: string): ShippedName {
  const found = shippedNames.find((each) => each === name);
  if (found === undefined) throw new Error(`no organization ${name} is shipped`);
  return found;
}

function fileText(after: readonly string[]): string {
  const end = after.findIndex((line) => !line.startsWith("|"));
  const lines = end === -1 ? after : after.slice(0, end);
  return lines.map((line) => `${line.replace(/^\| ?/, "")}\n`).join("");
}

/** A plain call of the command line with variables before it; `argv` null where a shell is needed. */
function read(command: string): { readonly set: Record<string, string>; readonly argv: readonly string[] | null } {
  const all = words(command);
  const first = all.findIndex((word) => !/^[A-Z_]+=/.test(word));
  const set = Object.fromEntries(
    all.slice(0, Math.max(0, first)).map((word) => {
      const cut = word.indexOf("=");
      return [word.slice(0, cut), word.slice(cut + 1)];
    }),
  );
  const needsShell = /[|<>;&$`]/.test(command.replace(/'[^']*'|"[^"]*"/g, ""));
  return { set, argv: all[first] === "rootward" && !needsShell ? all.slice(first + 1) : null };
}

async function setFaults(aws: PretendAws | undefined, text: string): Promise<Ran> {
  if (aws === undefined) throw new Error("faults need `# serve`");
  const faults: Fault[] = [];
  for (const each of JSON.parse(text) as readonly unknown[]) faults.push(faultSchema.parse(each));
  aws.state.faults.set(faults);
  return Promise.resolve({ code: 0, out: "", err: "" });
}
