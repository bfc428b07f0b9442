import { z } from "zod";
import { CodedError } from "../../domain/core/coded-error.ts";
import { instant, instantOfMillis, millisOf } from "../../domain/core/instant.ts";
import { demoErrors } from "../errors.ts";
import { faultSchema } from "../limits/faults.ts";
import type { OpenCall, OpenReply, OpenRoute } from "../open-route.ts";
import { credentialsOf } from "./credentials-of.ts";

const clockBody = z.strictObject({
  /** ISO 8601. */
  at: z.string().optional(),
  advanceSeconds: z.number().min(0).optional(),
  /** 60 = a minute a second; 0 stops it. */
  speed: z.number().min(0).max(1_000_000).optional(),
});
const faultsBody = z.strictObject({ faults: z.array(faultSchema).max(1_000) });
const credentialsBody = z.strictObject({ arn: z.string(), seconds: z.number().min(1).max(43_200).optional() });

const ok = (body: unknown): OpenReply => ({ status: 200, body });

const setClock = (call: OpenCall): OpenReply => {
  const { at, advanceSeconds, speed } = read(clockBody, call.body);
  const { clock } = call.state;
  if (at !== undefined) {
    const moment = instant(at);
    if (moment === null) throw new CodedError(demoErrors.DEMO_SETUP_INVALID, { detail: "at is no ISO 8601 time" });
    clock.set(millisOf(moment));
  }
  if (advanceSeconds !== undefined) clock.advance(advanceSeconds * 1000);
  if (speed !== undefined) clock.setSpeed(speed);
  return ok({ now: instantOfMillis(clock.now()) });
};

/** The routes under `/_setup/`; all need the set-up token. */
export const setupRoutes: readonly OpenRoute[] = [
  { method: "GET", path: "/_setup/counters", handle: ({ state }) => ok(state.counters.read()) },
  {
    method: "DELETE",
    path: "/_setup/counters",
    handle: ({ state }) => {
      state.counters.reset();
      return ok({});
    },
  },
  { method: "GET", path: "/_setup/faults", handle: ({ state }) => ok({ faults: state.faults.list() }) },
  {
    method: "POST",
    path: "/_setup/faults",
    handle: (call) => {
      call.state.faults.set(read(faultsBody, call.body).faults);
      return ok({ faults: call.state.faults.list() });
    },
  },
  { method: "GET", path: "/_setup/clock", handle: ({ state }) => ok({ now: instantOfMillis(state.clock.now()) }) },
  { method: "POST", path: "/_setup/clock", handle: setClock },
  {
    method: "POST",
    path: "/_setup/credentials",
    handle: (call) => {
      const { arn, seconds } = read(credentialsBody, call.body);
      return ok(credentialsOf(call.state, arn, seconds));
    },
  },
];

function read<T>(schema: z.ZodType<T>, body: unknown): T {
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const detail = `${issue?.path.join(".") ?? ""}: ${issue?.message ?? ""}`;
  throw new CodedError(demoErrors.DEMO_SETUP_INVALID, { detail });
}
