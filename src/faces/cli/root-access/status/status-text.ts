import type { Known, RootAccessStatus, TaskStatus } from "../../../../app/root-access/organization/status-of.ts";
import { type Fact, isSeen } from "../../../../domain/core/fact.ts";
import { type Row, screenText } from "../../bg/screen.ts";
import { noDeployment } from "../no-deployment.ts";
import { tableText } from "../table-text.ts";

/** Where central root access stands, for a person. */
export function statusText(status: RootAccessStatus, caller: string, columns: number): string {
  const facts = screenText(factRows(status, caller), noDeployment, columns);
  if (isSeen(status.organization) && status.organization.value === null) return facts;
  const table = tableText(["task", "now", "runs with"], status.tasks.map(taskCells), columns);
  const needs = status.tasks.flatMap((task) => task.needs.map((need): Row => [nameOf(task), need]));
  const tail: readonly Row[] = [
    ...needs,
    ["mind", "Whether a role may call sts:AssumeRoot shows only when it does."],
    ["next", nextOf(status)],
  ];
  return `${facts}\n${table.join("\n")}\n\n${screenText(tail, noDeployment, columns)}`;
}

function factRows(
  { place, organization, features, trustedAccess, delegates, members }: RootAccessStatus,
  caller: string,
): readonly Row[] {
  if (isSeen(organization) && organization.value === null) {
    return [
      ["caller", caller],
      ["organization", "none: this account is in no organization, so nobody reaches its root centrally"],
      ["next", "its root user is used by hand: rootward bg request asks for its password or a code"],
    ];
  }
  return [
    ["caller", `${caller}${isSeen(organization) ? `, in ${placeWords[place]}` : ""}`],
    [
      "organization",
      factText(organization, (value) =>
        value === null ? "none" : `${value.id}, management account ${value.managementAccount}`,
      ),
    ],
    ["trusted access", `${knownText(trustedAccess)}, of iam.amazonaws.com`],
    ...features.map(({ feature, on }): Row => ["feature", `${feature}: ${knownText(on)}`]),
    ["delegates", factText(delegates, (all) => (all.length === 0 ? "none" : all.join(", ")))],
    [
      "members",
      factText(
        members,
        ({ active, notActive }) => `${active} active${notActive === 0 ? "" : `, ${notActive} not active`}`,
      ),
    ],
  ];
}

const placeWords: Readonly<Record<RootAccessStatus["place"], string>> = {
  management: "the management account",
  delegate: "a delegated administrator's account",
  member: "a member",
  standalone: "an account in no organization",
};

function knownText(known: Known): string {
  switch (known.state) {
    case "yes":
      return "on";
    case "no":
      return "OFF";
    case "unknown":
      return `NOT KNOWN: ${known.missing}`;
  }
}

function factText<T>(fact: Fact<T>, text: (value: T) => string): string {
  if (isSeen(fact)) return text(fact.value);
  const { why, needs, detail } = fact;
  return `NOT KNOWN: ${[needs, `(${why}${detail === undefined ? "" : `: ${detail}`})`].filter((part) => part).join(" ")}`;
}

function taskCells(task: TaskStatus): readonly string[] {
  const runsWith = task.needsRequest ? "a request that others approve" : "your own credentials, and --assume-root";
  return [nameOf(task), task.state === "possible" ? "possible" : task.state.toUpperCase(), runsWith];
}

function nameOf({ command }: TaskStatus): string {
  return command.slice(command.lastIndexOf(" ") + 1);
}

function nextOf({ features, trustedAccess, tasks }: RootAccessStatus): string {
  const off = features.find(({ on }) => on.state === "no")?.feature;
  if (trustedAccess.state === "no" || off !== undefined) {
    return `rootward root-access enable --feature ${off ?? "RootCredentialsManagement"} --save PLAN`;
  }
  const isPossible = tasks.some(({ task, state }) => task === "audit" && state === "possible");
  return isPossible
    ? "rootward root-access audit --all-accounts --assume-root -f json=audit.json   (every member logs it)"
    : "run it again with credentials that may read what is not known";
}
