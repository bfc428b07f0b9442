import { isSeen } from "../../core/fact.ts";
import type { AccountView } from "../account-view.ts";
import type { Judgement } from "../check.ts";
import { attestedEntry } from "../read/attested-entry.ts";
import { declaredEvidence } from "../read/evidence.ts";
import { fail, pass, unknown, unseenFact } from "../read/judgement.ts";
import { canonicalIn, mailboxEvidence, rootMailbox } from "./root-mailbox.ts";

/** Judges a yes-or-no statement of the inventory on the root mailbox; without a fresh date it counts as not made. */
export function judgeDeclaredMailbox(view: AccountView, statement: "mfa" | "dedicated"): Judgement {
  const resource = "root-mailbox";
  const box = rootMailbox(view);
  if (!isSeen(box)) return unseenFact(resource, box, "organizations:ListAccounts");
  const shown = [mailboxEvidence(box)];
  const entries = Object.entries(view.inventory.mailboxes).filter(
    ([address]) => canonicalIn(view, address) === box.value.canonical,
  );
  const said = entries.flatMap(([, entry]) => {
    const value = attestedEntry(entry, view.now)?.[statement];
    return value === undefined ? [] : [value];
  });
  if (said.length === 0) {
    const needs = `inventory mailboxes: ${statement} and attested (at most 180 days ago) for this address`;
    return unknown(resource, "not-declared", needs, shown);
  }
  const good = said.every(Boolean);
  const all = [...shown, declaredEvidence(`mailbox ${statement}`, String(good))];
  return good ? pass(resource, all) : fail(resource, all);
}
