// Moves a root mailbox. AWS mails a code to the new address; whoever reads it there brings it. Between the two lies a
// person, so each step is kept and a later run goes on from it. AWS Account Management API reference:
// StartPrimaryEmailUpdate, AcceptPrimaryEmailUpdate, GetPrimaryEmailUpdateStatus.
import { Secret } from "../../domain/core/secret.ts";
import type { ContactChangeOf } from "../../domain/custody/contacts/contacts-plan.ts";
import { standingOf } from "../../domain/custody/contacts/records/standing-of.ts";
import type { ChangeOutcome } from "./change-outcome.ts";
import type { ChangeRun } from "./change-run.ts";
import { readNow } from "./read-now.ts";

/** A mailed code lives so long. */
const codeSeconds = 24 * 3600;

/** AWS shows a new address within four hours; an hour more before it counts as lost. */
const publicationSeconds = 5 * 3600;

/** How often a person is asked in one run. */
const asks = 3;

type Move = ContactChangeOf<"mailbox">;

/**
 * What keeps a mailbox that is still the old one from being moved now: a move that AWS has taken, ours or another's.
 * `null`: nothing does.
 */
export async function moveUnderWay(run: ChangeRun, change: Move): Promise<ChangeOutcome | null> {
  const update = await run.deeds.getPrimaryEmailUpdateStatus({ account: run.planned.account });
  if (update.status === "refused") return { status: "refused", deed: update };
  const status = update.status === "absent" ? "" : update.value.status;
  const step = run.stepOf(change);
  // An answer that never came: AWS says whether it took the code.
  if (step?.state === "accepted" || (step?.state === "brought" && status === "ACCEPTED")) {
    if (status === "FAILED") return { status: "unconfirmed", fields: ["AWS says FAILED"] };
    const isLate = run.nowSeconds() - step.at >= publicationSeconds;
    return isLate ? { status: "unconfirmed", fields: ["the old address"] } : { status: "pending" };
  }
  // SECURITY: AWS has taken a code that this plan did not bring; the address will become another one.
  return status === "ACCEPTED" ? { status: "stale", fields: ["another move of the mailbox is under way"] } : null;
}

/** Moves a mailbox that was just seen to be the planned old one, with no move of it under way. */
export async function moveMailbox(run: ChangeRun, change: Move): Promise<ChangeOutcome> {
  const { account, name } = run.planned;
  const email = change.new;
  const step = run.stepOf(change);
  let isMailed = step !== undefined && run.nowSeconds() - step.at < codeSeconds;
  for (let attempt = 1; attempt <= asks; attempt++) {
    if (!isMailed) {
      const start = await run.deeds.startPrimaryEmailUpdate({ account, email });
      if (start.status === "refused") return { status: "refused", deed: start };
      await run.keepStep(change, "started");
      isMailed = true;
    }
    const answer = await run.askOtp({ account, name, address: email, attempt });
    if (answer.status === "later") return { status: "pending-otp" };
    if (answer.status === "again") {
      isMailed = false;
      continue;
    }
    const otp = codeOf(answer.otp);
    if (otp === null) continue;
    await run.keepStep(change, "brought");
    const accept = await run.deeds.acceptPrimaryEmailUpdate({ account, email, otp });
    otp.wipe();
    if (accept.status === "done") {
      await run.keepStep(change, "accepted");
      return readBack(run, change);
    }
    const code = accept.status === "refused" ? accept.code : "ResourceNotFound";
    // Without a clear answer AWS may have taken it; the next run asks AWS.
    if (!/^(?:Unreachable|Internal|Service|HTTP)/.test(code)) await run.keepStep(change, "started");
    // No move waits for a code any more: it was replaced or has lapsed.
    if (code === "ResourceNotFound") isMailed = false;
    // A wrong or old code is asked for again; everything else is no matter of the code.
    else if (accept.status === "refused" && code !== "Validation") return { status: "refused", deed: accept };
  }
  return { status: "pending-otp" };
}

/** Six letters or digits; `null` for what AWS would not take, which is not sent. */
function codeOf(brought: Secret): Secret | null {
  const text = brought.reveal().trim();
  brought.wipe();
  return /^[A-Za-z0-9]{6}$/.test(text) ? new Secret(text) : null;
}

async function readBack(run: ChangeRun, change: Move): Promise<ChangeOutcome> {
  for (const millis of [0, 2000]) {
    if (millis > 0) await run.wait(millis);
    const now = await readNow(run.deeds, run.planned.account, change);
    if (!("status" in now) && standingOf(change, now).status === "new") return { status: "changed" };
  }
  return { status: "pending" };
}
