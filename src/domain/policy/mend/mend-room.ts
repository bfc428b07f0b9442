import type { Policy } from "../../iam/language/policy.ts";
import type { PolicyKind } from "../../iam/language/policy-kind.ts";
import type { Prover } from "../../iam/prove/prover.ts";
import type { GapView } from "../judging/gap-view.ts";
import type { GuardStatement } from "../guarding/guard-statement.ts";
import { viewsOf } from "../judging/views-of.ts";
import { documentName } from "./document-name.ts";
import { type Change, changeBetween, type Openness, opennessOf } from "./openness.ts";

/** For whom, and beside what, a document is mended. */
export interface MendAsk {
  readonly as: PolicyKind;
  /** ARN of a user or role; alice of account 111122223333, or whom a trust policy names, when absent. */
  readonly principal?: string | undefined;
  readonly isBesideAdmin: boolean;
  readonly devices: number | "unknown";
  /** Milliseconds since 1970. */
  readonly instant: number;
  /** Enrolling waits for an administrator, so that nothing is left to a stolen key. */
  readonly isStrict: boolean;
}

/** What the engine says of one wording of the document. */
export interface Looked {
  readonly policy: Policy;
  /** As it was asked. */
  readonly views: readonly GapView[];
  /** Beside a statement that allows everything. */
  readonly wide: readonly GapView[];
  /** The MFA guards of the document itself, by the place of their statement. */
  readonly guards: readonly GuardStatement[];
}

/** A session of mending one document: each wording is looked at once. */
export interface MendRoom {
  readonly ask: MendAsk;
  readonly engine: Prover;
  readonly look: (policy: Policy) => Looked;
  readonly openness: (view: GapView) => Openness;
  /** What changes between views that stand for each other, pair by pair. */
  readonly changes: (before: readonly GapView[], after: readonly GapView[]) => readonly Change[];
}

/** Opens a session. */
export function mendRoom(engine: Prover, ask: MendAsk): MendRoom {
  const looked = new WeakMap<Policy, Looked>();
  const open = new WeakMap<GapView, Openness>();
  const openness = (view: GapView): Openness => {
    const made = open.get(view) ?? opennessOf(engine, view);
    open.set(view, made);
    return made;
  };
  return {
    ask,
    engine,
    openness,
    look: (policy) => {
      const made = looked.get(policy) ?? lookAt(engine, ask, policy);
      looked.set(policy, made);
      return made;
    },
    changes: (before, after) =>
      before.flatMap((view, at) => {
        const other = after[at];
        return other === undefined ? [] : [changeBetween(openness(view), openness(other))];
      }),
  };
}

function lookAt(engine: Prover, ask: MendAsk, policy: Policy): Looked {
  const { as, principal, isBesideAdmin, devices, instant } = ask;
  const documents = [{ name: documentName, policy }];
  const views = viewsOf(engine, { as, documents, principal, isBesideAdmin, devices, instant });
  const wide = views.map((view) => view.besideAdmin());
  const guards = new Map<number, GuardStatement>();
  for (const view of views) {
    for (const guard of view.guards) {
      if (guard.document === documentName && !guards.has(guard.ref.statement)) guards.set(guard.ref.statement, guard);
    }
  }
  return { policy, views, wide, guards: [...guards.values()] };
}
