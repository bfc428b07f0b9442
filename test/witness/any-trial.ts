import * as fc from "fast-check";
import { anyCondition, anyContext, type TrialContext } from "./any-condition.ts";

/** The accounts of a trial. */
export const trialAccounts = {
  management: "111111111111",
  member: "222222222222",
  other: "333333333333",
} as const;

/** Which account of a trial. */
export type TrialAccount = keyof typeof trialAccounts;

/** Callers that both evaluators know. Sessions of a role are of `Dev` (with the path `/team/`) or `Plain`. */
export type TrialCaller = "alice" | "carol" | "Dev" | "Plain" | "linked" | "root" | "assumed-root";

/** A policy document as JSON. */
export type Written = Readonly<Record<string, unknown>>;

/** One question about an organization in small, in the words of neither evaluator. */
export interface Trial {
  readonly caller: TrialCaller;
  readonly home: TrialAccount;
  readonly team: string | null;
  /** The task of an AssumeRoot session. */
  readonly task: "IAMAuditRootUserCredentials" | "S3UnlockBucketPolicy";
  readonly identity: readonly Written[];
  readonly boundary: Written | null;
  /** Root, unit, account; null: the policy type is off. */
  readonly scps: readonly (readonly Written[])[] | null;
  readonly rcps: readonly (readonly Written[])[] | null;
  readonly owner: TrialAccount;
  readonly resourcePolicy: Written | null;
  readonly action: string;
  readonly resource: string;
  readonly context: TrialContext;
}

/*
 * Not in the alphabet, because the pretend AWS's evaluator does not have them: session policies (but the task of an
 * AssumeRoot session), endpoint policies, GetFederationToken sessions, services and identity providers as callers,
 * anonymous callers. Its handlers, not its evaluator, know that root cannot assume a role or a root session and that GetCallerIdentity
 * and GetSessionToken ask no policy; AWS managed policies as target of a change are refused there likewise.
 */
const asks: readonly (readonly [string, string])[] = [
  ["s3:GetObject", "arn:aws:s3:::bucket/key"],
  ["s3:GetObject", "arn:aws:s3:::bucket/key"],
  ["s3:GetObject", "arn:aws:s3:::alice/a:b"],
  ["s3:PutBucketPolicy", "arn:aws:s3:::bucket"],
  ["s3:ListAllMyBuckets", "*"],
  ["iam:GetUser", "arn:aws:iam::OWNER:user/alice"],
  ["iam:getuser", "arn:aws:iam::OWNER:user/div/carol"],
  ["iam:ListUsers", "*"],
  ["kms:Decrypt", "arn:aws:kms:us-east-1:OWNER:key/k1"],
  ["sts:AssumeRole", "arn:aws:iam::OWNER:role/team/Dev"],
  ["sts:AssumeRole", "arn:aws:iam::OWNER:role/team/Dev"],
  ["sts:AssumeRoot", "arn:aws:iam::OWNER:root"],
  ["account:PutContactInformation", "arn:aws:account::OWNER:account"],
  ["secretsmanager:GetSecretValue", "arn:aws:secretsmanager:us-east-1:OWNER:secret:red"],
  ["sqs:SendMessage", "arn:aws:sqs:us-east-1:OWNER:red"],
];

const actionPattern = fc.constantFrom(
  "*",
  "*",
  "s3:*",
  "s3:Get*",
  "S3:getobject",
  "iam:*",
  "iam:?etUser",
  "i?m:*",
  "kms:*",
  "sts:*",
  "sts:AssumeRole",
  "*:Get*",
  "account:*",
  "secretsmanager:*",
  "sqs:Send*",
  "*:*",
);
const resourcePattern = fc.constantFrom(
  "*",
  "*",
  "*",
  "arn:aws:s3:::bucket/*",
  "arn:aws:s3:::bucket",
  "arn:aws:s3:::${aws:username}/*",
  "arn:aws:iam::*:user/${aws:username}",
  "arn:aws:iam::222222222222:*",
  "arn:aws:iam::*:role/*",
  "arn:*:*:*:*:*",
  "arn:aws:s3:::${aws:PrincipalTag/team, 'bucket'}/*",
  "arn:aws:kms:us-east-1:*:key/k?",
  "arn:aws:s3",
  "arn:aws:*:user/alice",
  "arn:aws:s3:::buck*${*}",
  "arn:aws:s*:us-east-1:*:*red",
  "ARN:aws:s3:::*",
  "arn:aws:s3:::${aws:PrincipalTag/team}/*",
  "arn:aws:iam::*:root",
  "arn:aws:account::*:account",
);
const principalArn = fc.constantFrom(
  "arn:aws:iam::222222222222:user/alice",
  "arn:aws:iam::222222222222:user/div/carol",
  "222222222222",
  "arn:aws:iam::222222222222:root",
  "arn:aws:iam::333333333333:root",
  "111111111111",
  "AIDAEXAMPLEEXAMPLE111",
  "arn:aws:iam::222222222222:role/team/Dev",
  "arn:aws:sts::222222222222:assumed-role/Dev/s",
  "arn:aws:iam::222222222222:role/Plain",
  "arn:aws:sts::222222222222:assumed-role/Plain/s",
  "arn:aws:iam::111111111111:user/alice",
  "*",
);
const principal = fc.oneof(
  fc.constant("*"),
  fc.array(principalArn, { minLength: 1, maxLength: 4 }).map((AWS) => ({ AWS })),
  fc.constantFrom({ Service: "lambda.amazonaws.com" }, { AWS: "222222222222", Service: "ec2.amazonaws.com" }),
);

