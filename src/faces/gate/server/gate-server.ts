// The one way in. Nothing a caller sends is believed for where it comes from: shape by the contract's row, identity by the
// session, everything that matters by signatures further in. Bodies are never written to any message.
import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from "node:http";
import { createServer as createTlsServer } from "node:https";
import { CodedError } from "../../../domain/core/coded-error.ts";
import { gateErrors } from "../../../app/gate/errors.ts";
import { signedInPerson } from "../../../app/gate/session/signed-in-person.ts";
import { gateRoutes } from "../../contract/gate-routes.ts";
import type { Route } from "../../contract/route.ts";
import { handlers } from "../handlers/handlers.ts";
import type { GateServices, HandlerInput } from "../handlers/handler.ts";
import { readyReply } from "./ready-reply.ts";
import { type Matched, matchRoute } from "./match-route.ts";
import { problemOf } from "./problem-of.ts";
import { RateLimit } from "./rate-limit.ts";
import { json, type Reply } from "./reply.ts";
import { readBody, readQuery } from "./read-body.ts";
import { tileReply } from "./tile-reply.ts";

/** How the server is set up. */
export interface ServerSettings {
  /** PEM; `null` without TLS of its own. */
  readonly tls: { readonly cert: Buffer; readonly key: Buffer } | null;
  /** A proxy on this machine names the caller. */
  readonly isBehindProxy: boolean;
  readonly limits: { readonly perAddress: number; readonly perPerson: number; readonly signIns: number };
  /** Takes one line about something unexpected; never a body. */
  readonly say: (line: string) => void;
}

/** A server that does not listen yet. */
export function gateServer(services: GateServices, settings: ServerSettings): Server {
  const answer = answerer(services, settings);
  const listener: RequestListener = (request, response) => {
    answer(request).then(
      (reply) => write(services, response, reply, request),
      (error: unknown) => {
        settings.say(`GATE_INTERNAL: ${error instanceof Error ? error.message : "unknown"}`);
        response.destroy();
      },
    );
  };
  const options = { maxHeaderSize: 16 * 1024, headersTimeout: 10_000, requestTimeout: 30_000, keepAliveTimeout: 5000 };
  const server =
    settings.tls === null
      ? createServer(options, listener)
      : createTlsServer({ ...options, ...settings.tls, minVersion: "TLSv1.2" }, listener);
  server.maxConnections = 1000;
  server.maxRequestsPerSocket = 1000;
  return server;
}

function answerer(services: GateServices, settings: ServerSettings): (request: IncomingMessage) => Promise<Reply> {
  const { gate } = services;
  const { limits, say } = settings;
  const limit = {
    address: new RateLimit(limits.perAddress),
    person: new RateLimit(limits.perPerson),
    signIn: new RateLimit(limits.signIns),
  };
  const insistTurn = (bucket: RateLimit, name: string): void => {
    if (!bucket.take(name, gate.clock.nowMs())) throw new CodedError(gateErrors.GATE_TOO_MANY);
  };
  return async (request) => {
    try {
      const url = URL.parse(request.url ?? "", "http://gate");
      if (url === null) throw new CodedError(gateErrors.GATE_NO_ROUTE);
      if (url.pathname === "/healthz") return json(200, { status: "ok" });
      const caller = callerOf(request, settings);
      insistTurn(limit.address, caller);
      if (url.pathname === "/readyz") return await readyReply(services);
      const token = bearerOf(request);
      const tile = tileReply(gate, url.pathname, () => signedInPerson(gate, token));
      if (tile !== null) return tile;
      const matched = matchRoute(request.method ?? "", url.pathname);
      if (matched === null) throw new CodedError(gateErrors.GATE_NO_ROUTE);
      const route: Route = gateRoutes[matched.name];
      if (matched.name === "signIn") insistTurn(limit.signIn, caller);
      if (!route.isOpen) insistTurn(limit.person, signedInPerson(gate, token).person.id);
      const foreign =
        request.method === "GET" ? readQuery(url.searchParams) : await readBody(request, route.maxBodyBytes);
      return json(200, await handled(services, matched, foreign, token));
    } catch (error) {
      if (!(error instanceof CodedError))
        say(`GATE_INTERNAL: ${error instanceof Error ? (error.stack ?? "") : "unknown"}`);
      const problem = problemOf(error);
      return { status: problem.status, type: "application/problem+json", body: JSON.stringify(problem) };
    }
  };
}

function handled(services: GateServices, matched: Matched, foreign: unknown, token: string | null): unknown {
  const route: Route = gateRoutes[matched.name];
  const read = route.body.safeParse(foreign);
  if (!read.success) {
    const [issue] = read.error.issues;
    const detail = `${issue?.path.map(String).join(".") ?? ""} ${issue?.code ?? ""}`.trim().slice(0, 200);
    throw new CodedError(gateErrors.GATE_BODY_FOREIGN, { detail });
  }
  // The parser of this file: the row's own schema has just read the body for the row's own handler.
  const handler = handlers[matched.name] as (services: GateServices, input: HandlerInput<Route>) => unknown;
  const by = () => signedInPerson(services.gate, token);
  return handler(services, { params: matched.params, body: read.data, by, token });
}

function bearerOf({ headers }: IncomingMessage): string | null {
  return /^Bearer ([A-Za-z0-9_-]{43})$/.exec(headers.authorization ?? "")?.[1] ?? null;
}

/** SECURITY: the header of a proxy counts only where one was declared, and then only the entry that it wrote itself. */
function callerOf({ headers, socket }: IncomingMessage, { isBehindProxy }: ServerSettings): string {
  const named = headers["x-forwarded-for"];
  const last = (Array.isArray(named) ? named.join(",") : (named ?? "")).split(",").at(-1)?.trim() ?? "";
  return (isBehindProxy && last !== "" ? last : (socket.remoteAddress ?? "unix")).slice(0, 60);
}

function write(
  { gate }: GateServices,
  response: ServerResponse,
  { status, type, body }: Reply,
  request: IncomingMessage,
): void {
  response.writeHead(status, {
    "content-type": type,
    "content-length": Buffer.byteLength(body),
    "cache-control": "no-store",
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "no-referrer",
    "strict-transport-security": "max-age=31536000",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    ...(gate.isRehearsal ? { "x-rootward-rehearsal": "REHEARSAL" } : {}),
    // What was not read of a refused body is not waited for.
    ...(request.complete ? {} : { connection: "close" }),
  });
  response.end(body);
}
