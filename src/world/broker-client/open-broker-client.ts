import type { Socket } from "node:net";
import { CodedError } from "../../domain/core/coded-error.ts";
import { brokerReplySchema, type BrokerReply } from "../../domain/custody/protocol/broker-reply.ts";
import { type BrokerRequest, maxLineBytes, maxLongLineBytes } from "../../domain/custody/protocol/broker-request.ts";
import { type BrokerPlace, connectBroker } from "./connect-broker.ts";
import { brokerClientErrors } from "./errors.ts";

/** What the broker answers to this request line. */
export type ReplyTo<R extends BrokerRequest> = BrokerReply<
  R["verb"] extends "apply-quorum" ? "apply" : Exclude<R["verb"], "apply-quorum">
>;

/** A broker that can be asked. Its refusals are replies; what throws is the way there. */
export interface BrokerClient {
  /** Sends one line and reads one. Throws `BROKER_CLIENT_*`. */
  ask<R extends BrokerRequest>(request: R): Promise<ReplyTo<R>>;
}

/** Each ask is a connection of its own: a line that hangs keeps no other waiting. */
export function openBrokerClient(place: BrokerPlace, { timeoutMs = 20_000 } = {}): BrokerClient {
  return {
    async ask<R extends BrokerRequest>(request: R): Promise<ReplyTo<R>> {
      const line = `${JSON.stringify(request)}\n`;
      if (Buffer.byteLength(line) > longest(request)) {
        throw new CodedError(brokerClientErrors.BROKER_CLIENT_TOO_LONG, { detail: request.verb });
      }
      const deadline = AbortSignal.timeout(timeoutMs);
      try {
        const socket = await connectBroker(place, deadline);
        return readReply(request, await exchange(socket, line, deadline));
      } catch (error) {
        if (deadline.aborted) throw new CodedError(brokerClientErrors.BROKER_CLIENT_TIMEOUT, { detail: request.verb });
        throw error;
      }
    },
  };
}

/** Which documents may be long is the broker's to judge; this keeps only the impossible from being sent. */
function longest({ verb }: BrokerRequest): number {
  return verb === "apply" || verb === "apply-quorum" ? maxLongLineBytes : maxLineBytes;
}

function exchange(socket: Socket, line: string, signal: AbortSignal): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    const end = (done: () => void) => {
      socket.destroy();
      done();
    };
    const fail = (detail: string) => end(() => reject(foreign(detail)));
    signal.addEventListener("abort", () => end(() => reject(signal.reason)), { once: true });
    socket.on("data", (chunk: Buffer) => {
      const newline = chunk.indexOf(10);
      chunks.push(newline === -1 ? chunk : chunk.subarray(0, newline));
      length += chunk.length;
      if (length > maxLongLineBytes) fail("longer than 4 MiB");
      else if (newline !== -1) end(() => resolve(Buffer.concat(chunks).toString("utf8")));
    });
    socket.on("error", (error) =>
      end(() => reject(new CodedError(brokerClientErrors.BROKER_CLIENT_UNREACHABLE, { cause: error }))),
    );
    socket.on("close", () =>
      reject(new CodedError(brokerClientErrors.BROKER_CLIENT_UNREACHABLE, { detail: "closed" })),
    );
    socket.write(line);
  });
}

function readReply<R extends BrokerRequest>({ verb }: R, line: string): ReplyTo<R> {
  const schema = brokerReplySchema(verb === "apply-quorum" ? "apply" : verb);
  const read = schema.safeParse(parsed(line));
  if (!read.success) {
    const [issue] = read.error.issues;
    throw foreign(`${verb}: ${issue?.path.join(".") ?? ""} ${issue?.message ?? ""}`);
  }
  // The parser of this file: the schema is the one of this verb.
  return read.data as ReplyTo<R>;
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function foreign(detail: string): CodedError {
  return new CodedError(brokerClientErrors.BROKER_CLIENT_REPLY_FOREIGN, { detail: detail.slice(0, 300) });
}
