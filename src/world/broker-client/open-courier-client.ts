import { CodedError } from "../../domain/core/coded-error.ts";
import {
  type CourierReply,
  courierReplySchema,
  type CourierRequest,
  maxCourierLineBytes,
} from "../../domain/custody/sessions/courier-lines.ts";
import { type BrokerPlace, connectBroker } from "./connect-broker.ts";
import { brokerClientErrors } from "./errors.ts";
import { exchangeLine, foreignReply, parsedLine } from "./exchange-line.ts";

/** A courier that can be asked. Its refusals are replies; what throws is the way there. */
export interface CourierClient {
  /** Sends one line and reads one. Throws `COURIER_CLIENT_UNREACHABLE`, `BROKER_CLIENT_*`. */
  ask(request: CourierRequest): Promise<CourierReply>;
}

/** AWS is asked twice behind it, and may be slow. */
const answerMs = 30_000;

/** A courier listens as a broker does: at a socket, or at a door with pinned keys. */
export function openCourierClient(place: BrokerPlace, { timeoutMs = answerMs } = {}): CourierClient {
  return {
    async ask(request) {
      const line = `${JSON.stringify(request)}\n`;
      if (Buffer.byteLength(line) > maxCourierLineBytes) {
        throw new CodedError(brokerClientErrors.BROKER_CLIENT_TOO_LONG, { detail: "a plan" });
      }
      const signal = AbortSignal.timeout(timeoutMs);
      try {
        const socket = await connectBroker(place, signal);
        const reply = await exchangeLine(socket, line, { signal, maxBytes: maxCourierLineBytes });
        const read = courierReplySchema.safeParse(parsedLine(reply));
        if (read.success) return read.data;
        throw foreignReply(`session: ${read.error.issues[0]?.message ?? ""}`);
      } catch (error) {
        const isAway = error instanceof CodedError && error.row.code === "BROKER_CLIENT_UNREACHABLE";
        if (!isAway && !signal.aborted) throw error;
        const own = error instanceof CodedError ? (error.detail ?? undefined) : undefined;
        const detail = signal.aborted ? `no answer within ${timeoutMs / 1000} s` : own;
        throw new CodedError(brokerClientErrors.COURIER_CLIENT_UNREACHABLE, detail === undefined ? {} : { detail });
      }
    },
  };
}
