import { request as httpRequest, type IncomingMessage, type RequestOptions } from "node:http";
import { request as httpsRequest } from "node:https";
import { CodedError } from "../../domain/core/coded-error.ts";
import { gateClientErrors } from "./errors.ts";
import type { GateAddress } from "./gate-address.ts";

const maxReplyBytes = 32 * 1024 * 1024;

/** One request on the wire. */
export interface WireRequest {
  readonly method: string;
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
  readonly timeoutMs: number;
  /** PEM of a certificate authority of one's own; `undefined` for those of the system. */
  readonly ca: string | undefined;
}

/** What came back. */
export interface WireReply {
  readonly status: number;
  readonly text: string;
}

/** Sends it once. Throws `GATE_CLIENT_UNREACHABLE`, `GATE_CLIENT_TIMEOUT`, `GATE_CLIENT_NOT_TRUSTED`, `GATE_CLIENT_REPLY_FOREIGN`. */
export function sendOnce(address: GateAddress, ask: WireRequest): Promise<WireReply> {
  return new Promise((resolve, reject) => {
    const deadline = AbortSignal.timeout(ask.timeoutMs);
    const fail = (error: unknown) => reject(deadline.aborted ? timedOut(ask) : failure(error, address));
    const options: RequestOptions & { ca?: string } = {
      ...(address.kind === "unix" ? { socketPath: address.socketPath } : { host: address.host, port: address.port }),
      path: address.kind === "unix" ? ask.target : `${address.base}${ask.target}`,
      method: ask.method,
      headers: ask.headers,
      agent: false,
      signal: deadline,
      ...(ask.ca === undefined ? {} : { ca: ask.ca }),
    };
    const send = address.kind === "tcp" && address.isTls ? httpsRequest : httpRequest;
    const sent = send(options, (reply) => {
      readBody(reply).then((text) => resolve({ status: reply.statusCode ?? 0, text }), fail);
    });
    sent.on("error", fail);
    sent.end(ask.body ?? undefined);
  });
}

async function readBody(reply: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of reply) {
    const bytes = Buffer.from(chunk as Uint8Array);
    length += bytes.length;
    if (length > maxReplyBytes) {
      throw new CodedError(gateClientErrors.GATE_CLIENT_REPLY_FOREIGN, { detail: "longer than 32 MiB" });
    }
    chunks.push(bytes);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function timedOut({ method, target, timeoutMs }: WireRequest): CodedError {
  return new CodedError(gateClientErrors.GATE_CLIENT_TIMEOUT, { detail: `${method} ${target}, ${timeoutMs} ms` });
}

function failure(error: unknown, address: GateAddress): CodedError {
  if (error instanceof CodedError) return error;
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const where = address.kind === "unix" ? address.socketPath : `${address.host}:${address.port}`;
  const isTrust = /^(?:CERT_|UNABLE_TO_|SELF_SIGNED|DEPTH_ZERO|ERR_TLS_CERT)/.test(code);
  const row = isTrust ? gateClientErrors.GATE_CLIENT_NOT_TRUSTED : gateClientErrors.GATE_CLIENT_UNREACHABLE;
  return new CodedError(row, { detail: code === "" ? where : `${where}, ${code}`, cause: error });
}
