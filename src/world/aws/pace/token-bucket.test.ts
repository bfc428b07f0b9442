import { describe, expect, it } from "vitest";
import { backoffMillis } from "./backoff-millis.ts";
import type { StartRate } from "./rates.ts";
import { TokenBucket } from "./token-bucket.ts";

/** A clock that jumps to the next sleeper whenever everything else has settled. */
function virtualClock(): { readonly now: () => number; readonly sleep: (millis: number) => Promise<void> } {
  let now = 0;
  const sleepers: { readonly at: number; readonly wake: () => void }[] = [];
  let ticking = false;
  const tick = async () => {
    if (ticking) return;
    ticking = true;
    while (sleepers.length > 0) {
      await new Promise((resolve) => setImmediate(resolve));
      sleepers.sort((a, b) => a.at - b.at);
      const next = sleepers.shift();
      if (next === undefined) break;
      now = Math.max(now, next.at);
      next.wake();
    }
    ticking = false;
  };
  return {
    now: () => now,
    sleep: (millis) =>
      new Promise((wake) => {
        sleepers.push({ at: now + millis, wake });
        void tick();
      }),
  };
}

/** AWS's side: a bucket that refuses what comes too fast. */
function server(rate: number, burst: number, now: () => number): () => boolean {
  let tokens = burst;
  let at = now();
  return () => {
    tokens = Math.min(burst, tokens + ((now() - at) * rate) / 1000);
    at = now();
    if (tokens < 1) return false;
    tokens -= 1;
    return true;
  };
}

interface Load {
  readonly start: StartRate;
  readonly limit: { readonly rate: number; readonly burst: number };
  readonly calls: number;
  readonly workers: number;
  readonly latency: number;
}

/** Sends calls through a bucket until all are accepted; returns seconds, the floor, and the tries of the worst call. */
async function send({ start, limit, calls, workers, latency }: Load) {
  const clock = virtualClock();
  const bucket = new TokenBucket(start, { ...clock, random: () => 0.5 });
  const accept = server(limit.rate, limit.burst, clock.now);
  let left = calls;
  let worst = 0;
  let throttles = 0;
  const work = async () => {
    while (left > 0) {
      left -= 1;
      for (let attempt = 1; ; attempt += 1) {
        const ticket = await bucket.acquire(undefined, attempt > 1);
        await clock.sleep(latency);
        const accepted = accept();
        ticket.done(accepted ? "ok" : "throttled");
        worst = Math.max(worst, attempt);
        if (accepted) break;
        throttles += 1;
        await clock.sleep(backoffMillis(attempt, () => 0.5));
      }
    }
  };
  await Promise.all(Array.from({ length: workers }, work));
  const floor = (calls - limit.burst) / limit.rate;
  return { seconds: clock.now() / 1000, floor, worst, throttles, rate: bucket.rate };
}

const careful: StartRate = { rate: 1, burst: 5, concurrent: 2 };

