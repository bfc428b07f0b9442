import type { AuditOutcome } from "../../../../app/root-access/audit-root.ts";
import { type AuditedMember, foundOf } from "../../../../app/root-access/audit/audited-member.ts";
import { type Fact, isSeen, type Unseen } from "../../../../domain/core/fact.ts";
import { type Row, screenText } from "../../bg/screen.ts";
import { noDeployment } from "../no-deployment.ts";
import { tableText } from "../table-text.ts";

const head = ["account", "name", "password", "access keys", "certificates", "MFA devices"] as const;

/** What root of each member has, for a person. */
export function auditText(outcome: AuditOutcome, columns: number): string {
  if (outcome.status === "unknown") return screenText([["accounts", notKnown(outcome.why)]], noDeployment, columns);
  const members = outcome.status === "audited" ? outcome.members : [];
  if (members.length === 0) {
    return screenText(
      [["members", "none: this account is in no organization, or the organization has none"]],
      noDeployment,
      columns,
    );
  }
  const read = members.filter((each) => each.status === "audited");
  const table = read.length === 0 ? [] : [...tableText(head, read.map(cells), columns), ""];
  const others = members.flatMap((each): readonly Row[] => {
    switch (each.status) {
      case "audited":
        return [];
      case "not-read":
        return [["not read", `${each.account} ${each.name ?? ""}: ${notKnown(each.why)}`]];
      case "left-out":
        return [["left out", `${each.account} ${each.name ?? ""}: ${each.detail}`]];
    }
  });
  const some = read.filter(hasSome);
  const blind = read.filter((each) => foundOf(each) === null).length;
  const none = read.length - some.length - read.filter((each) => foundOf(each) === null && !hasSome(each)).length;
  const sums = [
    `${read.length} of ${members.length} read`,
    `${some.length} with root credentials`,
    `${none} with none`,
    ...(blind === 0 ? [] : [`${blind} only partly seen`]),
  ];
  const next = some[0];
  const tail: readonly Row[] = [
    ...others,
    ["members", sums.join(", ")],
    ...(next === undefined
      ? []
      : [
          [
            "next",
            `rootward root-access delete-credentials --account ${next.account} --audit FILE --save PLAN   (FILE: this with -f json=FILE)`,
          ] as const,
        ]),
  ];
  return `${table.join("\n")}${table.length === 0 ? "" : "\n"}${screenText(tail, noDeployment, columns)}`;
}

type Read = Extract<AuditedMember, { readonly status: "audited" }>;

function cells({ account, name, password, keys, certificates, devices }: Read): readonly string[] {
  return [
    account,
    name ?? "",
    factText(password, (has) => (has ? "yes, or recoverable" : "none")),
    factText(keys, (all) => counted(all, all.filter(({ active }) => !active).length)),
    factText(certificates, (all) => counted(all, all.filter(({ active }) => !active).length)),
    factText(devices, (all) =>
      all.length === 0 ? "none" : `${all.length}: ${[...new Set(all.map(({ kind }) => kind))].toSorted().join(", ")}`,
    ),
  ];
}

function counted(all: readonly unknown[], inactive: number): string {
  if (all.length === 0) return "none";
  return `${all.length}${inactive === 0 ? "" : ` (${inactive} inactive)`}`;
}

function hasSome({ password, keys, certificates, devices }: Read): boolean {
  const lists: readonly Fact<readonly unknown[]>[] = [keys, certificates, devices];
  return (isSeen(password) && password.value) || lists.some((fact) => isSeen(fact) && fact.value.length > 0);
}

function factText<T>(fact: Fact<T>, text: (value: T) => string): string {
  return isSeen(fact)
    ? text(fact.value)
    : `NOT KNOWN (${fact.why}${fact.needs === undefined ? "" : `: ${fact.needs}`})`;
}

/** Why something was not seen, with the call that is missing. */
export function notKnown({ why, needs, detail }: Unseen): string {
  const because = `${why}${detail === undefined ? "" : `: ${detail}`}`;
  return needs === undefined ? `NOT KNOWN (${because})` : `NOT KNOWN: ${needs} (${because})`;
}
