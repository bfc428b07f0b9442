import { againAfter } from "./again-after.ts";
import { isInDoubt, refusalIn } from "./next-step.ts";
import type { RootDeeds } from "./root-deeds.ts";
import type { RunOutcome } from "./run-outcome.ts";

/** What a run needs. */
interface Deps {
  readonly deeds: Pick<RootDeeds, "getLoginProfile" | "createLoginProfile">;
  readonly sleep: (millis: number) => Promise<void>;
}

const already: RunOutcome = {
  status: "nothing-to-do",
  why: "root has a password, or may recover one, already",
  left: [],
};

/** Lets a member's root password be recovered by mail; sets none. What was allowed before counts as done. */
export async function allowRecovery({ deeds, sleep }: Deps): Promise<RunOutcome> {
  const before = await deeds.getLoginProfile();
  if (before.status === "refused") return { status: "refused", ...refusalIn(before) };
  if (before.status === "done") return already;
  const made = await deeds.createLoginProfile();
  if (made.status === "refused" && made.code === "EntityAlreadyExists") return already;
  const mayBe = made.status !== "refused" || isInDoubt(made);
  const isStill = (read: { readonly status: string }) => mayBe && read.status === "absent";
  const after = await againAfter(sleep, () => deeds.getLoginProfile(), isStill);
  if (after.status === "done") return { status: "done", done: ["recovery by mail is allowed"], left: [] };
  const refusal = made.status === "refused" ? refusalIn(made) : after.status === "refused" ? refusalIn(after) : null;
  if (after.status === "absent" && made.status === "refused" && !mayBe)
    return { status: "refused", ...refusalIn(made) };
  const notDone =
    after.status === "refused"
      ? ["whether recovery is allowed now could not be read back"]
      : ["recovery is not shown as allowed: look again in a minute"];
  return { status: "partial", done: [], notDone, refusal };
}
