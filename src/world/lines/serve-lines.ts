import type { Socket } from "node:net";

/** What a server makes of lines. */
export interface LineProtocol {
  /** The longest line in bytes that begins like this, told from its first 64 bytes. */
  readonly limitOf: (start: string) => number;
  /** The reply to one line; it never rejects. */
  readonly answer: (line: string) => Promise<object>;
  /** The reply to a line that is longer than its limit; the connection ends with it. */
  readonly tooLong: () => object;
}

/** A connection that says nothing for so long is closed, in milliseconds. */
const idleMs = 60_000;

/** Answers the lines of one connection, one after another; what is not a line closes it. */
export function serveLines(socket: Socket, protocol: LineProtocol): void {
  let held: Buffer[] = [];
  let length = 0;
  let answering: Promise<void> = Promise.resolve();
  socket.setTimeout(idleMs, () => socket.destroy());
  socket.on("error", () => socket.destroy());
  const say = (reply: object): string => `${JSON.stringify(reply)}\n`;
  const answer = async (line: string): Promise<void> => {
    const reply = await protocol.answer(line);
    if (socket.writable) socket.write(say(reply));
  };
  const limit = (lines: readonly Buffer[]): number =>
    protocol.limitOf(Buffer.concat(lines.slice(0, 2)).subarray(0, 64).toString("latin1"));
  const take = (chunk: Buffer): void => {
    let rest = chunk;
    for (let end = rest.indexOf(10); end >= 0; end = rest.indexOf(10)) {
      const line = Buffer.concat([...held, rest.subarray(0, end)]);
      held = [];
      length = 0;
      rest = rest.subarray(end + 1);
      if (line.length > limit([line])) return tooLong();
      // While one line is answered no further byte is read: a connection has one line under way.
      socket.pause();
      answering = answering.then(() => answer(line.toString("utf8"))).then(() => void socket.resume());
    }
    held.push(rest);
    length += rest.length;
    if (length > limit(held)) tooLong();
  };
  const tooLong = (): void => {
    held = [];
    socket.off("data", take);
    socket.end(say(protocol.tooLong()));
  };
  socket.on("data", take);
}
