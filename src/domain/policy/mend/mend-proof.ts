import type { Gap, GapVerdict } from "../gap.ts";
import { judge, type JudgedHit } from "../judging/judge.ts";
import type { GapView } from "../judging/gap-view.ts";
import type { MfaState } from "../guarding/mfa-state.ts";
import { type CheckedClasses, checkedClasses } from "./checked-classes.ts";
import { stillOpen } from "./still-open.ts";
import { type Enrolling, enrolling } from "./can-enrol.ts";
import { type ClosedGap, closedGaps } from "./closed-gaps.ts";
import { concerned } from "./concerned.ts";
import type { Looked, MendRoom } from "./mend-room.ts";
import type { Mended } from "./mend-policy.ts";
import { isEnrolment } from "./enrol-list.ts";
import { onOwnResources } from "./on-own-resources.ts";
import { type LostAction, requestsLost } from "./requests-lost.ts";
import { leftWithoutMfa, type LeftOpen } from "./left-without-mfa.ts";

/** Something that the mended document leaves open, may leave open, or refuses to those who need it. */
export interface RemainingGap {
  readonly id: string;
  /** Null where no pitfall describes it. */
  readonly pitfall: string | null;
  readonly verdict: Exclude<GapVerdict, "note">;
  readonly states: readonly MfaState[];
  readonly actions: readonly string[];
  readonly more: number;
  readonly why: string;
}

/** What the engine shows of a mended document; nothing in it is taken from the repairs themselves. */
export interface MendProof extends Enrolling {
  readonly closed: readonly ClosedGap[];
  readonly remaining: readonly RemainingGap[];
  /** A user without device could enrol one before. */
  readonly couldEnrol: boolean | null;
  /** What sessions with MFA could do before and cannot now. */
  readonly lostWithMfa: readonly LostAction[];
  readonly certificates: Pick<CheckedClasses, "checked" | "accepted">;
  /** Catalogue actions open with MFA absent or false. */
  readonly withoutMfa: { readonly before: readonly string[]; readonly after: readonly string[] };
  /** Requests without MFA that pass now and did not before; a document with any is never handed out. */
  readonly gained: readonly LostAction[];
}

/** Proves what a mended document closes, leaves open and takes away. */
export function mendProof(room: MendRoom, { before, after }: Mended, gaps: readonly Gap[]): MendProof {
  const [was, is] = [room.look(before), room.look(after)];
  const isConcerned = concerned(room.ask.as, after);
  const certificates = checkedClasses(room, [...is.views, ...(isAskedWide(room, is) ? is.wide : [])], isConcerned);
  const left = leftWithoutMfa(room, is);
  const own = { was: judge(was.views, gaps), is: judge(is.views, gaps) };
  const wide = isAskedWide(room, was) ? { was: judge(was.wide, gaps), is: judge(is.wide, gaps) } : null;
  const closed = [
    ...closedGaps(own.was, own.is, false, stillOpen(room, is.views, certificates)),
    ...(wide === null ? [] : closedGaps(wide.was, wide.is, true, stillOpen(room, is.wide, certificates))),
  ];
  return {
    ...enrolling(is),
    couldEnrol: enrolling(was).canEnrol,
    closed: closed.filter((each, at) => closed.findIndex(({ id }) => id === each.id) === at),
    remaining: [...remainingOf(own.is), ...untold(left, own.is, certificates)],
    lostWithMfa: between(was, is, ["true", "old"]).filter(({ action }) => isConcerned(action)),
    gained: between(is, was, ["absent", "false"]).filter(({ isCertain }) => isCertain),
    certificates: { checked: certificates.checked, accepted: certificates.accepted },
    withoutMfa: {
      before: openIn(onOwnResources(was)).filter(isConcerned),
      after: openIn(onOwnResources(is)).filter(isConcerned),
    },
  };
}

/** A document with a guard of its own is asked beside a statement that allows everything too. */
function isAskedWide({ ask }: MendRoom, { guards }: Looked): boolean {
  const hasGuard = guards.some(({ isBroad, statement }) => isBroad && statement.effect === "Deny");
  return ask.as === "identity" && !ask.isBesideAdmin && hasGuard;
}

function between(before: Looked, after: Looked, states: readonly MfaState[]): readonly LostAction[] {
  const found = new Map<string, LostAction>();
  for (const [at, view] of before.views.entries()) {
    const other = after.views[at];
    for (const each of other === undefined
      ? []
      : requestsLost({ policy: before.policy, view }, { policy: after.policy, view: other }, states)) {
      if (found.get(each.action)?.isCertain !== true) found.set(each.action, each);
    }
  }
  return [...found.values()];
}

function openIn(views: readonly GapView[]): readonly string[] {
  const names = new Set(views.flatMap((view) => [...view.names("absent", "open"), ...view.names("false", "open")]));
  return [...names].sort((one, two) => (one.toLowerCase() < two.toLowerCase() ? -1 : 1));
}

function remainingOf(hits: readonly JudgedHit[]): readonly RemainingGap[] {
  const found = new Map<string, RemainingGap>();
  for (const { gap, hit, more = 0 } of hits) {
    const { action, states } = hit;
    if (hit.verdict === "note") continue;
    const isConsole = hit.verdict === "gap" && isEnrolment(action) && states.every((state) => state === "false");
    const verdict = isConsole ? "may" : hit.verdict;
    const key = `${gap.id} ${verdict}`;
    const known = found.get(key);
    found.set(key, {
      id: gap.id,
      pitfall: gap.pitfall,
      verdict,
      states: known?.states ?? states,
      actions: [...(known?.actions ?? []), action],
      more: (known?.more ?? 0) + more,
      why: known?.why ?? (isConsole ? consoleOnly : undefined) ?? hit.why ?? hit.says ?? gap.title,
    });
  }
  return [...found.values()];
}

const consoleOnly =
  "only in a session without MFA: the console of a user without device, by password; two AWS pages contradict each other on whether a key can open one by GetSessionToken";

/** What is open, or not certainly closed, and in no pitfall. */
function untold(
  { open, may }: LeftOpen,
  hits: readonly JudgedHit[],
  { refused }: CheckedClasses,
): readonly RemainingGap[] {
  const told = new Set(hits.flatMap(({ hit }) => (hit.verdict === "note" ? [] : [hit.action])));
  const entries: RemainingGap[] = [];
  const add = (verdict: "gap" | "may", names: readonly string[], why: string): void => {
    const actions = names.filter((name) => !told.has(name));
    if (actions.length === 0) return;
    const more = Math.max(0, actions.length - mostNames);
    const states = ["absent", "false"] as const;
    entries.push({
      id: "open-without-mfa",
      pitfall: null,
      verdict,
      states,
      actions: actions.slice(0, mostNames),
      more,
      why,
    });
  };
  add("gap", open, "no MFA guard of the document refuses it");
  for (const [why, names] of may) add("may", names, why);
  const doubted = [...new Set([...refused.keys()].map((each) => each.slice(each.indexOf(" ") + 1)))];
  add("may", doubted, `the independent checker does not accept the proof: ${[...refused.values()][0] ?? ""}`);
  return entries;
}

const mostNames = 50;
