import type { ContactChangeOf } from "../../domain/custody/contacts/contacts-plan.ts";
import { fieldsUnlike } from "../../domain/custody/contacts/records/standing-of.ts";
import type { Deed } from "../../domain/custody/sessions/deed.ts";
import type { ChangeOutcome } from "./change-outcome.ts";
import type { ChangeRun } from "./change-run.ts";
import { readNow } from "./read-now.ts";

/** Waits before reading back, in milliseconds: AWS may show a record a moment later. */
const readBackWaits = [0, 1000, 3000] as const;

type Written = ContactChangeOf<"primary"> | ContactChangeOf<"alternate">;

/** Writes a contact that was just seen to be the planned old one, and reads it back. */
export async function writeContact(run: ChangeRun, change: Written): Promise<ChangeOutcome> {
  const deed = await put(run, change);
  switch (deed.status) {
    case "refused":
      return { status: "refused", deed };
    case "absent":
      // A deletion of what is not there any more; AWS answers nothing else in this way.
      break;
    case "done":
  }
  await run.keepStep(change, "written");
  return readBack(run, change);
}

function put({ deeds, planned: { account } }: ChangeRun, change: Written): Promise<Deed<null>> {
  if (change.kind === "primary") return deeds.putContactInformation({ account, contact: change.new });
  const { type } = change;
  return change.new === null
    ? deeds.deleteAlternateContact({ account, type })
    : deeds.putAlternateContact({ account, type, contact: change.new });
}

async function readBack(run: ChangeRun, change: Written): Promise<ChangeOutcome> {
  let fields: readonly string[] = [];
  for (const millis of readBackWaits) {
    if (millis > 0) await run.wait(millis);
    const now = await readNow(run.deeds, run.planned.account, change);
    if ("status" in now) {
      fields = [`${now.action}: ${now.code}`];
      continue;
    }
    fields = fieldsUnlike(change, "new", now);
    if (fields.length === 0) return { status: "changed" };
  }
  return { status: "unconfirmed", fields };
}
