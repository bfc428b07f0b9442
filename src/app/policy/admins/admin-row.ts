import type { Witness } from "../../../domain/iam/prove/answer.ts";
import type { Prover } from "../../../domain/iam/prove/prover.ts";
import { adminWitness } from "../../../domain/policy/closure/administrator/administrator.ts";
import { subjectOf } from "../../../domain/policy/closure/subject-of.ts";
import type { Reaching, StartWay } from "../../../domain/policy/closure/admins-of.ts";
import type { WayStep } from "../../../domain/policy/closure/moves/move.ts";
import type { RootTarget } from "../../../domain/policy/closure/root-targets.ts";

/** One way to a goal, by what it begins with. */
export interface AdminWay {
  readonly from: StartWay["from"];
  readonly verdict: "certain" | "may";
  readonly why: string | null;
  readonly how: "direct" | "escalation";
  readonly steps: readonly WayStep[];
}

/** How a principal gets to a goal. */
interface Row {
  readonly arn: string;
  readonly verdict: "certain" | "may";
  readonly withoutMfa: true | false | "may";
  /** What is missing for a certain answer of the way that is told; null when nothing. */
  readonly why: string | null;
  readonly steps: readonly WayStep[];
  /** The principal that is at the goal in the end; itself when that is it. */
  readonly through: string;
  /** The best way without MFA, then the best way with it, as far as there are. */
  readonly ways: readonly AdminWay[];
}

/** A principal that is administrator of an account, or can become it. */
export interface Admin extends Row {
  /** Of which account. */
  readonly account: string;
  readonly how: "direct" | "escalation";
  /** A request of the administrator in the end that passes; null where none could be built. */
  readonly witness: Witness | null;
}

/** A principal that reaches root of accounts. */
export interface RootReach extends Row {
  readonly kind: "root";
  readonly accounts: readonly string[];
}

/** How a principal is administrator of an account, as it is told. */
export function adminOf(engine: Prover, reaching: Reaching, account: string): Admin {
  const { told } = reaching;
  const { model, who, standing } = told.end;
  const witness = adminWitness(engine, subjectOf(model, who, standing));
  return { ...rowOf(reaching), account, how: howOf(told), witness };
}

/** Who reaches root of accounts, as it is told. */
export function rootReachOf({ accounts, reaching }: RootTarget): readonly RootReach[] {
  return reaching.map((each) => ({ kind: "root", accounts, ...rowOf(each) }));
}

/** Rows of one principal that differ in nothing but the account are one row; the steps are those to the first account. */
export function mergedRoots(rows: readonly RootReach[]): readonly RootReach[] {
  const found = new Map<string, RootReach>();
  for (const row of rows) {
    const { arn, verdict, withoutMfa, why, steps, through } = row;
    const way = steps.map(({ escalation, action }) => `${escalation} ${action}`).join(",");
    const key = [arn, verdict, withoutMfa, why, through, way].join("|");
    const known = found.get(key);
    const accounts = known === undefined ? row.accounts : [...known.accounts, ...row.accounts].toSorted();
    found.set(key, { ...(known ?? row), accounts });
  }
  return [...found.values()];
}

function rowOf({ who, told, verdict, withoutMfa, ways }: Reaching): Row {
  return {
    arn: who.principal.arn,
    verdict,
    withoutMfa,
    why: told.why,
    steps: told.steps,
    through: told.end.who.principal.arn,
    ways: ways.map((way) => ({
      from: way.from,
      verdict: way.certainty,
      why: way.why,
      how: howOf(way),
      steps: way.steps,
    })),
  };
}

function howOf({ isDirect }: StartWay): Admin["how"] {
  return isDirect ? "direct" : "escalation";
}
