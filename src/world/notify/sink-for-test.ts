// Loopback servers that take notices and keep them.
import { createServer, type IncomingHttpHeaders } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";
import { certificates } from "../../../test/mail/certificates.ts";

/** A POST as it came. */
export interface Posted {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A server that answers each POST with the next of these statuses, the last one for ever. */
export class Sink {
  readonly posts: Posted[] = [];
  statuses: number[] = [200];
  headers: Record<string, string> = {};
  readonly #server;

  constructor(isTls = false) {
    const pair = certificates.selfsigned;
    this.#server = isTls ? createTlsServer({ key: pair.key, cert: pair.cert }) : createServer();
    this.#server.on("request", (request, response) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", () => {
        this.posts.push({ path: request.url ?? "", headers: request.headers, body: Buffer.concat(chunks).toString() });
        const status = this.statuses.length > 1 ? this.statuses.shift() : this.statuses[0];
        response.writeHead(status ?? 500, this.headers);
        response.end("said");
      });
    });
  }

  async listen(): Promise<this> {
    await new Promise<void>((done) => this.#server.listen(0, "127.0.0.1", done));
    return this;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  close(): Promise<void> {
    this.#server.closeAllConnections();
    return new Promise((done) => this.#server.close(() => done()));
  }
}

/** A mail server that keeps what it takes; `refuse` makes it answer recipients with this code. */
export class MailSink {
  readonly mails: { readonly to: readonly string[]; readonly text: string }[] = [];
  refuse = 0;
  readonly #server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onRcptTo: (_, __, done) => {
      if (this.refuse === 0) done();
      else done(Object.assign(new Error("no"), { responseCode: this.refuse }));
    },
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        this.mails.push({
          to: session.envelope.rcptTo.map(({ address }) => address),
          text: Buffer.concat(chunks).toString(),
        });
        done();
      });
    },
  });

  async listen(): Promise<this> {
    await new Promise<void>((done) => this.#server.listen(0, "127.0.0.1", done));
    return this;
  }

  get port(): number {
    return (this.#server.server.address() as AddressInfo).port;
  }

  close(): Promise<void> {
    return new Promise((done) => this.#server.close(() => done()));
  }
}