describe("the token bucket", () => {
  it("doubles each clean second while it is the limit, and so finds a rate far above its start", async () => {
    const run = await send({ start: careful, limit: { rate: 1e6, burst: 1e6 }, calls: 200, workers: 8, latency: 1 });
    expect(run.throttles).toBe(0);
    expect(run.rate).toBeGreaterThan(30);
    // 5 at once, then 1, 2, 4, 8, 16, 32, 64, 128 a second.
    expect(run.seconds).toBeGreaterThan(6);
    expect(run.seconds).toBeLessThan(9);
  });

  it("stays within a tenth of the floor when AWS allows as much as it starts with", async () => {
    const run = await send({ start: careful, limit: { rate: 1, burst: 5 }, calls: 300, workers: 2, latency: 50 });
    expect(run.seconds).toBeGreaterThanOrEqual(run.floor);
    expect(run.seconds / run.floor).toBeLessThan(1.1);
    expect(run.worst).toBeLessThanOrEqual(8);
  });

  it("stays within 15 % of the floor with 64 workers on a quota of ten a second", async () => {
    const start = { rate: 10, burst: 15, concurrent: Number.POSITIVE_INFINITY };
    const run = await send({ start, limit: { rate: 10, burst: 15 }, calls: 3000, workers: 64, latency: 60 });
    expect(run.seconds / run.floor).toBeLessThan(1.15);
    expect(run.worst).toBeLessThanOrEqual(8);
  });

  it("keeps no call waiting beyond eight tries when AWS allows far less than the start", async () => {
    const start = { rate: 50, burst: 50, concurrent: Number.POSITIVE_INFINITY };
    const run = await send({ start, limit: { rate: 3, burst: 3 }, calls: 200, workers: 16, latency: 60 });
    expect(run.worst).toBeLessThanOrEqual(8);
  });

  it("cuts to nine tenths once for all that were refused together, then adds two hundredths a clean second", async () => {
    const clock = virtualClock();
    const bucket = new TokenBucket({ rate: 100, burst: 100, concurrent: 100 }, { ...clock, random: () => 0.5 });
    const tickets = await Promise.all(Array.from({ length: 50 }, () => bucket.acquire()));
    await clock.sleep(10);
    for (const ticket of tickets) ticket.done("throttled");
    expect(bucket.rate).toBeCloseTo(90);
    const spend = async (count: number) => {
      for (let index = 0; index < count; index += 1) (await bucket.acquire()).done("ok");
    };
    await spend(300);
    // After the window with the throttle, each clean and full second adds 2 % of the rate at the throttle.
    expect(bucket.rate).toBeGreaterThanOrEqual(92);
    expect(bucket.rate).toBeLessThanOrEqual(96);
  });

  it("never goes below one request in two seconds", async () => {
    const clock = virtualClock();
    const bucket = new TokenBucket({ rate: 1, burst: 1, concurrent: 1 }, { ...clock, random: () => 0.5 });
    for (let index = 0; index < 30; index += 1) {
      const ticket = await bucket.acquire();
      await clock.sleep(1);
      ticket.done("throttled");
    }
    expect(bucket.rate).toBe(0.5);
  });

  it("does not grow while nobody waits for it", async () => {
    const clock = virtualClock();
    const bucket = new TokenBucket({ rate: 10, burst: 10, concurrent: 10 }, { ...clock, random: () => 0.5 });
    for (let index = 0; index < 20; index += 1) {
      (await bucket.acquire()).done("ok");
      await clock.sleep(1000);
    }
    expect(bucket.rate).toBe(10);
  });

  it("lets no more requests be in flight than allowed", async () => {
    const clock = virtualClock();
    const bucket = new TokenBucket({ ...careful, burst: 10 }, { ...clock, random: () => 0.5 });
    let inFlight = 0;
    let most = 0;
    const work = async () => {
      const ticket = await bucket.acquire();
      inFlight += 1;
      most = Math.max(most, inFlight);
      await clock.sleep(100);
      inFlight -= 1;
      ticket.done("ok");
    };
    await Promise.all(Array.from({ length: 8 }, work));
    expect(most).toBe(2);
  });

  it("lets a waiter go when the run is stopped", async () => {
    const clock = virtualClock();
    const bucket = new TokenBucket({ rate: 0.5, burst: 1, concurrent: 1 }, { ...clock, random: () => 0.5 });
    const stop = new AbortController();
    const first = await bucket.acquire(stop.signal);
    const second = bucket.acquire(stop.signal);
    stop.abort(new Error("stopped"));
    first.done("ok");
    await expect(second).rejects.toThrow("stopped");
  });
});

describe("backoff", () => {
  it("is anything up to a ceiling that doubles from 0.2 s to 20 s", () => {
    const ceilings = [1, 2, 3, 7, 8, 9, 20].map((attempt) => backoffMillis(attempt, () => 1));
    expect(ceilings).toEqual([200, 400, 800, 12_800, 20_000, 20_000, 20_000]);
    expect(backoffMillis(5, () => 0)).toBe(0);
  });
});
