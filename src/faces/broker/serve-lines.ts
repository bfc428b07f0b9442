import type { Socket } from "node:net";
import { CodedError } from "../../domain/core/coded-error.ts";
import {
  type BrokerRequest,
  brokerRequestSchema,
  maxLineBytes,
  maxLongLineBytes,
} from "../../domain/custody/protocol/broker-request.ts";
import { refusedReply } from "../../app/broker/core/batch-loop.ts";
import { brokerErrors } from "../../app/broker/errors.ts";

/** A connection that says nothing for so long is closed, in milliseconds. */
const idleMs = 60_000;
/** Only such a line may be long; it is known by its start, before it is all in memory. */
const longStart = '{"verb":"apply-quorum"';

/** Answers the lines of one connection, one after another; what is not a line closes it. */
export function serveLines(socket: Socket, handle: (request: BrokerRequest) => Promise<object>): void {
  let held: Buffer[] = [];
  let length = 0;
  let answering: Promise<void> = Promise.resolve();
  socket.setTimeout(idleMs, () => socket.destroy());
  socket.on("error", () => socket.destroy());
  const answer = async (line: string): Promise<void> => {
    const reply = await replyTo(line, handle);
    if (socket.writable) socket.write(`${JSON.stringify(reply)}\n`);
  };
  const take = (chunk: Buffer): void => {
    let rest = chunk;
    for (let end = rest.indexOf(10); end >= 0; end = rest.indexOf(10)) {
      const line = Buffer.concat([...held, rest.subarray(0, end)]);
      held = [];
      length = 0;
      rest = rest.subarray(end + 1);
      if (line.length > limitOf([line])) return tooLong();
      // While one line is answered no further byte is read: a connection has one line under way.
      socket.pause();
      answering = answering.then(() => answer(line.toString("utf8"))).then(() => void socket.resume());
    }
    held.push(rest);
    length += rest.length;
    if (length > limitOf(held)) tooLong();
  };
  const tooLong = (): void => {
    held = [];
    socket.off("data", take);
    socket.end(`${JSON.stringify(foreignLine("too long"))}\n`);
  };
  socket.on("data", take);
}

function limitOf(held: readonly Buffer[]): number {
  const start = Buffer.concat(held.slice(0, 2)).subarray(0, longStart.length).toString("latin1");
  return start === longStart ? maxLongLineBytes : maxLineBytes;
}

async function replyTo(line: string, handle: (request: BrokerRequest) => Promise<object>): Promise<object> {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return foreignLine("not JSON");
  }
  const read = brokerRequestSchema.safeParse(value);
  if (read.success) return handle(read.data);
  const [issue] = read.error.issues;
  return foreignLine(`${issue?.path.join(".") ?? ""} ${issue?.message ?? ""}`);
}

function foreignLine(detail: string): object {
  return refusedReply(new CodedError(brokerErrors.BROKER_LINE_FOREIGN, { detail: detail.slice(0, 200) }));
}
