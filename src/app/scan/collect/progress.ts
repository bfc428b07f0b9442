import type { AccountFacts } from "../../../domain/snapshot/account-facts.ts";
import { unknownFacts } from "../../../domain/snapshot/unknown-facts.ts";
import type { CollectDeps, Progress } from "./collect-ask.ts";

/** Counts what a run has done and tells it to whoever listens. */
export class ProgressMeter {
  readonly #deps: CollectDeps;
  readonly #startedAt: number;
  #done = 0;
  #denied = 0;
  #total: number | null = null;

  constructor(deps: CollectDeps) {
    this.#deps = deps;
    this.#startedAt = deps.now();
  }

  /** The list of accounts is complete. */
  listed(total: number): void {
    this.#total = total;
    this.#tell();
  }

  /** One more account is done. */
  account(account: AccountFacts): void {
    this.#done += 1;
    if (unknownFacts(account).some(({ why }) => why === "denied" || why === "no-role")) this.#denied += 1;
    this.#tell();
  }

  #tell(): void {
    this.#deps.onProgress?.(this.#reading());
  }

  #reading(): Progress {
    const { now, aws } = this.#deps;
    const left = this.#total === null ? null : this.#total - this.#done;
    const pace = this.#done === 0 ? null : (now() - this.#startedAt) / this.#done;
    return {
      done: this.#done,
      total: this.#total,
      throttled: aws.session.runtime.tally.throttled,
      denied: this.#denied,
      etaSeconds: left === null || pace === null ? null : Math.round((left * pace) / 1000),
    };
  }
}

/** True when some fact of an account says that credentials ended. */
export function sawExpiry(account: AccountFacts): boolean {
  return unknownFacts(account).some(({ why }) => why === "credentials-expired");
}
