/** Calls a second that a bucket refills with, and how many it holds. */
export interface BucketLimit {
  readonly rate: number;
  readonly burst: number;
}

/** What a bucket has seen. */
export interface BucketCount {
  /** e.g. `account:GetContactInformation`. */
  readonly group: string;
  /** What it is kept for, mostly an account id. */
  readonly owner: string;
  /** All calls, the throttled ones included. */
  readonly calls: number;
  readonly throttles: number;
  /** Null: this group has no limit. */
  readonly limit: BucketLimit | null;
  /** Seconds that the calls let through take at least: (accepted - burst) / rate, never below 0. */
  readonly floorSeconds: number;
}

/** Everything counted since start or the last reset. */
export interface CountersReading {
  /** The largest floor of all buckets: no client can be faster. */
  readonly floorSeconds: number;
  readonly calls: number;
  readonly throttles: number;
  /** `iam:GetUser` to calls. */
  readonly operations: Readonly<Record<string, number>>;
  /** Caller's account to calls. */
  readonly accounts: Readonly<Record<string, number>>;
  readonly buckets: readonly BucketCount[];
}

interface Bucket {
  readonly group: string;
  readonly owner: string;
  readonly limit: BucketLimit | null;
  tokens: number;
  at: number;
  calls: number;
  throttles: number;
}

/** Token buckets and counts. Time is real and in milliseconds: a jump of the pretend clock refills nothing. */
export class Counters {
  readonly #buckets = new Map<string, Bucket>();
  readonly #operations = new Map<string, number>();
  readonly #accounts = new Map<string, number>();
  readonly #now: () => number;

  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** Counts one call of an operation by a caller's account. */
  count(operation: string, account: string): void {
    this.#operations.set(operation, (this.#operations.get(operation) ?? 0) + 1);
    this.#accounts.set(account, (this.#accounts.get(account) ?? 0) + 1);
  }

  /** Draws one token; false = throttled. */
  take(group: string, owner: string, limit: BucketLimit | null): boolean {
    const bucket = this.#bucket(group, owner, limit);
    bucket.calls += 1;
    if (bucket.limit === null) return true;
    const now = this.#now();
    bucket.tokens = Math.min(bucket.limit.burst, bucket.tokens + ((now - bucket.at) / 1000) * bucket.limit.rate);
    bucket.at = now;
    if (bucket.tokens < 1) {
      bucket.throttles += 1;
      return false;
    }
    bucket.tokens -= 1;
    return true;
  }

  /** What was counted so far. */
  read(): CountersReading {
    const buckets = [...this.#buckets.values()].map(reading);
    const sum = (pick: (bucket: BucketCount) => number) => buckets.reduce((total, one) => total + pick(one), 0);
    return {
      floorSeconds: buckets.reduce((most, one) => Math.max(most, one.floorSeconds), 0),
      calls: [...this.#operations.values()].reduce((total, one) => total + one, 0),
      throttles: sum((one) => one.throttles),
      operations: Object.fromEntries(this.#operations),
      accounts: Object.fromEntries(this.#accounts),
      buckets,
    };
  }

  /** Forgets all counts and fills all buckets. */
  reset(): void {
    this.#buckets.clear();
    this.#operations.clear();
    this.#accounts.clear();
  }

  #bucket(group: string, owner: string, limit: BucketLimit | null): Bucket {
    const key = `${group} ${owner}`;
    const known = this.#buckets.get(key);
    if (known !== undefined) return known;
    const made: Bucket = { group, owner, limit, tokens: limit?.burst ?? 0, at: this.#now(), calls: 0, throttles: 0 };
    this.#buckets.set(key, made);
    return made;
  }
}

function reading({ group, owner, calls, throttles, limit }: Bucket): BucketCount {
  const accepted = calls - throttles;
  const floorSeconds = limit === null ? 0 : Math.max(0, (accepted - limit.burst) / limit.rate);
  return { group, owner, calls, throttles, limit, floorSeconds };
}
