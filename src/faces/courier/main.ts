// A small process that holds the AWS role and no vault: it opens one session for one receipt of the broker's, and seals it
// to the person that the receipt is about. On a host of its own it keeps the role from the gate's host and the broker's.
import { rmSync } from "node:fs";
import type { Server } from "node:net";
import { resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { startCourier } from "../../app/courier/open-session.ts";
import { tryRoles } from "../../app/courier/try-roles.ts";
import { CodedError } from "../../domain/core/coded-error.ts";
import { assumeRoleWith } from "../../world/aws/courier/assume-role-with.ts";
import { assumeRootFor } from "../../world/aws/courier/assume-root-for.ts";
import { type CourierAws, openCourier } from "../../world/aws/courier/open-courier.ts";
import { closeServer, listenAtDoor, listenOnSocket } from "../../world/lines/listen-for-lines.ts";
import { age } from "../../world/sealing/age.ts";
import { checkedRoles } from "./check-roles.ts";
import { type CourierConfig, readConfig, readDoorKey } from "./config.ts";
import { courierLines } from "./courier-lines.ts";
import { courierStartErrors } from "./errors.ts";
import { readArgs } from "./read-args.ts";
import { separate } from "./separate.ts";

/** Runs `--config FILE` in the foreground until SIGTERM or SIGINT; with `--check` only tries its roles. The exit code. */
export async function runCourier(args: readonly string[]): Promise<number> {
  try {
    const { config: given, check } = readArgs(args);
    const file = resolve(given);
    const config = readConfig(file);
    separate(config, file);
    const aws = await openAws(config);
    try {
      return check === null ? await serve(config, aws) : await checkRoles(config, aws, check);
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

async function checkRoles(config: CourierConfig, aws: CourierAws, format: "text" | "json"): Promise<number> {
  const tried = await tryRoles(config.roles, (wish) => assumeRoleWith(aws, wish));
  const { text, code } = checkedRoles(config, tried, format);
  await written(process.stdout, text);
  return code;
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
  if (socket !== undefined) return { server: await listenAt(socket, lines), where: `socket ${socket}` };
  if (door === undefined) throw new CodedError(courierStartErrors.COURIER_CONFIG_FOREIGN);
  const server = await listenAtDoor(door, readDoorKey(door.key), (spki) => (spki === door.gateSpki ? lines : null));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : door.port;
  return { server, where: `door ${door.host}:${port}` };
}

/** A directory of the socket that cannot be used is the configuration's fault. */
async function listenAt(socket: string, lines: ReturnType<typeof courierLines>): Promise<Server> {
  try {
    return await listenOnSocket(socket, lines);
  } catch (error) {
    if (error instanceof CodedError || !(error instanceof Error && "code" in error)) throw error;
    const detail = `socket: ${String(error.code)}`;
    throw new CodedError(courierStartErrors.COURIER_CONFIG_FOREIGN, { detail, position: { file: socket } });
  }
}

/** Waits until it is out: the process exits with whatever is still open. A reader that went away is no failure. */
function written(out: NodeJS.WriteStream, text: string): Promise<void> {
  return new Promise((done) => {
    out.once("error", () => done());
    out.write(text, () => done());
  });
}

function say(text: string): void {
  process.stderr.write(`${text}\n`);
}
