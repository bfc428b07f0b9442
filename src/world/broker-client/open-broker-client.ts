import { CodedError } from "../../domain/core/coded-error.ts";
import { brokerReplySchema, type BrokerReply } from "../../domain/custody/protocol/broker-reply.ts";
import { type BrokerRequest, maxLineBytes, maxLongLineBytes } from "../../domain/custody/protocol/broker-request.ts";
import { type BrokerPlace, connectBroker } from "./connect-broker.ts";
import { brokerClientErrors } from "./errors.ts";
import { exchangeLine, foreignReply, parsedLine } from "./exchange-line.ts";

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
        return readReply(request, await exchangeLine(socket, line, { signal: deadline, maxBytes: maxLongLineBytes }));
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

function readReply<R extends BrokerRequest>({ verb }: R, line: string): ReplyTo<R> {
  const schema = brokerReplySchema(verb === "apply-quorum" ? "apply" : verb);
  const read = schema.safeParse(parsedLine(line));
  if (!read.success) {
    const [issue] = read.error.issues;
    throw foreignReply(`${verb}: ${issue?.path.join(".") ?? ""} ${issue?.message ?? ""}`);
  }
  // The parser of this file: the schema is the one of this verb.
  return read.data as ReplyTo<R>;
}
