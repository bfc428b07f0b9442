import type { Admin, RootReach } from "../../../app/policy/admins/admin-row.ts";
import type { AdminsAnswer } from "../../../app/policy/admins/admins.ts";
import { backDoorLines } from "./back-door-lines.ts";
import { printable } from "../../report/printable.ts";

type Row = Admin | RootReach;

/** Who is administrator and who reaches root, for a person: the worst thing in the first line. */
export function adminsText(answer: AdminsAnswer): string {
  const lines = [headline(answer), ""];
  const roots = new Map<string, RootReach[]>();
  for (const target of answer.targets) roots.set(target.arn, [...(roots.get(target.arn) ?? []), target]);
  for (const [arn, rows] of byPrincipal(answer.admins)) {
    for (const alike of alikeRows(rows)) lines.push(...adminLines(alike));
    for (const root of roots.get(arn) ?? [])
      lines.push(`   ${rootLine(root)}`, ...stepLines(root).map((line) => `  ${line}`));
    roots.delete(arn);
    lines.push("");
  }
  for (const [arn, targets] of roots) {
    lines.push(`${arn}: ${targets.map(rootLine).join("; ")}`);
    for (const target of targets) lines.push(...stepLines(target));
    lines.push("");
  }
  if (answer.backDoors !== undefined) lines.push(...backDoorLines(answer.backDoors), "");
  for (const { account, why } of answer.unread) lines.push(`${account}: not known (${why})`);
  for (const note of answer.notModelled) lines.push(`not looked at: ${note}`);
  return `${lines.map(printable).join("\n").trimEnd()}\n`;
}

function headline({ admins, targets, accounts, unread }: AdminsAnswer): string {
  const blind = unread.length === 0 ? "" : `; ${unread.length} account${unread.length === 1 ? "" : "s"} not known`;
  const said = [rootPart(targets), adminPart(admins)].filter((part) => part !== null);
  if (said.length > 0) return `${said.join("; ")}${blind}`;
  if (targets.length > 0) return `${are(targets)} perhaps on a way to root${blind}`;
  const looked = accounts.reduce((sum, { principals }) => sum + principals, 0);
  return `none of ${looked} principals is administrator${blind}`;
}

function rootPart(targets: readonly RootReach[]): string | null {
  const open = targets.filter(({ withoutMfa }) => withoutMfa === true);
  if (open.length === 0) return null;
  const accounts = new Set(open.flatMap((each) => each.accounts)).size;
  const where = `root of ${accounts} account${accounts === 1 ? "" : "s"}`;
  return `${are(open)} on a way to ${where} without MFA`;
}

function adminPart(admins: readonly Admin[]): string | null {
  const open = admins.filter(({ withoutMfa }) => withoutMfa === true);
  if (open.length > 0) {
    const some = new Set(open.filter(({ how }) => how === "escalation").map(({ arn }) => arn)).size;
    return `${are(open)} administrator without MFA${some === 0 ? "" : ` (${some} by an escalation)`}`;
  }
  const perhaps = admins.filter(({ withoutMfa }) => withoutMfa === "may");
  if (perhaps.length > 0) return `${are(perhaps)} perhaps administrator without MFA`;
  const sure = admins.filter(({ verdict }) => verdict === "certain");
  if (sure.length > 0) return `${are(sure)} administrator, none without MFA`;
  return admins.length > 0 ? `${are(admins)} perhaps administrator, none without MFA` : null;
}

function are(rows: readonly Row[]): string {
  const { size } = new Set(rows.map(({ arn }) => arn));
  return size === 1 ? "1 principal is" : `${size} principals are`;
}

function byPrincipal(admins: readonly Admin[]): ReadonlyMap<string, readonly Admin[]> {
  const found = new Map<string, Admin[]>();
  for (const admin of admins) found.set(admin.arn, [...(found.get(admin.arn) ?? []), admin]);
  return found;
}

/** Rows that differ in nothing but the account, own account first. */
function alikeRows(rows: readonly Admin[]): readonly (readonly [Admin, ...Admin[]])[] {
  const found = new Map<string, [Admin, ...Admin[]]>();
  for (const row of rows) {
    const { how, verdict, withoutMfa, why, steps } = row;
    const way = steps.map(({ escalation, action }) => `${escalation} ${action}`).join(",");
    const key = [isOwn(row), how, verdict, withoutMfa, why, way].join("|");
    const known = found.get(key);
    if (known === undefined) found.set(key, [row]);
    else known.push(row);
  }
  return [...found.values()];
}

function isOwn({ arn, account }: Admin): boolean {
  return arn.split(":")[4] === account;
}

function adminLines(alike: readonly [Admin, ...Admin[]]): readonly string[] {
  const [admin] = alike;
  const { arn, how, why } = admin;
  const where = isOwn(admin) ? "" : ` of ${accountsText(alike.map(({ account }) => account))}`;
  const sure = admin.verdict === "certain" ? "administrator" : "perhaps administrator";
  const lines = [`${arn}: ${sure}${where}, ${how}, ${mfaText(admin)}`];
  if (why !== null) lines.push(`   not certain: ${why}`);
  return [...lines, ...stepLines(admin)];
}

function accountsText([first = "", second, ...more]: readonly string[]): string {
  if (second === undefined) return first;
  return more.length === 0 ? `${first} and ${second}` : `${first} and ${more.length + 1} others`;
}

function rootLine(root: RootReach): string {
  const { accounts, verdict, why } = root;
  const sure = verdict === "certain" ? "" : "perhaps ";
  return `${sure}on a way to root of ${accountsText(accounts)}, ${mfaText(root)}${why === null ? "" : ` (${why})`}`;
}

function mfaText({ withoutMfa }: Row): string {
  return withoutMfa === true ? "without MFA" : withoutMfa === "may" ? "perhaps without MFA" : "with MFA";
}

function stepLines({ steps }: Row): readonly string[] {
  return steps.map(({ escalation, action, witness }) => {
    const on = witness === null || witness.resource === "*" ? "" : ` on ${witness.resource}`;
    return `   → ${action}${on}${escalation === null ? "" : `  (${escalation})`}`;
  });
}
