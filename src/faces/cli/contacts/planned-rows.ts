import { accountText } from "../bg/request-rows.ts";
import type { Row } from "../bg/screen.ts";
import { durationText } from "./duration-option.ts";
import { momentText } from "./moment-text.ts";
import type { PlannedView, ToldView } from "./planned-view.ts";

/** A plan for people. */
export function plannedRows(view: PlannedView, saved: string | null, next: string | null): readonly Row[] {
  return [
    ...view.accounts.flatMap(({ account, name, changes, tell }): readonly Row[] => [
      ["account", `${accountText(account)}  ${name}`],
      ...changes.map((line): Row => ["change", line]),
      ...toldRows(tell),
      ["", ""],
    ]),
    ...view.silent.map(({ account, kind, value }): Row => [
      "silent",
      `${accountText(account)}: the inventory names nobody behind the ${kind} ${value}; find out who must be told`,
    ]),
    ...view.refused.flatMap(({ account, code, title, detail, hint }): readonly Row[] => [
      ["refused", `${accountText(account)}: ${title}: ${detail} [${code}]`],
      ["", `→ ${hint}`],
    ]),
    ...(view.unchanged.length === 0 ? [] : [["as wanted", view.unchanged.map(accountText).join(", ")] as const]),
    ...(saved === null ? [["plan", "nothing to change; no plan was written"] as const] : plan(view, saved, next ?? "")),
  ];
}

/** Who hears of a change, one row for each way. */
export function toldRows({ byMail, byPhone, inPerson }: ToldView): readonly Row[] {
  return [
    ...(byMail.length === 0 ? [] : [["told by mail", byMail.join(", ")] as const]),
    ...(byPhone.length === 0 ? [] : [["call", `${byPhone.join(", ")}   (nobody does it for you)`] as const]),
    ...(inPerson.length === 0 ? [] : [["tell", `${inPerson.join(", ")}   (the inventory has no address)`] as const]),
  ];
}

function plan({ planHash, wait, sessions, warnings }: PlannedView, saved: string, next: string): readonly Row[] {
  return [
    ...warnings.map((line): Row => ["mind", line]),
    ["wait", waitText(wait)],
    ["sessions", `${sessions}, each limited to its part of the plan`],
    ["plan", `${saved}  ${planHash ?? ""}`],
    ["next", `${next}   (as an operator of the password vault; nothing is changed before approvals and the wait)`],
  ];
}

/** How long a plan waits, and who says so. */
export function waitText({ seconds, rules, notBefore }: PlannedView["wait"]): string {
  if (seconds === null || notBefore === null) {
    return "as long as the release policy says (contactsWait), from its approvals on; with an identity that ran `rootward bg status` once it is shown here";
  }
  const from = rules.length === 0 ? "" : ` (release policy, ${rules.join(", ")})`;
  if (seconds === 0) return `none: in force with the last approval${from}; any custodian can still stop it`;
  return `${durationText(seconds)} after its approvals${from}, so not before ${momentText(notBefore)}; any custodian can stop it`;
}
