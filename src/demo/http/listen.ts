import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { HttpRequest } from "../aws-service.ts";
import type { Runtime } from "./runtime.ts";
import { isOpenPath, serveOpen } from "./serve-open.ts";
import { serveSigned } from "./serve-signed.ts";

const largestBody = 4 * 1024 * 1024;

/** A running server. */
export interface Listening {
  readonly port: number;
  /** Cuts all connections, the hanging ones too. */
  close(): Promise<void>;
}

/** Serves on 127.0.0.1 only; port 0 takes a free one. */
export async function listen(runtime: Runtime, port: number): Promise<Listening> {
  const server = createServer((message, response) => {
    answer(runtime, message, response).catch(() => response.destroy());
  });
  server.keepAliveTimeout = 30_000;
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  const address = server.address();
  return {
    port: typeof address === "object" && address !== null ? address.port : port,
    close: () => closeServer(server),
  };
}

async function answer(runtime: Runtime, message: IncomingMessage, response: ServerResponse): Promise<void> {
  const request = await readRequest(message);
  if (request === null) {
    response.writeHead(413, { connection: "close" }).end();
    return;
  }
  const ending = isOpenPath(request.path) ? await serveOpen(runtime, request) : await serveSigned(runtime, request);
  if (ending === "hang") return;
  if (ending === "drop") {
    message.socket.destroy();
    return;
  }
  const date = new Date(runtime.wallClock()).toUTCString();
  response.writeHead(ending.status, { date, ...ending.headers, "content-length": Buffer.byteLength(ending.body) });
  response.end(ending.body);
}

async function readRequest(message: IncomingMessage): Promise<HttpRequest | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of message) {
    const bytes = Buffer.from(chunk as Uint8Array);
    size += bytes.length;
    if (size > largestBody) return null;
    chunks.push(bytes);
  }
  const [path = "/", query = ""] = splitOnce(message.url ?? "/", "?");
  const headers = Object.entries(message.headers).map(([name, value]) => [name, String(value ?? "")] as const);
  return {
    method: message.method ?? "GET",
    path,
    query: new URLSearchParams(query),
    headers: Object.fromEntries(headers),
    body: Buffer.concat(chunks).toString("utf8"),
    remoteAddress: (message.socket.remoteAddress ?? "127.0.0.1").replace(/^::ffff:/, ""),
  };
}

function splitOnce(text: string, at: string): readonly string[] {
  const index = text.indexOf(at);
  return index < 0 ? [text] : [text.slice(0, index), text.slice(index + at.length)];
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
