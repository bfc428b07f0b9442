import { askHttpDate } from "./http-date.ts";
import type { Clock, Skew } from "./skew.ts";
import { askSntp } from "./sntp.ts";

/** Who is asked for the time. */
export interface TimeSources {
  /** NTP hosts, with a port where it is not 123. */
  readonly ntp: readonly string[];
  /** Web servers whose `Date` header is read; plain `http` is for tests. */
  readonly https: readonly string[];
}

/** Further off than this, no code would be taken: releases pause. */
const wrongMs = 10_000;
/** A web server's date has no fractions of a second. */
const coarseMs = 1000;

/** Asks every source at once; their median counts. No answer at all is `unknown`. Never rejects. */
export async function measureSkew({ ntp, https }: TimeSources, clock: Clock, timeoutMs = 3000): Promise<Skew> {
  const now = (): number => clock.nowMs();
  const asked = [
    ...ntp.map((name) => ({ name, answer: askSntp(name, now, timeoutMs) })),
    ...https.map((name) => ({ name, answer: askHttpDate(name, now, timeoutMs).then(coarse) })),
  ];
  const sources = await Promise.all(
    asked.map(({ name, answer }) =>
      answer.then(
        (skewMs) => ({ name, skewMs, why: "" }),
        (error: unknown) => ({ name, skewMs: null, why: error instanceof Error ? error.message : "failed" }),
      ),
    ),
  );
  const told = sources.flatMap(({ skewMs }) => (skewMs === null ? [] : [skewMs])).toSorted((one, other) => one - other);
  if (told.length === 0) return { state: "unknown", skewMs: 0, sources };
  const [low = 0, high = 0] = [told[Math.floor((told.length - 1) / 2)], told[Math.ceil((told.length - 1) / 2)]];
  const skewMs = Math.round((low + high) / 2);
  return { state: Math.abs(skewMs) > wrongMs ? "wrong" : "known", skewMs, sources };
}

function coarse(skewMs: number): number {
  return Math.abs(skewMs) <= coarseMs ? 0 : skewMs;
}
