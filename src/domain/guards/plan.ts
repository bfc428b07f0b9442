import { alertTestCommand } from "./alert-template.ts";
import type { Guard } from "./guard.ts";
import type { PathsBeforeAfter, PersonStep } from "./paths-before-after.ts";
import type { ProvenProbe } from "./prove-guard.ts";
import { measured } from "./size.ts";

/** A guard with its file and its proof. */
export interface PlannedGuard {
  readonly guard: Guard;
  readonly file: string;
  readonly probes: readonly ProvenProbe[];
  /** What it is attached to or put on: ids or ARNs. */
  readonly targets: readonly string[];
}

/** Everything `PLAN.md` tells. */
export interface Plan {
  readonly organization: string | null;
  readonly root: string | null;
  readonly guards: readonly PlannedGuard[];
  readonly paths: PathsBeforeAfter;
  readonly people: readonly PersonStep[];
  /** Sign-in is not walled off until this is enabled; true when it already is. */
  readonly signinEnabled: boolean;
  readonly notes: readonly string[];
}

/** `PLAN.md`: what to attach, in which order, how to go back, what only people can do, and what stays open. */
export function planText(plan: Plan): string {
  return [
    "# Plan",
    "",
    "CONFIDENTIAL: this names the ways to become root of your accounts.",
    "",
    "Nothing here has been applied. Every guard was put to the decision engine: what it must refuse is refused, what must",
    "keep working still works. Attach each to a test unit first, wait a day, then to the root.",
    "",
    "## What it changes",
    "",
    ...proof(plan.paths),
    "",
    "## 1. Guards, in this order",
    "",
    ...plan.guards.flatMap((planned, at) => guardText(planned, at + 1, plan)),
    "## 2. The alarm",
    "",
    "Deploy `alert.cfn.yaml` in us-east-1 of every account (and in management), confirm the subscription, then test it:",
    "",
    "```",
    alertTestCommand,
    "```",
    "",
    "The mail must arrive within a minute. If it does not, there is no alarm: find out why first.",
    "",
    "## 3. What only people can do",
    "",
    ...peopleText(plan.people),
    "",
    "## What stays open",
    "",
    "- AWS Support can be persuaded by somebody who holds enough proof; no policy reaches that.",
    "- No SCP or RCP binds the management account: there only identity policies, boundaries, its mailbox and its phone count.",
    "- The forgotten-password and lost-MFA pages are not authorised by policies: mailbox and phone stay the second way in.",
    ...plan.notes.map((note) => `- ${note}`),
    "",
  ].join("\n");
}

function proof(paths: PathsBeforeAfter): string[] {
  const rows = paths.accounts
    .filter((each) => each.before > 0 || each.after > 0)
    .map((each) => {
      const left = each.left.length === 0 ? "none" : each.left.join(" → ");
      return `| ${each.account} ${cell(each.name ?? "")} | ${each.before} | ${each.after} | ${cell(left)} |`;
    });
  const blind = paths.notComputed.map((each) => `- ${each.account}: ${each.why}`);
  return [
    `Certain paths to root over all accounts: **${paths.before} before, ${paths.after} after** the guards alone (section 3 severs more).`,
    "",
    "| account | before | after | cheapest that is left |",
    "|---|---|---|---|",
    ...rows,
    ...(blind.length === 0 ? [] : ["", "Not computed, so not proven:", "", ...blind]),
  ];
}

function guardText(planned: PlannedGuard, number: number, plan: Plan): string[] {
  const { guard, file, probes, targets } = planned;
  const { bytes, limit } = measured(guard);
  return [
    `### ${number}. ${guard.id}: ${guard.title}`,
    "",
    `File \`${file}\`, ${bytes} of ${limit} bytes.`,
    "",
    "```",
    ...commands(planned, plan),
    "```",
    "",
    `Back: \`${rollback(planned, targets)}\``,
    "",
    "| request | wanted | answer with the guard |",
    "|---|---|---|",
    ...probes.map((probe) => `| ${cell(probe.says)} | ${probe.wanted} | ${probe.after} |`),
    "",
    ...guard.warnings.map((warning) => `- ${warning}`),
    "",
  ];
}

function commands(planned: PlannedGuard, plan: Plan): string[] {
  const { guard, file, targets } = planned;
  switch (guard.kind) {
    case "scp":
    case "rcp": {
      const type = guard.kind === "scp" ? "SERVICE_CONTROL_POLICY" : "RESOURCE_CONTROL_POLICY";
      const create = `aws organizations create-policy --type ${type} --name ${guard.name} --description "${guard.title}" --content file://${file}`;
      const attach = targets.map(
        (target) => `aws organizations attach-policy --policy-id <id from above> --target-id ${target}`,
      );
      const enable =
        guard.id === "P6" && !plan.signinEnabled
          ? [
              `# then, signed, POST https://signin.us-east-1.api.aws/put-console-authorization-configuration {"targetId":"${plan.root ?? "r-…"}"}`,
            ]
          : [];
      return [create, "# first <test unit>, then", ...attach, ...enable];
    }
    case "boundary":
      return [
        `aws iam create-policy --policy-name ${guard.name} --policy-document file://${file}`,
        ...targets.map((arn) => {
          const name = arn.slice(arn.lastIndexOf("/") + 1);
          return arn.includes(":role/")
            ? `aws iam put-role-permissions-boundary --role-name ${name} --permissions-boundary <ARN from above>`
            : `aws iam put-user-permissions-boundary --user-name ${name} --permissions-boundary <ARN from above>`;
        }),
      ];
    case "signin":
      return [`# signed POST calls to https://signin.us-east-1.api.aws, in this order; bodies in ${file}`];
  }
}

function rollback(planned: PlannedGuard, targets: readonly string[]): string {
  switch (planned.guard.kind) {
    case "scp":
    case "rcp":
      return `aws organizations detach-policy --policy-id <id> --target-id ${targets[0] ?? "<target>"}`;
    case "boundary":
      return "aws iam delete-role-permissions-boundary --role-name <name>";
    case "signin":
      return "POST /delete-console-authorization-configuration as the recovery principal";
  }
}

function peopleText(people: readonly PersonStep[]): string[] {
  if (people.length === 0) return ["Nothing: every finding is answered by the guards above."];
  const lines: string[] = [];
  const accounts = [...new Set(people.map((step) => step.account))];
  for (const account of accounts) {
    const steps = people.filter((step) => step.account === account);
    lines.push(`### ${account} ${steps[0]?.name ?? ""}`.trimEnd(), "");
    steps.forEach((step, at) =>
      lines.push(`${at + 1}. **${step.title}** (${step.severity}, ${step.check}). ${step.fix}`),
    );
    lines.push("");
  }
  return lines;
}

function cell(text: string): string {
  return text.replaceAll("|", "\\|").replaceAll("\n", " ");
}
