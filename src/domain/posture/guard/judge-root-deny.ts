import { rootArn } from "../../core/arn.ts";
import { isSeen, unseen } from "../../core/fact.ts";
import { instant, millisOf } from "../../core/instant.ts";
import { decide } from "../../iam/decide/decide.ts";
import type { Caller, Decision, Layers } from "../../iam/decide/question.ts";
import { taskPolicies } from "../../root-tasks/task-policies.ts";
import type { AccountView } from "../account-view.ts";
import type { Judgement } from "../check.ts";
import { evidence } from "../read/evidence.ts";
import { fail, pass, unknown, unseenFact } from "../read/judgement.ts";
import { unguardable } from "../read/unguardable.ts";
import { creationDate } from "./creation-date.ts";
import { type GuardPolicies, guardPolicies } from "./guard-policies.ts";
import { guardQuestion, levelLayers } from "./guard-request.ts";
import { resourceFor, rootCalls } from "./root-calls.ts";
import { guardedAccount } from "./judge-scp.ts";
import { sameForAccounts } from "./same-for-accounts.ts";
import { isDenied } from "./who-escapes.ts";

// SCPs do not bind the root credentials of some members made before this day (Organizations guide).
const oldRoots = Date.UTC(2017, 8, 15);

/** Judges by evaluation whether the SCPs of a member deny everything to its root and nothing to central sessions. */
export function judgeRootDeny(view: AccountView): Judgement {
  const cannot = unguardable(view, guardedAccount, "SCP");
  if (cannot !== null) return cannot;
  const guards = guardPolicies(view, "SERVICE_CONTROL_POLICY");
  if (!isSeen(guards)) return unseenFact(guardedAccount, guards, "organizations:ListPolicies");
  if (guards.value === null) {
    return fail(guardedAccount, [evidence("SCPs", "of no effect: the policy type is not enabled", guards)]);
  }
  const policies = guards.value;
  const { gap, names } = policies;
  const { root, central } = answersFor(view, policies, () => ({
    root: answersOf(view, policies, false),
    central: answersOf(view, policies, true),
  }));
  const free = root.filter(({ answer }) => answer.decision === "allowed").map((each) => each.action);
  const stopped = central.filter(({ answer }) => isDenied(answer)).map((each) => each.action);
  const shown = [
    evidence("SCPs on the path", names.join(", ") || "none but AWS's own", guards),
    evidence("calls that root may make", few(free), guards),
    evidence("calls that central sessions may not make", few(stopped), guards),
  ];
  if (free.length > 0) return fail(guardedAccount, shown);
  if (stopped.length > 0) return fail(guardedAccount, shown, { note: "Central root sessions are denied too." });
  const unclear = [...root.filter(({ answer }) => !isDenied(answer)), ...central].find(
    ({ answer }) => answer.decision === "unknown",
  );
  if (unclear !== undefined && unclear.answer.decision === "unknown") {
    if (gap !== null) return unseenFact(guardedAccount, gap, "organizations:DescribePolicy", shown);
    return unknown(guardedAccount, "not-observable", `${unclear.action}: ${unclear.answer.why}`, shown);
  }
  return ofAge(view, shown);
}

function ofAge(view: AccountView, shown: Judgement["evidence"]): Judgement {
  const created = creationDate(view);
  if (!isSeen(created)) return unseenFact(guardedAccount, created, "account:GetAccountInformation", shown);
  const at = instant(created.value);
  const all = [...shown, evidence("account created", created.value, created)];
  if (at !== null && millisOf(at) >= oldRoots) return pass(guardedAccount, all);
  const gap = unseen("not-observable", "whether SCPs bind the root credentials of an account made before 2017-09-15");
  return unseenFact(guardedAccount, gap, "", all);
}

interface Answered {
  readonly action: string;
  readonly answer: Decision;
}

const answersFor = sameForAccounts<{ readonly root: readonly Answered[]; readonly central: readonly Answered[] }>();

// Root's own requests lack the key aws:AssumedRoot or carry false; both must be denied.
function answersOf(view: AccountView, guards: GuardPolicies, central: boolean): readonly Answered[] {
  const { partition } = view.manifest;
  const account = view.account.id;
  const caller: Caller = {
    arn: rootArn(partition, account),
    account,
    kind: central ? "assumed-root" : "root",
    management: false,
    tags: {},
  };
  const layers: Partial<Layers> = {
    scps: levelLayers(guards),
    ...(central ? { session: [{ name: "task policy", policy: { version: "2012-10-17", statements: [] } }] } : {}),
  };
  const policies = guards.levels.flatMap((level) => level.policies.map((each) => each.policy));
  const variants: readonly Readonly<Record<string, readonly string[]>>[] = central
    ? [{ "aws:assumedroot": ["true"] }]
    : [{}, { "aws:assumedroot": ["false"] }];
  const actions = central ? centralCalls : rootCalls;
  return actions.flatMap((action) =>
    variants.map((context) => {
      const request = { action, resource: resourceFor(action, partition, account), context };
      const question = guardQuestion(view, caller, request, layers, policies);
      return { action, answer: decide(question, { trace: false }) };
    }),
  );
}

// Denying the create task to central sessions is a stricter guard that some want: it is not tested.
const centralCalls = [...new Set(taskPolicies.filter((task) => task.id !== "create").flatMap((task) => task.actions))];

function few(actions: readonly string[]): string {
  const all = [...new Set(actions)];
  if (all.length === 0) return "none";
  return all.length <= 4 ? all.join(", ") : `${all.slice(0, 4).join(", ")} and ${all.length - 4} more`;
}
