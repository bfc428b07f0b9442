import type { Socket } from "node:net";
import { CodedError } from "../../domain/core/coded-error.ts";
import { brokerClientErrors } from "./errors.ts";

/** Sends one line and gives the first that comes back, without its end. Throws `BROKER_CLIENT_*`. */
export function exchangeLine(
  socket: Socket,
  line: string,
  { signal, maxBytes }: { readonly signal: AbortSignal; readonly maxBytes: number },
): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    const end = (done: () => void) => {
      socket.destroy();
      done();
    };
    const fail = (detail: string) => end(() => reject(foreignReply(detail)));
    signal.addEventListener("abort", () => end(() => reject(signal.reason)), { once: true });
    socket.on("data", (chunk: Buffer) => {
      const newline = chunk.indexOf(10);
      chunks.push(newline === -1 ? chunk : chunk.subarray(0, newline));
      length += chunk.length;
      if (length > maxBytes) fail(`longer than ${maxBytes} bytes`);
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

/** The value of a line; `undefined` for what is no JSON. */
export function parsedLine(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

/** The error for a reply that is none. */
export function foreignReply(detail: string): CodedError {
  return new CodedError(brokerClientErrors.BROKER_CLIENT_REPLY_FOREIGN, { detail: detail.slice(0, 300) });
}
