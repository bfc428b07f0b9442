import { samePolicy } from "../../../domain/custody/root-access/same-policy.ts";
import type { Deed } from "../../../domain/custody/sessions/deed.ts";
import { againAfter } from "./again-after.ts";
import { isInDoubt, refusalIn } from "./next-step.ts";
import type { RunOutcome } from "./run-outcome.ts";

/** A policy that hangs on one thing of a member: how it is read and how it is set. */
export interface HangingPolicy {
  /** `bucket pay-logs`. */
  readonly noun: string;
  readonly read: () => Promise<Deed<{ readonly policy: string }>>;
  /** `null` deletes it. */
  readonly write: (policy: string | null) => Promise<Deed<unknown>>;
}

/** What a run needs. */
interface Deps {
  readonly target: HangingPolicy;
  /** Stores the old text, `null` where there was none; when it throws nothing is written. */
  readonly keepOldPolicy: (policy: string | null) => Promise<void>;
  readonly sleep: (millis: number) => Promise<void>;
}

/** Replaces or deletes a policy: keeps the old text, writes, reads back. */
export async function unlockPolicy(
  { target, keepOldPolicy, sleep }: Deps,
  planned: string | null,
): Promise<RunOutcome> {
  const before = await target.read();
  if (before.status === "refused") return { status: "refused", ...refusalIn(before) };
  const old = textOf(before);
  if (isAs(old, planned)) {
    const why = planned === null ? `${target.noun} has no policy` : `${target.noun} has the planned policy already`;
    return { status: "nothing-to-do", why, left: [] };
  }
  // INVARIANT: AWS keeps no older version, so nothing is written before the old text is stored.
  await keepOldPolicy(old);
  const written = await target.write(planned);
  const mayBe = written.status !== "refused" || isInDoubt(written);
  const isStill = (deed: Deed<{ readonly policy: string }>) =>
    mayBe && deed.status !== "refused" && isAs(textOf(deed), old);
  const after = await againAfter(sleep, () => target.read(), isStill);
  const refusal = written.status === "refused" ? refusalIn(written) : null;
  if (after.status === "refused") {
    const notDone = [`the policy of ${target.noun} could not be read back`];
    const done = refusal === null ? [`AWS said that the policy of ${target.noun} ${verb(planned)}`] : [];
    return { status: "partial", done, notDone, refusal: refusal ?? refusalIn(after) };
  }
  const now = textOf(after);
  if (isAs(now, planned)) {
    return { status: "done", done: [`the policy of ${target.noun} ${verb(planned)}`], left: [] };
  }
  if (!isAs(now, old)) {
    const notDone = [`the policy of ${target.noun} is now neither the old nor the planned one: look at it`];
    return { status: "partial", done: [], notDone, refusal };
  }
  if (refusal !== null && !mayBe) return { status: "refused", ...refusal };
  const notDone = [`the old policy of ${target.noun} is still shown: look again in a minute`];
  return { status: "partial", done: [], notDone, refusal };
}

function textOf(deed: Exclude<Deed<{ readonly policy: string }>, { readonly status: "refused" }>): string | null {
  return deed.status === "absent" ? null : deed.value.policy;
}

function isAs(one: string | null, other: string | null): boolean {
  return one === null || other === null ? one === other : samePolicy(one, other);
}

function verb(planned: string | null): string {
  return planned === null ? "is deleted" : "is replaced";
}
