import { rootAccessErrors } from "../../../domain/custody/root-access/errors.ts";
import type { CredentialKind, PlanOf } from "../../../domain/custody/root-access/root-access-plan.ts";
import type { Deed } from "../../../domain/custody/sessions/deed.ts";
import { isInDoubt, isSessionOver, type RefusedDeed, refusalIn } from "./next-step.ts";
import { againAfter } from "./again-after.ts";
import {
  contradicted,
  credentialsOf,
  credentialText,
  lookAtRoot,
  type RootCredential,
  type RootCredentials,
  without,
} from "./root-credentials.ts";
import type { RootDeeds } from "./root-deeds.ts";
import type { RunOutcome } from "./run-outcome.ts";

/** What a run needs besides the deeds. */
interface Deps {
  readonly deeds: RootDeeds;
  readonly sleep: (millis: number) => Promise<void>;
}

/**
 * Deletes what the plan names and reads back what is left. Nothing is written before everything was listed; what is gone
 * already counts as done.
 */
export async function deleteCredentials(
  { deeds, sleep }: Deps,
  plan: PlanOf<"delete-credentials">,
): Promise<RunOutcome> {
  const before = await lookAtRoot(deeds);
  if (before.status === "refused") return { status: "refused", ...refusalIn(before.deed) };
  const there = credentialsOf(before.has);
  const strangers = plan.found === null ? [] : without(there, credentialsOf(plan.found));
  if (strangers.length > 0) {
    const detail = `the plan does not know of ${strangers.map(credentialText).join(", ")}`;
    return { status: "stale", row: rootAccessErrors.ROOT_ACCESS_PLAN_STALE, detail };
  }
  const wanted = there.filter(({ kind }) => plan.delete.includes(kind));
  const left = there.filter(({ kind }) => !plan.delete.includes(kind)).map(credentialText);
  if (wanted.length === 0) return { status: "nothing-to-do", why: "root has nothing of what the plan deletes", left };
  const tried = await deleteAll(deeds, wanted);
  const touched = new Set([...tried.answered, ...tried.doubtful].map(credentialText));
  const isStill = ({ has, doubted }: ReadBack) =>
    doubted.length > 0 ||
    (has !== null && wantedIn(has, plan.delete).some((each) => touched.has(credentialText(each))));
  // IAM is eventually consistent: what AWS said is deleted may show for a moment.
  const after = await againAfter(sleep, () => readBack(deeds, plan.delete), isStill);
  return outcomeOf(plan, { wanted, left, ...tried }, after);
}

interface Tried {
  /** Deleted, or gone already, by AWS's answer. */
  readonly answered: readonly RootCredential[];
  /** Refused in a way that leaves open whether it happened. */
  readonly doubtful: readonly RootCredential[];
  readonly refusals: readonly RefusedDeed[];
}

async function deleteAll(deeds: RootDeeds, wanted: readonly RootCredential[]): Promise<Tried> {
  const answered: RootCredential[] = [];
  const doubtful: RootCredential[] = [];
  const refusals: RefusedDeed[] = [];
  let passwordStays = false;
  for (const each of wanted) {
    // INVARIANT: no MFA device goes while a password stays that the plan was to delete.
    if (each.kind === "mfa" && passwordStays) break;
    const deed = await deleteOne(deeds, each);
    if (deed.status !== "refused") {
      answered.push(each);
      continue;
    }
    refusals.push(deed);
    if (isInDoubt(deed)) doubtful.push(each);
    if (isSessionOver(deed)) break;
    // Where nobody answered it may be gone all the same: only AWS's word that there is none lets the run go on to MFA.
    if (each.kind === "password") passwordStays = (await deeds.getLoginProfile()).status !== "absent";
  }
  return { answered, doubtful, refusals };
}

function deleteOne(deeds: RootDeeds, { kind, name }: RootCredential): Promise<Deed<unknown>> {
  const id = name ?? "";
  switch (kind) {
    case "password":
      return deeds.deleteLoginProfile();
    case "access-keys":
      return deeds.deleteAccessKey({ id });
    case "certificates":
      return deeds.deleteSigningCertificate({ id });
    case "mfa":
      return deeds.deactivateMfaDevice({ serial: id });
  }
}

/** What was read afterwards; `has` is `null` where it could not be. */
interface ReadBack {
  readonly has: RootCredentials | null;
  /** Kinds that the lists no longer show and the summary still does. */
  readonly doubted: readonly CredentialKind[];
  readonly refusal: RefusedDeed | null;
}

async function readBack(deeds: RootDeeds, kinds: readonly CredentialKind[]): Promise<ReadBack> {
  const look = await lookAtRoot(deeds);
  if (look.status === "refused") return { has: null, doubted: [], refusal: look.deed };
  const summary = await deeds.getAccountSummary();
  const doubted = summary.status === "done" ? contradicted(kinds, look.has, summary.value) : [];
  return { has: look.has, doubted, refusal: summary.status === "refused" ? summary : null };
}

function wantedIn(has: RootCredentials, kinds: readonly CredentialKind[]): readonly RootCredential[] {
  return credentialsOf(has).filter(({ kind }) => kinds.includes(kind));
}

function outcomeOf(
  plan: PlanOf<"delete-credentials">,
  {
    wanted,
    left,
    answered,
    doubtful,
    refusals,
  }: Tried & { readonly wanted: readonly RootCredential[]; readonly left: readonly string[] },
  { has, doubted, refusal: blind }: ReadBack,
): RunOutcome {
  const first = refusals[0] ?? blind;
  const refusal = first === null ? null : refusalIn(first);
  if (has === null) {
    const open = without(wanted, answered).map((each) => `whether ${credentialText(each)} is deleted is not known`);
    const notDone = [...open, "what root still has could not be read back"];
    return { status: "partial", done: answered.map(deletedText), notDone, refusal };
  }
  const still = wantedIn(has, plan.delete);
  const done = without(wanted, still).map(deletedText);
  const notDone = [
    ...still.map((each) => `${credentialText(each)} is still there`),
    ...doubted.map((kind) => `the account's summary still counts ${kindText[kind]}, which the lists no longer show`),
  ];
  if (notDone.length === 0) return { status: "done", done, left };
  const touchedNothing = done.length === 0 && answered.length === 0 && doubtful.length === 0;
  if (touchedNothing && refusal !== null) return { status: "refused", ...refusal };
  return { status: "partial", done, notDone, refusal };
}

const kindText: Readonly<Record<CredentialKind, string>> = {
  password: "a password",
  "access-keys": "access keys",
  certificates: "signing certificates",
  mfa: "MFA devices",
};

function deletedText(each: RootCredential): string {
  return `${credentialText(each)} is ${each.kind === "mfa" ? "deactivated" : "deleted"}`;
}
