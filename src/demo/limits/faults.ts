import { z } from "zod";

const where = {
  /** Name in the credential scope; every service when missing. */
  service: z.string().optional(),
  operation: z.string().optional(),
  /** Accounts that call or are called upon; all when missing. */
  accounts: z.array(z.string()).optional(),
  /** Share of the matching calls, 0..1: 0.25 = every fourth. */
  rate: z.number().min(0).max(1).default(1),
  /** The fault ends after so many hits. */
  times: z.int().min(1).optional(),
};

/**
 * One thing that goes wrong. `error`: 5xx · `deny`: access denied · `throttle` · `latency`: answers later · `hang`:
 * never answers · `drop`: cuts the connection · `expire`: the session token is said to be expired · `empty-pages`:
 * lists begin with an empty page and a token.
 */
export const faultSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("error"), ...where, status: z.int().min(500).max(599).default(500) }),
  z.strictObject({ kind: z.literal("latency"), ...where, milliseconds: z.number().min(0).max(600_000) }),
  z.strictObject({ kind: z.enum(["deny", "throttle", "hang", "drop", "expire", "empty-pages"]), ...where }),
]);

/** See `faultSchema`. */
export type Fault = z.infer<typeof faultSchema>;
/** A fault as it may be written, defaults left out. */
export type FaultInput = z.input<typeof faultSchema>;

/** What a call is, for choosing faults. */
export interface FaultTarget {
  readonly service: string;
  readonly operation: string;
  /** The caller's account and those the call is about. */
  readonly accounts: readonly string[];
}

interface Armed {
  readonly fault: Fault;
  due: number;
  hits: number;
}

/** The faults that are set. Shares are exact, not drawn: the same calls meet the same faults. */
export class Faults {
  #armed: readonly Armed[] = [];

  /** Replaces all faults. */
  set(faults: readonly Fault[]): void {
    this.#armed = faults.map((fault) => ({ fault, due: 0, hits: 0 }));
  }

  /** The faults as they were set. */
  list(): readonly Fault[] {
    return this.#armed.map(({ fault }) => fault);
  }

  /** The first fault of each kind that hits this call. */
  hit<K extends Fault["kind"]>(kind: K, target: FaultTarget): Extract<Fault, { kind: K }> | null {
    for (const armed of this.#armed) {
      if (!isKind(armed.fault, kind) || !matches(armed.fault, target)) continue;
      if (armed.fault.times !== undefined && armed.hits >= armed.fault.times) continue;
      armed.due += armed.fault.rate;
      if (armed.due < 1 - 1e-9) continue;
      armed.due -= 1;
      armed.hits += 1;
      return armed.fault;
    }
    return null;
  }
}

function isKind<K extends Fault["kind"]>(fault: Fault, kind: K): fault is Extract<Fault, { kind: K }> {
  return fault.kind === kind;
}

function matches(fault: Fault, target: FaultTarget): boolean {
  if (fault.service !== undefined && fault.service !== target.service) return false;
  if (fault.operation !== undefined && fault.operation !== target.operation) return false;
  return fault.accounts === undefined || target.accounts.some((account) => fault.accounts?.includes(account));
}
