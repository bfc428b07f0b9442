/** How often something may happen, by name: a bucket that fills evenly. Bounded: strangers cannot fill the memory. */
export class RateLimit {
  readonly #perMinute: number;
  readonly #burst: number;
  readonly #most: number;
  readonly #buckets = new Map<string, { tokens: number; atMs: number }>();

  constructor(perMinute: number, { burst = Math.max(10, Math.ceil(perMinute / 4)), most = 10_000 } = {}) {
    this.#perMinute = perMinute;
    this.#burst = burst;
    this.#most = most;
  }

  /** Whether it may happen once more now. */
  take(name: string, nowMs: number): boolean {
    const bucket = this.#buckets.get(name) ?? { tokens: this.#burst, atMs: nowMs };
    const tokens = Math.min(this.#burst, bucket.tokens + (Math.max(0, nowMs - bucket.atMs) * this.#perMinute) / 60_000);
    // The one used last is the last in the map; the first is the one to forget.
    this.#buckets.delete(name);
    if (this.#buckets.size >= this.#most) this.#forgetOldest();
    const isFree = tokens >= 1;
    this.#buckets.set(name, { tokens: isFree ? tokens - 1 : tokens, atMs: nowMs });
    return isFree;
  }

  #forgetOldest(): void {
    const [oldest] = this.#buckets.keys();
    if (oldest !== undefined) this.#buckets.delete(oldest);
  }
}
