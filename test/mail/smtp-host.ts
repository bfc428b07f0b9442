import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";
import type { Pair } from "./certificates.ts";

/** A mail host on loopback. */
export interface SmtpHost {
  readonly port: number;
  readonly close: () => Promise<void>;
}

/** A real SMTP server; without a pair it does not offer STARTTLS. */
export async function smtpHost(pair: Pair | null, more: SMTPServerOptions = {}): Promise<SmtpHost> {
  const server = new SMTPServer({
    authOptional: true,
    logger: false,
    closeTimeout: 100,
    ...(pair === null ? { disabledCommands: ["STARTTLS"] } : { cert: pair.cert, key: pair.key }),
    ...more,
  });
  server.on("error", () => {});
  await new Promise<void>((ready) => {
    server.listen(0, "127.0.0.1", () => ready());
  });
  const address = server.server.address() as AddressInfo;
  return {
    port: address.port,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
      }),
  };
}

/** A host that follows a script: what it sends on connecting, and after each line from the client. */
export async function scriptedHost(onSocket: (socket: Socket) => void): Promise<SmtpHost> {
  const open = new Set<Socket>();
  const server: Server = createServer((socket) => {
    open.add(socket);
    socket.on("error", () => {});
    onSocket(socket);
  });
  await new Promise<void>((ready) => {
    server.listen(0, "127.0.0.1", () => ready());
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((closed) => {
        for (const socket of open) socket.destroy();
        server.close(() => closed());
      }),
  };
}

/** Answers each line from the client with the next text of the script; after the last it says nothing more. */
export function script(greeting: string, ...answers: readonly string[]): (socket: Socket) => void {
  return (socket) => {
    const left = [...answers];
    socket.write(greeting);
    socket.on("data", () => {
      const next = left.shift();
      if (next !== undefined) socket.write(next);
    });
  };
}
