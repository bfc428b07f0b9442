import { alertTestCommand } from "../alert-template.ts";
import type { Plan, PlannedDocument } from "./plan.ts";
import { planCommands } from "./plan-commands.ts";
import type { PathsBeforeAfter, PersonStep } from "./paths-before-after.ts";

/** `PLAN.md`: what to attach, in which order, how to go back, what only people can do, and what stays open. */
export function planText(plan: Plan): string {
  return [
    "# Plan",
    "",
    "CONFIDENTIAL: this names the ways to become root of your accounts.",
    "",
    "Nothing here has been applied. Every guard was put to the decision engine: what it must refuse is refused, what must",
    "keep working still works. Attach each to a test unit first, wait a day, then to the targets named.",
    "",
    "## What it changes",
    "",
    ...proof(plan.paths),
    "",
    "What must keep working, before and after:",
    "",
    ...plan.keeps.map(({ says, before, after }) => `- ${says}: ${before} before, ${after} after`),
    "",
    "## 1. Guards, in this order",
    "",
    ...inPlace(plan),
    ...guardsText(plan),
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
    "Review `contact-baseline.yaml`, correct it, and take its `declared.contact` into the inventory: from then on a changed",
    "phone is a finding. A phone that serves several accounts must be replaced first; the file says which.",
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
    .filter((each) => each.before + each.after + each.possibleBefore + each.possibleAfter > 0)
    .map((each) => {
      const left = each.left.length === 0 ? "none" : each.left.join(" → ");
      const possible = `${each.possibleBefore} → ${each.possibleAfter}`;
      return `| ${each.account} ${cell(each.name ?? "")} | ${each.before} | ${each.after} | ${possible} | ${cell(left)} |`;
    });
  const blind = paths.notComputed.map((each) => `- ${each.account}: ${each.why}`);
  return [
    `Certain paths to root over all accounts: **${paths.before} before, ${paths.after} after** the guards alone (section 3 severs more).`,
    `Paths that rest on something AWS does not document or nobody read: ${paths.possibleBefore} before, ${paths.possibleAfter} after.`,
    "",
    "| account | before | after | only possible | cheapest certain path that is left |",
    "|---|---|---|---|---|",
    ...rows,
    ...(blind.length === 0 ? [] : ["", "Not computed, or not wholly, so not proven:", "", ...blind]),
  ];
}

// Boundaries come last: who wears one attaches and enables nothing any more.
function guardsText(plan: Plan): string[] {
  const first = plan.documents.filter(({ kind }) => kind !== "boundary");
  const last = plan.documents.filter(({ kind }) => kind === "boundary");
  return [
    ...first.flatMap((planned, at) => documentText(planned, at + 1, plan)),
    ...signinSwitch(plan, first.length + 1),
    ...last.flatMap((planned, at) =>
      documentText(planned, first.length + (plan.enableSignin === null ? 1 : 2) + at, plan),
    ),
  ];
}

function inPlace({ inPlace: guards }: Plan): string[] {
  if (guards.length === 0) return [];
  return ["Already in place, not written again:", "", ...guards.map(({ id, title }) => `- ${id}: ${title}`), ""];
}

function documentText(planned: PlannedDocument, number: number, plan: Plan): string[] {
  const { guards, title, file, bytes, limit, probes } = planned;
  const { apply, back } = planCommands(planned, plan);
  const ids = [...new Set(guards.map(({ id }) => id))].join(", ");
  return [
    `### ${number}. ${ids}: ${title}`,
    "",
    `File \`${file}\`, ${bytes} of ${limit} bytes.`,
    "",
    ...(guards.length === 1 ? [] : [...guards.map((guard) => `- ${guard.id}: ${guard.title}`), ""]),
    "```",
    ...apply,
    "```",
    "",
    "Back:",
    "",
    "```",
    ...back,
    "```",
    "",
    "| request | wanted | answer with the guard |",
    "|---|---|---|",
    ...probes.map((probe) => `| ${cell(probe.says)} | ${probe.wanted} | ${probe.after} |`),
    "",
    ...guards.flatMap(({ warnings }) => warnings).map((warning) => `- ${warning}`),
    ...boundedText(planned, plan),
    "",
  ];
}

function boundedText({ kind }: PlannedDocument, { bounded }: Plan): string[] {
  if (kind !== "boundary") return [];
  return ["", "It goes on:", "", ...bounded.map(({ arn, effects }) => `- \`${arn}\` may now: ${effects.join(", ")}`)];
}

function signinSwitch({ enableSignin }: Plan, number: number): string[] {
  if (enableSignin === null) return [];
  return [
    `### ${number}. Enable console authorization`,
    "",
    "No sign-in policy has any effect before this. A signed POST (service signin, region us-east-1), from management:",
    "",
    "```",
    `POST https://signin.us-east-1.api.aws/put-console-authorization-configuration {"targetId":"${enableSignin}"}`,
    "```",
    "",
    "Back:",
    "",
    "```",
    `POST https://signin.us-east-1.api.aws/delete-console-authorization-configuration {"targetId":"${enableSignin}"}`,
    "```",
    "",
  ];
}

// Accounts with equal steps are told once: at thousands of accounts the same few lists come back again and again.
function peopleText(people: readonly PersonStep[]): string[] {
  if (people.length === 0) return ["Nothing else: every finding is answered by the guards above."];
  const byAccount = new Map<string, PersonStep[]>();
  for (const step of people) {
    const known = byAccount.get(step.account);
    if (known === undefined) byAccount.set(step.account, [step]);
    else known.push(step);
  }
  const groups = new Map<string, { readonly steps: readonly PersonStep[]; readonly accounts: string[] }>();
  for (const [account, steps] of byAccount) {
    const key = steps.map(({ check, severity }) => `${check} ${severity}`).join(",");
    const named = `${account} ${steps[0]?.name ?? ""}`.trimEnd();
    const known = groups.get(key);
    if (known === undefined) groups.set(key, { steps, accounts: [named] });
    else known.accounts.push(named);
  }
  return [...groups.values()].flatMap(({ steps, accounts }) => [
    ...(accounts.length === 1
      ? [`### ${accounts[0] ?? ""}`, ""]
      : [`### Each of ${accounts.length} accounts`, "", `${accounts.join(", ")}.`, ""]),
    ...steps.map(({ title, severity, check, fix }, at) => `${at + 1}. **${title}** (${severity}, ${check}). ${fix}`),
    "",
  ]);
}

function cell(text: string): string {
  return text.replaceAll("|", "\\|").replaceAll("\n", " ");
}
