import { custodyRefusal } from "../../../app/custody/custody-refusal.ts";
import { addKit } from "../../../app/custody/set-up/add-kit.ts";
import { showDraft } from "../../../app/custody/set-up/show-draft.ts";
import { fromUtf8 } from "../../../domain/crypto/bytes.ts";
import { readKitManifest } from "../../../domain/custody/kits/file/kit-manifest.ts";
import type { Invocation } from "../command.ts";
import { usageError } from "../usage-error.ts";
import { draftOf } from "./draft-of.ts";
import { optionText, writeOutcome } from "./write-outcome.ts";

/** Whether a file says that it is the manifest of a kit. */
export function isKitManifest(bytes: Uint8Array): boolean {
  try {
    const value: unknown = JSON.parse(fromUtf8(bytes) ?? "");
    return typeof value === "object" && value !== null && "kind" in value && value.kind === "rootward-kit";
  } catch {
    return false;
  }
}

/** Lets the draft name a kit; returns the exit code. */
export function runRosterAddKit(invocation: Invocation, bytes: Uint8Array, file: string): number {
  if (optionText(invocation, "roles") !== null) throw usageError("--roles are for people; a kit has none");
  const read = readKitManifest(bytes);
  if (read.status === "refused") throw custodyRefusal({ ...read, detail: `${file}: ${read.detail}` });
  const { manifest } = read;
  const { draft } = draftOf(invocation);
  const { kitRecipients, hasReplaced } = addKit(draft)(manifest);
  const { missing } = showDraft(draft);
  const { deployment, vault, kitId, split } = manifest;
  const lacks = (["P", "S"] as const).filter((each) => kitRecipients[each] === undefined);
  writeOutcome(invocation, {
    deployment,
    schema: "rootward.roster-add-kit/v1",
    facts: { kitId, vault, recipient: manifest.recipient, hasReplaced, kitRecipients, missing },
    lines: [
      `kit ${kitId} of vault ${vault}: ${split.t} of ${split.n} sheets open it (${split.holders.join(", ")})`,
      ...(hasReplaced ? ["It takes the place of the kit that the draft named before."] : []),
      `  key        ${manifest.recipient}`,
      ...lacks.map((each) => `no kit of vault ${each} yet`),
      ...missing.map((each) => `still missing: ${each}`),
    ],
  });
  return 0;
}
