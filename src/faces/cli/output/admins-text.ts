import type { Admin, AdminsAnswer } from "../../../app/policy/admins/admins.ts";
import { printable } from "../../report/printable.ts";

/** Who is administrator, for a person: the worst first. */
export function adminsText(answer: AdminsAnswer): string {
  const lines = [headline(answer), ""];
  for (const admin of answer.admins) lines.push(...adminLines(admin), "");
  for (const { account, why } of answer.unread) lines.push(`${account}: not known (${why})`);
  for (const note of answer.notModelled) lines.push(`not looked at: ${note}`);
  return `${lines.map(printable).join("\n").trimEnd()}\n`;
}

function headline({ admins, accounts, unread }: AdminsAnswer): string {
  const count = (list: readonly Admin[]): number => new Set(list.map(({ arn }) => arn)).size;
  const sure = admins.filter(({ verdict }) => verdict === "certain");
  const open = admins.filter(({ withoutMfa }) => withoutMfa === true);
  const maybe = admins.filter(({ withoutMfa }) => withoutMfa === "may");
  const blind = unread.length === 0 ? "" : `; ${unread.length} account${unread.length === 1 ? "" : "s"} not known`;
  if (open.length > 0) {
    const escalating = open.filter(({ how }) => how === "escalation");
    const some = escalating.length === 0 ? "" : `, ${count(escalating)} of them by an escalation`;
    return `${principals(count(open))} administrator without MFA${some}${blind}`;
  }
  if (maybe.length > 0) return `${principals(count(maybe))} perhaps administrator without MFA${blind}`;
  if (sure.length > 0) return `${principals(count(sure))} administrator, none without MFA${blind}`;
  if (admins.length > 0) return `${principals(count(admins))} perhaps administrator, none without MFA${blind}`;
  const looked = accounts.reduce((sum, { principals: each }) => sum + each, 0);
  return `none of ${looked} principals is administrator${blind}`;
}

function principals(count: number): string {
  return count === 1 ? "1 principal is" : `${count} principals are`;
}

function adminLines(admin: Admin): readonly string[] {
  const { arn, account, how, verdict, withoutMfa, why, steps } = admin;
  const where = arn.split(":")[4] === account ? "" : ` of ${account}`;
  const mfa = withoutMfa === true ? "without MFA" : withoutMfa === "may" ? "perhaps without MFA" : "with MFA";
  const sure = verdict === "certain" ? "administrator" : "perhaps administrator";
  const lines = [`${arn}: ${sure}${where}, ${how}, ${mfa}`];
  if (why !== null) lines.push(`   not certain: ${why}`);
  for (const { escalation, action, witness } of steps) {
    const on = witness === null || witness.resource === "*" ? "" : ` on ${witness.resource}`;
    lines.push(`   → ${action}${on}${escalation === null ? "" : `  (${escalation})`}`);
  }
  return lines;
}
