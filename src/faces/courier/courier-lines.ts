import { courierErrors } from "../../app/courier/errors.ts";
import { type OpenSession, refusedReply } from "../../app/courier/open-session.ts";
import { courierRequestSchema, maxCourierLineBytes } from "../../domain/custody/sessions/courier-lines.ts";
import type { LineProtocol } from "../../world/lines/serve-lines.ts";

/** What the courier makes of lines. */
export function courierLines(open: OpenSession): LineProtocol {
  const foreign = (detail: string): object => refusedReply(courierErrors.COURIER_LINE_FOREIGN.code, detail);
  return {
    limitOf: () => maxCourierLineBytes,
    answer: async (line) => {
      let value: unknown;
      try {
        value = JSON.parse(line);
      } catch {
        return foreign("not JSON");
      }
      const read = courierRequestSchema.safeParse(value);
      if (read.success) return open(read.data);
      const [issue] = read.error.issues;
      return foreign(`${issue?.path.join(".") ?? ""} ${issue?.message ?? ""}`.slice(0, 200));
    },
    tooLong: () => foreign("too long"),
  };
}
