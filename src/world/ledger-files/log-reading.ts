import type { Frontier } from "../../domain/ledger/merkle/frontier.ts";
import type { SubtreeReader } from "../../domain/ledger/merkle/proof-plan.ts";

/** What is on disk of a log when it is opened. */
export interface LogReading {
  /** Whole entries in the journal. */
  readonly size: number;
  readonly frontier: Frontier;
  /** Any full subtree over those entries. */
  readonly read: SubtreeReader;
  /** Where in the journal the entries end that the own checkpoint covers, and where all whole entries end. */
  readonly signedBytes: number;
  readonly wholeBytes: number;
  readonly tornBytes: number;
}
