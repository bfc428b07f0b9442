// A small process that holds the AWS role and no vault: it opens one session for one receipt of the broker's, and seals it
// to the person that the receipt is about. On a host of its own it keeps the role from the gate's host and the broker's.
import { rmSync } from "node:fs";
import type { Server } from "node:net";
import { resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { startCourier } from "../../app/courier/open-session.ts";
import { tryRoles } from "../../app/courier/try-roles.ts";
import { CodedError } from "../../domain/core/coded-error.ts";
import { assumeRoleWith } from "../../world/aws/courier/assume-role-with.ts";
import { assumeRootFor } from "../../world/aws/courier/assume-root-for.ts";
import { type CourierAws, openCourier } from "../../world/aws/courier/open-courier.ts";
import { closeServer, listenAtDoor, listenOnSocket } from "../../world/lines/listen-for-lines.ts";
import { age } from "../../world/sealing/age.ts";
import { enterSeparation } from "../../world/separation/enter-separation.ts";
import { reachablePaths } from "../../world/separation/reachable-paths.ts";
import { ownStart, startFaults } from "../../world/separation/start-faults.ts";
import { type CourierConfig, courierEnvironment, readConfig, readDoorKey } from "./config.ts";
import { courierLines } from "./courier-lines.ts";
import { courierStartErrors } from "./errors.ts";

/** Runs `--config FILE` in the foreground until SIGTERM or SIGINT; with `--check` only tries its roles. The exit code. */
export async function runCourier(args: readonly string[]): Promise<number> {
  try {
    const { config: file, check } = readArgs(args);
    if (file === undefined) throw foreign("--config FILE is missing");
    const config = readConfig(resolve(file));
    separate(config);
    const aws = await openAws(config);
    try {
      return check === true ? await checkRoles(config, aws) : await serve(config, aws);
    } finally {
      aws.close();
    }
  } catch (error) {
    if (!(error instanceof CodedError)) {
      say(`COURIER_INTERNAL: ${error instanceof Error ? error.message : "unknown"}`);
      return 3;
    }
    const where = error.position?.file === undefined ? "" : ` (${error.position.file})`;
    say(`${error.row.code}: ${error.message}${where}\n${error.hint}`);
    return error.row.exit;
  }
}

/** Makes the process the courier's own, for good. Throws `COURIER_NOT_SEPARATED`. */
function separate({ separation, user, foreignPaths }: CourierConfig): void {
  const entered = enterSeparation({ separation, user });
  if (entered.status === "refused") throw notSeparated(entered.why);
  process.umask(0o077);
  if (separation === "none") return;
  const [fault] = startFaults(ownStart(courierEnvironment().nodeOptions));
  if (fault !== undefined) throw notSeparated(fault.detail);
  const [reached] = reachablePaths(foreignPaths);
  if (reached !== undefined) throw notSeparated(`it can open ${reached}`);
}

function openAws({ region, profile, endpointUrl }: CourierConfig): Promise<CourierAws> {
  return openCourier({
    region,
    profile,
    endpointUrl,
    timing: { now: Date.now, random: Math.random, sleep: (millis, signal) => sleep(millis, undefined, { signal }) },
    // A person waits for the answer, and the gate waits less than a minute.
    timeouts: { connectMillis: 3000, requestMillis: 8000 },
    onWarning: say,
  });
}

async function checkRoles({ roles, management }: CourierConfig, aws: CourierAws): Promise<number> {
  const tried = await tryRoles(roles, (wish) => assumeRoleWith(aws, wish));
  for (const { role, arn, refused } of tried) {
    const outcome = refused === null ? "can be assumed" : `${refused.action}: ${refused.code}: ${refused.message}`;
    process.stdout.write(`${role}  ${arn}  ${outcome}\n`);
  }
  const isFine = tried.every(({ refused }) => refused === null);
  process.stdout.write(
    isFine
      ? `All three roles can be assumed for ${management}. Whether AWS lets them do their work shows in the first plan.\n`
      : "What is refused here is refused in an emergency, too: mend the trust policy of the role, or the courier's own credentials.\n",
  );
  return isFine ? 0 : 1;
}

async function serve(config: CourierConfig, aws: CourierAws): Promise<number> {
  const { deployment, brokerSpki, management, roles } = config;
  const open = startCourier({
    facts: { deployment, brokerSpki, management },
    roles,
    age,
    nowMs: Date.now,
    assumeRole: (wish) => assumeRoleWith(aws, wish),
    assumeRoot: (as, wish) => assumeRootFor(aws, as, wish),
    say,
  });
  const { server, where } = await listen(config, courierLines(open));
  say(`${config.rehearsal === true ? "REHEARSAL " : ""}courier ready: ${where}, sessions for ${management}`);
  // Not once: a supervisor signals this process and the one that started it, so the same comes twice.
  await new Promise<void>((done) => {
    process.on("SIGTERM", () => done());
    process.on("SIGINT", () => done());
  });
  closeServer(server);
  if (config.socket !== undefined) rmSync(config.socket, { force: true });
  return 0;
}

async function listen(
  { socket, door }: CourierConfig,
  lines: ReturnType<typeof courierLines>,
): Promise<{ readonly server: Server; readonly where: string }> {
  if (socket !== undefined) return { server: await listenOnSocket(socket, lines), where: `socket ${socket}` };
  if (door === undefined) throw foreign("either socket or door");
  const server = await listenAtDoor(door, readDoorKey(door.key), (spki) => (spki === door.gateSpki ? lines : null));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : door.port;
  return { server, where: `door ${door.host}:${port}` };
}

function readArgs(args: readonly string[]) {
  try {
    const options = { config: { type: "string" }, check: { type: "boolean" } } as const;
    return parseArgs({ args: [...args], options }).values;
  } catch (error) {
    throw foreign(error instanceof Error ? (error.message.split("\n")[0] ?? "") : "its flags");
  }
}

function say(text: string): void {
  process.stderr.write(`${text}\n`);
}

function notSeparated(detail: string): CodedError {
  return new CodedError(courierStartErrors.COURIER_NOT_SEPARATED, { detail });
}

function foreign(detail: string): CodedError {
  return new CodedError(courierStartErrors.COURIER_CONFIG_FOREIGN, { detail });
}
