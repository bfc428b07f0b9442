import { answerAddCheckpoint } from "../../app/ledger/answer-add-checkpoint.ts";
import { CodedError } from "../../domain/core/coded-error.ts";
import { verifierKeyOf } from "../../domain/ledger/note/signing-key.ts";
import { type VerifierKey } from "../../domain/ledger/note/verifier-key.ts";
import { witnessCheckpointPath } from "../../domain/ledger/witness/witness-answer.ts";
import { lockDirectory } from "../../world/ledger-files/directory-lock.ts";
import type { LogDisk } from "../../world/ledger-files/log-disk.ts";
import { WitnessFiles } from "../../world/ledger-files/witness-files.ts";
import type { WitnessConfig } from "./config.ts";
import { witnessErrors } from "./errors.ts";
import { readWitnessKey } from "./witness-key-file.ts";
import { witnessServer } from "./witness-server.ts";

/** A witness that runs. */
export interface RunningWitness {
  readonly host: string;
  readonly port: number;
  readonly key: VerifierKey;
  /** Stops taking requests, answers those it has, lets go of the data directory. */
  close(): Promise<void>;
}

/** What it needs of the world. */
export interface WitnessWorld {
  readonly nowMs: () => number;
  readonly tell: (line: string) => void;
  readonly disk?: LogDisk;
}

/** Starts a witness: looks at what it stored, then listens. Throws `WITNESS_*` and `LEDGER_FILES_*`. */
export async function startWitness(config: WitnessConfig, world: WitnessWorld): Promise<RunningWitness> {
  const key = readWitnessKey(config.keyFile);
  const verifier = verifierKeyOf("cosignature", key);
  const files = new WitnessFiles(config.data, world.disk);
  const lock = lockDirectory(config.data);
  try {
    const latest = (origin: string) => files.latest(origin, [...config.logs, verifier]);
    const origins = new Map(config.logs.map(({ name }) => [witnessCheckpointPath(name), name]));
    for (const origin of origins.values()) refuseForeign(() => latest(origin));
    const server = witnessServer({
      addCheckpoint: answerAddCheckpoint({
        logs: config.logs,
        key,
        nowSeconds: () => Math.floor(world.nowMs() / 1000),
        latest,
        store: (origin, note) => {
          files.store(origin, note);
        },
      }),
      stored: (path) => {
        const origin = origins.get(path);
        return origin === undefined ? null : files.note(origin);
      },
      tell: world.tell,
    });
    const { host } = config.listen;
    const port = await listening(server, config.listen);
    const close = async (): Promise<void> => {
      await new Promise<void>((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeIdleConnections();
      });
      lock.close();
    };
    return { host, port, key: verifier, close };
  } catch (thrown) {
    lock.close();
    throw thrown;
  }
}

function refuseForeign(read: () => unknown): void {
  try {
    read();
  } catch (cause) {
    if (!(cause instanceof CodedError) || cause.row.code.startsWith("LEDGER_FILES_")) throw cause;
    throw new CodedError(witnessErrors.WITNESS_STATE_FOREIGN, { detail: cause.message, cause });
  }
}

function listening(server: ReturnType<typeof witnessServer>, at: WitnessConfig["listen"]): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", (cause: NodeJS.ErrnoException) => {
      const detail = `${at.host}:${at.port} (${cause.code ?? cause.message})`;
      reject(new CodedError(witnessErrors.WITNESS_CANNOT_LISTEN, { detail, cause }));
    });
    server.listen(at.port, at.host, () => {
      const address = server.address();
      resolve(typeof address === "object" && address !== null ? address.port : at.port);
    });
  });
}
