import type { Proof } from "../src/domain/iam/prove/answer.ts";
import { prover } from "../src/domain/iam/prove/prover.ts";
import type { AccountDetails } from "./made-account.ts";
import { accountSubjects, readAnew } from "./made-account-subjects.ts";

/**
 * Proves every nth principal by itself: its documents are read and indexed anew, nothing is remembered from one
 * principal to the next but the catalogue of actions.
 */
export function* proveNaively(account: AccountDetails, every: number): Generator<() => Proof> {
  let place = 0;
  for (const make of accountSubjects(account)) {
    if (place % every === 0) {
      const engine = prover();
      yield () => engine.prove(make(readAnew));
    }
    place += 1;
  }
}
