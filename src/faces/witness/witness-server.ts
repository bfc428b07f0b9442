// The witness over HTTP (C2SP tlog-witness). It keeps a number and a hash per log and answers anybody: a log proves itself
// by its signature. What a stranger can do is make it busy, so that bodies, times and connections have limits.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { WitnessHttpAnswer } from "../../app/ledger/answer-add-checkpoint.ts";
import { CodedError } from "../../domain/core/coded-error.ts";
import { concat, utf8 } from "../../domain/crypto/bytes.ts";

/** What the server asks for its answers. */
export interface WitnessHandlers {
  readonly addCheckpoint: (body: Uint8Array) => WitnessHttpAnswer;
  /** The stored note under a path `<sha256 of the origin>/checkpoint`; `null` for none. */
  readonly stored: (path: string) => Uint8Array | null;
  /** One line for whoever runs the witness. */
  readonly tell: (line: string) => void;
}

// More than any request may have.
const maxBody = 640 * 1024;
const plain = "text/plain; charset=utf-8";

/** The server, not listening yet. */
export function witnessServer(handlers: WitnessHandlers): Server {
  const server = createServer((request, response) => void serve(handlers, request, response));
  server.headersTimeout = 5000;
  server.requestTimeout = 10_000;
  server.maxConnections = 200;
  return server;
}

async function serve(handlers: WitnessHandlers, request: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    send(response, await answer(handlers, request));
  } catch (thrown) {
    // A client that went away in the middle is nothing to tell.
    if (!request.complete) return void response.destroy();
    handlers.tell(thrown instanceof CodedError ? `${thrown.row.code}: ${thrown.message}` : String(thrown));
    send(response, text(500, "the witness could not store or read its state"));
  }
}

async function answer(handlers: WitnessHandlers, request: IncomingMessage): Promise<WitnessHttpAnswer> {
  const path = (request.url ?? "/").split("?")[0] ?? "/";
  if (path === "/add-checkpoint") {
    if (request.method !== "POST") return text(405, "POST a checkpoint here");
    const body = await bodyOf(request);
    return body === null ? text(413, `at most ${maxBody} bytes`) : handlers.addCheckpoint(body);
  }
  if (request.method !== "GET" && request.method !== "HEAD") return text(405, "GET only");
  if (path === "/healthz") return text(200, "ok");
  const note = /^\/[0-9a-f]{64}\/checkpoint$/.test(path) ? handlers.stored(path.slice(1)) : null;
  return note === null ? text(404, "nothing here") : { http: 200, contentType: plain, body: note };
}

async function bodyOf(request: IncomingMessage): Promise<Uint8Array | null> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of request) {
    if (!(part instanceof Uint8Array)) continue;
    length += part.length;
    if (length > maxBody) return null;
    parts.push(part);
  }
  return concat(...parts);
}

function send(response: ServerResponse, { http, contentType, body }: WitnessHttpAnswer): void {
  const headers = { "content-type": contentType, "content-length": body.length, "cache-control": "no-store" };
  // What is left of a body that was too long is not read: the connection ends.
  response.writeHead(http, http === 413 ? { ...headers, connection: "close" } : headers);
  response.end(body);
}

function text(http: number, line: string): WitnessHttpAnswer {
  return { http, contentType: plain, body: utf8(`${line}\n`) };
}