type Kind = "identity" | "resource" | "trust" | "rcp";

const list = <T>(of: fc.Arbitrary<T>, maxLength: number) => fc.array(of, { minLength: 1, maxLength });
const oneIn = (count: number) => fc.integer({ min: 1, max: count }).map((number) => number === 1);

interface Scope {
  readonly actions: readonly string[];
  readonly notAction: boolean;
  readonly resources: readonly string[];
  readonly notResource: boolean;
}

const everywhere: Scope = { actions: ["*"], notAction: false, resources: ["*"], notResource: false };
const somewhere = fc.record({
  actions: list(actionPattern, 3),
  notAction: oneIn(6),
  resources: list(resourcePattern, 3),
  notResource: oneIn(6),
});

/** Half of the statements speak of everything, so that their conditions and principals decide. */
function anyStatement(kind: Kind): fc.Arbitrary<Written> {
  return fc
    .record({
      Effect: fc.constantFrom("Allow", "Allow", "Allow", "Deny"),
      scope: fc.oneof(fc.constant(everywhere), somewhere),
      principals: principal,
      notPrincipal: oneIn(5),
      Condition: fc.option(anyCondition, { nil: undefined, freq: 4 }),
    })
    .map(({ scope, ...made }) => ({
      Effect: made.Effect,
      [scope.notAction ? "NotAction" : "Action"]: scope.actions,
      ...(kind === "trust" ? {} : { [scope.notResource ? "NotResource" : "Resource"]: scope.resources }),
      ...(kind === "rcp" ? { Principal: "*" } : {}),
      ...(kind === "trust" ? { Principal: made.principals } : {}),
      ...(kind === "resource" ? { [made.notPrincipal ? "NotPrincipal" : "Principal"]: made.principals } : {}),
      ...(made.Condition === undefined ? {} : { Condition: made.Condition }),
    }));
}

function anyDocument(kind: Kind): fc.Arbitrary<Written> {
  return fc
    .tuple(
      fc.constantFrom("2012-10-17", "2012-10-17", "2012-10-17", "2008-10-17", undefined),
      list(anyStatement(kind), 2),
    )
    .map(([Version, Statement]) => ({ ...(Version === undefined ? {} : { Version }), Statement }));
}

const everything: Written = { Version: "2012-10-17", Statement: { Effect: "Allow", Action: "*", Resource: "*" } };
const open: Written = {
  Version: "2012-10-17",
  Statement: { Effect: "Allow", Principal: "*", Action: "*", Resource: "*" },
};
const level = (kind: Kind, full: Written) =>
  fc.oneof(
    { weight: 6, arbitrary: fc.constant([full]) },
    { weight: 2, arbitrary: anyDocument(kind).map((one) => [full, one]) },
    { weight: 1, arbitrary: fc.array(anyDocument(kind), { maxLength: 2 }) },
  );
const levels = (kind: Kind, full: Written) =>
  fc.option(fc.tuple(level(kind, full), level(kind, full), level(kind, full)), { freq: 2 });

/** Calls on an account or its root that no policy of a resource governs. */
function hasNoPolicy(action: string): boolean {
  return action === "sts:AssumeRoot" || action.startsWith("account:");
}

/** Questions about organizations in small. */
export const anyTrial: fc.Arbitrary<Trial> = fc
  .record({
    caller: fc.constantFrom<TrialCaller>(
      "alice",
      "alice",
      "alice",
      "carol",
      "Dev",
      "Dev",
      "Plain",
      "linked",
      "root",
      "assumed-root",
    ),
    home: fc.constantFrom<TrialAccount>("member", "member", "member", "management"),
    team: fc.constantFrom("red", "alice", "bucket", null),
    task: fc.constantFrom<Trial["task"]>("IAMAuditRootUserCredentials", "S3UnlockBucketPolicy"),
    identity: fc.array(
      fc.oneof({ weight: 1, arbitrary: fc.constant(everything) }, { weight: 3, arbitrary: anyDocument("identity") }),
      { maxLength: 2 },
    ),
    boundary: fc.option(
      fc.oneof({ weight: 1, arbitrary: fc.constant(everything) }, { weight: 2, arbitrary: anyDocument("identity") }),
      { freq: 2 },
    ),
    scps: levels("identity", everything),
    rcps: levels("rcp", open),
    isForeign: oneIn(3),
    foreign: fc.constantFrom<TrialAccount>("other", "other", "management", "member"),
    resourcePolicy: fc.option(anyDocument("resource"), { freq: 2 }),
    trust: fc.option(anyDocument("trust"), { freq: 5 }),
    ask: fc.constantFrom(...asks),
    context: anyContext,
  })
  .map(({ isForeign, foreign, ask, trust, resourcePolicy, ...made }) => {
    const owner = isForeign ? foreign : made.home;
    const [action, resource] = made.caller === "root" && ask[0].startsWith("sts:AssumeRo") ? (asks[0] ?? ask) : ask;
    return {
      ...made,
      // A boundary hangs on a user or role of one's own, not on root and not on what a service made.
      boundary: ["root", "assumed-root", "linked"].includes(made.caller) ? null : made.boundary,
      owner,
      resourcePolicy: action === "sts:AssumeRole" ? trust : hasNoPolicy(action) ? null : resourcePolicy,
      action,
      resource: resource.replace("OWNER", trialAccounts[owner]),
    };
  });
