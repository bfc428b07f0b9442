/** The pretend AWS's time: it can be set and can run faster than real time. */
export interface Clock {
  /** Unix time in milliseconds. */
  now(): number;
  /** Moves the clock to a Unix time in milliseconds; it goes on from there. */
  set(millis: number): void;
  /** Adds milliseconds. */
  advance(millis: number): void;
  /** 1 = real speed, 60 = a minute a second, 0 = stands still. */
  setSpeed(factor: number): void;
}

/** A clock that starts at `start` (default: the real time) and reads the passing of time from `source` in ms. */
export function pretendClock(start?: number, source: () => number = Date.now): Clock {
  let base = start ?? source();
  let since = source();
  let speed = 1;
  const now = () => base + (source() - since) * speed;
  const restart = (millis: number) => {
    base = millis;
    since = source();
  };
  return {
    now,
    set: restart,
    advance: (millis) => restart(now() + millis),
    setSpeed: (factor) => {
      restart(now());
      speed = factor;
    },
  };
}
