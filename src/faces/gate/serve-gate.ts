import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { passwordKit } from "../../app/gate/items/password-kit.ts";
import { CodedError } from "../../domain/core/coded-error.ts";
import { keepKit } from "../../world/kit-files/keep-kit.ts";
import { verifierKeyOf } from "../../domain/ledger/note/signing-key.ts";
import { sendAnyNotice } from "../../world/notify/send-any-notice.ts";
import { age } from "../../world/sealing/age.ts";
import type { GateConfig } from "./config.ts";
import { gateStartErrors } from "./errors.ts";
import { readFileOr } from "./key-file.ts";
import { noticeRoutes } from "./notice-routes.ts";
import { keepShown, outsideOf, seenOutside } from "./outside.ts";
import { type Loops, runLoops } from "./run-loops.ts";
import { gateServer } from "./server/gate-server.ts";
import { logKeyOf, readKeys, startGate, type StartedGate, systemClock } from "./start.ts";

/** A gate that answers. */
export interface ServedGate {
  readonly gate: StartedGate["gate"];
  readonly address: AddressInfo;
  /** Something may wait in the outbox. */
  readonly wake: () => void;
  readonly stop: () => Promise<void>;
}

/** Starts everything: store, log, copy, loops, server. `say` takes one line about something unexpected. */
export async function serveGate(
  config: GateConfig,
  say: (line: string) => void,
  clock = systemClock,
): Promise<ServedGate> {
  const routes = noticeRoutes(config.notify.routes);
  const loops: { current?: Loops } = {};
  const hooks = { wake: () => loops.current?.wake(), clock };
  const { tls } = config.listen;
  const settings = {
    tls: tls === undefined ? null : { cert: readFileOr(tls.cert), key: readFileOr(tls.key) },
    isBehindProxy: config.listen.proxy === true,
    limits: config.limits,
    say,
  };
  const keys = readKeys(config);
  const outside = outsideOf(config);
  const seen = await seenOutside(outside, verifierKeyOf("log", logKeyOf(config, keys)));
  const { gate, close } = startGate(config, keys, routes, hooks, seen);
  const services = { gate, routes, send: sendAnyNotice };
  const server = gateServer(services, settings);
  try {
    await listening(server, config.listen);
  } catch (error) {
    close();
    throw error;
  }
  loops.current = runLoops(services, keepShown(gate, outside), say);
  const kit = keepKit(join(config.data, "kit"), "P", {
    logSize: () => gate.log.head.size + gate.copy.head.size,
    kit: async () => passwordKit(gate, age),
    nowMs: () => Date.now(),
    say,
  });
  const looking = setInterval(() => void kit.look(), 1000);
  const address = server.address();
  return {
    gate,
    // It listens on a port, not on a socket's path.
    address: typeof address === "object" && address !== null ? address : { address: "", family: "", port: 0 },
    wake: hooks.wake,
    stop: async () => {
      const closed = new Promise<void>((done) => server.close(() => done()));
      // A connection that was busy is kept open for a next request otherwise.
      const sweep = setInterval(() => server.closeIdleConnections(), 50);
      const late = setTimeout(() => server.closeAllConnections(), 5000);
      await closed;
      clearTimeout(late);
      clearInterval(sweep);
      await loops.current?.stop();
      clearInterval(looking);
      await kit.last();
      close();
    },
  };
}

function listening(server: ReturnType<typeof gateServer>, { host, port }: GateConfig["listen"]): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (cause: Error & { code?: string }) => {
      const detail = `${host}:${port} ${cause.code ?? ""}`;
      reject(new CodedError(gateStartErrors.GATE_NOT_LISTENING, { detail, cause }));
    });
    server.listen(port, host, () => resolve());
  });
}
