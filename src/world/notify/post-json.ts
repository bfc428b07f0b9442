// One POST to a route: no redirects, no proxies, one address, one deadline. No package of others is reached from here, as
// the broker sends its own notices with it.
import { createHash } from "node:crypto";
import { request as httpRequest } from "node:http";
import { connect as connectPlain, type Socket } from "node:net";
import { connect as connectTls, type TLSSocket } from "node:tls";
import { CodedError } from "../../domain/core/coded-error.ts";
import { toBase64url } from "../../domain/crypto/base64url.ts";
import { notifyErrors } from "./errors.ts";
import { publicAddress } from "./public-address.ts";
import type { HttpRoute } from "./route.ts";

const timeoutMs = 15_000;

/** What the other side said. */
export interface Posted {
  readonly status: number;
  /** Milliseconds that it asks to wait; `null` when it does not. */
  readonly retryAfterMs: number | null;
}

/** Sends a body. Throws `NOTIFY_ADDRESS_REFUSED`, `NOTIFY_ROUTE_FOREIGN`, `NOTIFY_UNREACHABLE`, `NOTIFY_OTHER_KEY`. */
export async function postJson(
  route: HttpRoute,
  body: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<Posted> {
  const url = URL.parse(route.url.reveal());
  if (url === null || (url.protocol !== "https:" && url.protocol !== "http:") || url.username !== "") {
    throw new CodedError(notifyErrors.NOTIFY_ROUTE_FOREIGN, { detail: `${route.name}: its address` });
  }
  const host = url.hostname.replace(/^\[(.*)\]$/, "$1");
  const address = await publicAddress(host, route.allow);
  // Plain HTTP shows every notice to everybody on the way: only where the address was allowed by hand.
  if (url.protocol === "http:" && route.allow.length === 0) {
    throw new CodedError(notifyErrors.NOTIFY_ROUTE_FOREIGN, { detail: `${route.name}: not https` });
  }
  const deadline = AbortSignal.timeout(timeoutMs);
  try {
    const socket = await connected(url, host, address, route, deadline);
    return await post(url, socket, body, headers, deadline);
  } catch (error) {
    if (error instanceof CodedError) throw error;
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    const why = deadline.aborted ? `no answer in ${timeoutMs} ms` : code;
    throw new CodedError(notifyErrors.NOTIFY_UNREACHABLE, { detail: `${route.name}: ${why}`, cause: error });
  }
}

function connected(url: URL, host: string, address: string, route: HttpRoute, signal: AbortSignal): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const isTls = url.protocol === "https:";
    const port = url.port === "" ? (isTls ? 443 : 80) : Number(url.port);
    const isName = !/^[0-9.]+$|:/.test(host);
    const socket = isTls
      ? connectTls({
          host: address,
          port,
          // A pinned key needs no authority; without a pin the name is checked as everywhere.
          rejectUnauthorized: route.pin === undefined,
          ...(isName ? { servername: host } : {}),
        })
      : connectPlain({ host: address, port });
    const fail = (error: unknown) => {
      socket.destroy();
      reject(error instanceof Error ? error : new Error("aborted"));
    };
    signal.addEventListener("abort", () => fail(signal.reason), { once: true });
    socket.once("error", fail);
    socket.once(isTls ? "secureConnect" : "connect", () => {
      if (route.pin !== undefined && !(isTls && keyOf(socket) === route.pin)) {
        fail(new CodedError(notifyErrors.NOTIFY_OTHER_KEY, { detail: route.name }));
        return;
      }
      resolve(socket);
    });
  });
}

function keyOf(socket: Socket): string {
  // `secureConnect` comes from a TLS socket only.
  const key = (socket as TLSSocket).getPeerX509Certificate()?.publicKey.export({ type: "spki", format: "der" });
  return key === undefined ? "" : toBase64url(new Uint8Array(createHash("sha256").update(key).digest()));
}

function post(
  url: URL,
  socket: Socket,
  body: string,
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<Posted> {
  return new Promise((resolve, reject) => {
    const sent = httpRequest(
      {
        createConnection: () => socket,
        method: "POST",
        path: `${url.pathname}${url.search}`,
        headers: {
          host: url.host,
          "content-type": "application/json",
          "content-length": Buffer.byteLength(body),
          "user-agent": "Rootward",
          connection: "close",
          ...headers,
        },
        signal,
      },
      (reply) => {
        // What it says is of no interest, and may be without end.
        reply.destroy();
        socket.destroy();
        resolve({ status: reply.statusCode ?? 0, retryAfterMs: secondsIn(reply.headers["retry-after"]) });
      },
    );
    sent.on("error", reject);
    sent.end(body);
  });
}

function secondsIn(header: string | undefined): number | null {
  return header !== undefined && /^[0-9]{1,6}$/.test(header) ? Number(header) * 1000 : null;
}
