import { decide } from "../../src/domain/iam/decide/decide.ts";
import type { Caller, Decision, NamedPolicy, Question } from "../../src/domain/iam/decide/question.ts";
import { parsePolicy } from "../../src/domain/iam/language/parse-policy.ts";
import type { PolicyKind } from "../../src/domain/iam/language/policy-kind.ts";
import { type Trial, trialAccounts, type Written } from "./any-trial.ts";

/** What a task policy lets the session do; everything else is denied. Source: the task policies' pages. */
const tasks: Readonly<Record<Trial["task"], readonly string[]>> = {
  IAMAuditRootUserCredentials: [
    "iam:ListAccessKeys",
    "iam:ListSigningCertificates",
    "iam:GetLoginProfile",
    "iam:ListMFADevices",
    "iam:GetAccountSummary",
    "iam:GetUser",
    "iam:GetAccessKeyLastUsed",
  ],
  S3UnlockBucketPolicy: ["s3:GetBucketPolicy", "s3:PutBucketPolicy", "s3:DeleteBucketPolicy", "s3:ListAllMyBuckets"],
};

/** Asks the product's evaluator the question of a trial. */
export function askProduct(trial: Trial): Decision {
  return decide(questionOf(trial), { trace: false });
}

function questionOf(trial: Trial): Question {
  const { caller, home, owner, resourcePolicy } = trial;
  const isTask = caller === "assumed-root";
  const kind = trial.action === "sts:AssumeRole" ? "trust" : "resource";
  const task: Written = {
    Version: "2012-10-17",
    Statement: { Effect: "Deny", NotAction: tasks[trial.task], Resource: "*" },
  };
  return {
    caller: callerOf(trial),
    layers: {
      identity: trial.identity.map((each) => named(each, "identity")),
      boundary: trial.boundary === null ? undefined : [named(trial.boundary, "boundary")],
      session: isTask ? [named(task, "session")] : undefined,
      resource: resourcePolicy === null ? undefined : named(resourcePolicy, kind),
      scps: trial.scps?.map((level) => level.map((each) => named(each, "scp"))),
      // The layers of a question are those of its accounts: none reach a resource of the management account. Where the
      // caller is its own, the evaluator must know that by itself.
      rcps:
        owner === "management" && home !== "management"
          ? undefined
          : trial.rcps?.map((level) => level.map((each) => named(each, "rcp"))),
    },
    ask: {
      action: trial.action,
      resource: trial.resource,
      resourceAccount: trialAccounts[owner],
      context: contextOf(trial),
      otherKeys: "absent",
    },
  };
}

function callerOf({ caller, home, team }: Trial): Caller {
  const account = trialAccounts[home];
  const rest = { account, management: home === "management", tags: {} };
  const tags: Record<string, string> = team === null ? {} : { Team: team };
  const session = (role: string) => `arn:aws:sts::${account}:assumed-role/${role}/s`;
  const role = (path: string) => `arn:aws:iam::${account}:role/${path}`;
  switch (caller) {
    case "alice":
      return { ...rest, tags, kind: "user", arn: `arn:aws:iam::${account}:user/alice` };
    case "carol":
      return { ...rest, tags, kind: "user", arn: `arn:aws:iam::${account}:user/div/carol` };
    case "Dev":
      return { ...rest, tags, kind: "role-session", arn: session("Dev"), sessionOf: role("team/Dev") };
    case "Plain":
      return { ...rest, tags, kind: "role-session", arn: session("Plain") };
    case "linked": {
      const arn = "aws-service-role/x.amazonaws.com/AWSServiceRoleForX";
      return { ...rest, tags, kind: "service-linked-role", arn: session("AWSServiceRoleForX"), sessionOf: role(arn) };
    }
    case "root":
      return { ...rest, kind: "root", arn: `arn:aws:iam::${account}:root` };
    case "assumed-root":
      return { ...rest, kind: "assumed-root", arn: `arn:aws:iam::${account}:root` };
  }
}

function contextOf({ caller, context }: Trial): ReadonlyMap<string, readonly string[]> {
  const isSession = caller === "Dev" || caller === "Plain" || caller === "linked";
  return new Map([
    ["aws:securetransport", ["true"]],
    ...(isSession ? [["aws:multifactorauthpresent", ["false"]] as const] : []),
    ...Object.entries(context).map(([key, values]) => [key.toLowerCase(), values] as const),
  ]);
}

function named(document: Written, kind: PolicyKind): NamedPolicy {
  return { name: kind, policy: parsePolicy(document, kind) };
}
