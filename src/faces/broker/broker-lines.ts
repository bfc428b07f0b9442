import { refusedReply } from "../../app/broker/core/batch-loop.ts";
import { brokerErrors } from "../../app/broker/errors.ts";
import type { Broker } from "../../app/broker/open-broker.ts";
import { CodedError } from "../../domain/core/coded-error.ts";
import { brokerRequestSchema, maxLineBytes, maxLongLineBytes } from "../../domain/custody/protocol/broker-request.ts";
import type { LineProtocol } from "../../world/lines/serve-lines.ts";

/** Only such a line may be long; it is known by its start, before it is all in memory. */
const longStart = '{"verb":"apply-quorum"';

/** What the broker makes of lines, from the gate or through the custodians' own door. */
export function brokerLines({ handle }: Pick<Broker, "handle">, from: "gate" | "door"): LineProtocol {
  return {
    limitOf: (start) => (start.startsWith(longStart) ? maxLongLineBytes : maxLineBytes),
    answer: async (line) => {
      let value: unknown;
      try {
        value = JSON.parse(line);
      } catch {
        return foreignLine("not JSON");
      }
      const read = brokerRequestSchema.safeParse(value);
      if (read.success) return handle(read.data, from);
      const [issue] = read.error.issues;
      return foreignLine(`${issue?.path.join(".") ?? ""} ${issue?.message ?? ""}`);
    },
    tooLong: () => foreignLine("too long"),
  };
}

function foreignLine(detail: string): object {
  return refusedReply(new CodedError(brokerErrors.BROKER_LINE_FOREIGN, { detail: detail.slice(0, 200) }));
}
