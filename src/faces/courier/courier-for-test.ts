// A courier as a process of its own, started as in earnest, in a directory of its own and against a pretend AWS.
import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { seedOf, spkiOf } from "../../../test/custody/people.ts";
import { errandLine, taskRequest } from "../../../test/custody/errand-samples.ts";
import type { PretendAws } from "../../demo/start-pretend-aws.ts";
import { courierArns, courierIds } from "../../demo/organizations/load-courier.ts";
import { toBase64url } from "../../domain/crypto/base64url.ts";
import { spkiPinOf } from "../../domain/crypto/ed25519-spki.ts";
import type { CourierRequest } from "../../domain/custody/sessions/courier-lines.ts";

const bin = fileURLToPath(new URL("../../../bin/rootward.js", import.meta.url));

/** The deployment of these tests. */
export const courierDeployment = "rehearsal-courier";

/** A courier that was started. */
export interface CourierRun {
  readonly child: ChildProcess;
  readonly out: () => string;
  readonly said: () => string;
  readonly ended: Promise<number | null>;
  /** Waits until it says that it is ready, or ended; what it said. */
  readonly ready: () => Promise<string>;
}

/** A place for a courier: its configuration, its door's key, its socket. */
export class CourierPlaceForTest {
  readonly directory = mkdtempSync(join(tmpdir(), "rootward-courier-"));
  readonly file = join(this.directory, "courier", "courier.json");
  readonly socket = join(this.directory, "run-courier", "courier.sock");
  readonly doorSpki = spkiPinOf(seedOf("courier door"));
  readonly #runs: CourierRun[] = [];
  readonly #server: PretendAws;

  constructor(server: PretendAws) {
    this.#server = server;
    mkdirSync(join(this.directory, "courier"), { mode: 0o700 });
    writeFileSync(join(this.directory, "courier", "door.key"), `${toBase64url(seedOf("courier door"))}\n`, {
      mode: 0o400,
    });
    this.configure();
  }

  /** Writes courier.json; `undefined` leaves a key out. */
  configure(change: object = {}): void {
    const config = {
      deployment: courierDeployment,
      separation: "none",
      rehearsal: true,
      brokerSpki: spkiOf("broker"),
      management: `aws:${courierIds.management}`,
      endpointUrl: this.#server.url,
      roles: { rootTask: courierArns.rootTask, contacts: courierArns.contacts, orgFeature: courierArns.orgFeature },
      socket: "../run-courier/courier.sock",
      foreignPaths: [],
      ...change,
    };
    writeFileSync(this.file, JSON.stringify(config));
  }

  /** The variables that give a process the keys of a principal. */
  keysOf(arn: string): Readonly<Record<string, string>> {
    const { accessKeyId, secretAccessKey, sessionToken } = this.#server.credentialsFor(arn);
    return {
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
      ...(sessionToken === undefined ? {} : { AWS_SESSION_TOKEN: sessionToken }),
    };
  }

  /** Starts it with nothing in its environment but these. */
  run(env: Readonly<Record<string, string>>, more: readonly string[] = []): CourierRun {
    const child = spawn(process.execPath, [bin, "courier", "--config", this.file, ...more], {
      cwd: this.directory,
      env: { PATH: process.env["PATH"] ?? "", HOME: this.directory, AWS_EC2_METADATA_DISABLED: "true", ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let out = "";
    let said = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => (out += text));
    const told = new Promise<void>((done) => {
      child.stderr.setEncoding("utf8").on("data", (text: string) => {
        said += text;
        if (said.includes("ready:")) done();
      });
      child.on("close", () => done());
    });
    const ended = new Promise<number | null>((done) => child.on("close", done));
    const started = { child, ended, out: () => out, said: () => said, ready: () => told.then(() => said) };
    this.#runs.push(started);
    return started;
  }

  /** Ends what still runs and removes the directory. */
  async close(): Promise<void> {
    for (const { child, ended } of this.#runs) {
      if (child.exitCode === null && child.signalCode === null) child.kill("SIGTERM");
      await ended;
    }
    rmSync(this.directory, { recursive: true, force: true });
  }
}

/** A line for a root task of the organization's member with credentials, as of now. */
export function lineAsOfNow(recipientS: string, taskPolicy: string): CourierRequest {
  // The second after this one: a courier takes nothing from before it started.
  const at = Math.floor(Date.now() / 1000) + 1;
  const request = taskRequest({
    deployment: courierDeployment,
    account: `aws:${courierIds.full}`,
    createdAt: at - 10,
    expiresAt: at + 1790,
    recipientS,
    taskPolicy,
  });
  return errandLine(request, {
    ask: { deployment: courierDeployment, at },
    receipt: { deployment: courierDeployment, at },
  });
}
