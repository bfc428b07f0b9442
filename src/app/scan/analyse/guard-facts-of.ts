import { rootArn } from "../../../domain/core/arn.ts";
import { isSeen } from "../../../domain/core/fact.ts";
import { decide } from "../../../domain/iam/decide/decide.ts";
import type { Caller, Decision, Layer, Layers, NamedPolicy } from "../../../domain/iam/decide/question.ts";
import { parsePolicy } from "../../../domain/iam/language/parse-policy.ts";
import type { AccountFacts } from "../../../domain/snapshot/account-facts.ts";
import type { OrganizationFacts } from "../../../domain/snapshot/organization-facts.ts";
import type { SigninFacts } from "../../../domain/snapshot/signin-facts.ts";
import type { GuardFacts, Ruling, Tri, WallState } from "../../../domain/takeover/guard-facts.ts";
import type { Guards } from "../reach/organization-guards.ts";

/** The three sign-in actions. A wall that omits one leaves that phase open; what it still stops is not documented. */
const phases = ["signin:Authenticate", "signin:AuthorizeOAuth2Access", "signin:CreateOAuth2Token"] as const;

/**
 * Addresses all over the Internet. A wall that refuses every one of them but is not shut for all stands open from some
 * network; one that lets any of them in is no wall.
 */
const anywhere = ["9.9.9.10", "45.90.28.1", "81.2.69.143", "156.154.70.1", "208.67.222.1", "2620:fe::10"];

const everything: NamedPolicy = {
  name: "allow everything",
  policy: parsePolicy(
    { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] },
    "identity",
    "allow everything",
  ),
};

/** What the guards of one account do to its root, judged by the decision engine. */
export function guardFactsOf(
  account: AccountFacts,
  organization: OrganizationFacts,
  guards: Guards,
  partition: string,
): GuardFacts {
  const root = rootArn(partition, account.id);
  const isMember = account.kind === "member";
  const scps = isMember ? guards.scps : undefined;
  const rcps = isMember ? guards.rcps : undefined;
  const central = (action: string, resource: string): Ruling =>
    rulingOf(
      ask(root, account.id, "assumed-root", action, resource, {
        identity: [everything],
        session: [everything],
        ...(scps === undefined ? {} : { scps }),
      }),
    );
  const worst = (...rulings: Ruling[]): Ruling =>
    rulings.includes("denied") ? "denied" : rulings.includes("unknown") ? "unknown" : "allowed";
  return {
    wall: {
      rcp:
        rcps === undefined
          ? "none"
          : enabled(organizationSwitches(account, organization), wallOf(root, account.id, { rcps })),
      account: ownEnabled(
        account,
        isMember || account.kind === "management" ? organization : null,
        ownWall(root, account),
      ),
    },
    centralSessions: {
      createLoginProfile: central("iam:CreateLoginProfile", root),
      deactivateMfa: central("iam:DeactivateMFADevice", root),
      unlockBucket: worst(
        central("s3:PutBucketPolicy", `arn:${partition}:s3:::any-bucket`),
        central("s3:DeleteBucketPolicy", `arn:${partition}:s3:::any-bucket`),
      ),
      unlockQueue: central("sqs:SetQueueAttributes", `arn:${partition}:sqs:us-east-1:${account.id}:any-queue`),
    },
    rootDenied: scps === undefined ? "no" : rootDenied(root, account.id, scps),
  };
}

function wallOf(root: string, account: string, layers: Pick<Layers, "rcps" | "endpoint">): WallState {
  const full: Layers = { identity: [everything], ...layers };
  const from = (context: Readonly<Record<string, string>>, otherKeys: "absent" | "unknown") =>
    phases.map((action) => {
      const who = action === "signin:Authenticate" ? "signin:principalarn" : "aws:principalarn";
      const keys = { [who]: root, "aws:resourceaccount": account, ...context };
      return ask(root, account, "root", action, "*", full, keys, otherKeys).decision;
    });
  const isShut = (answers: readonly Decision["decision"][]) => answers.every((each) => each === "explicitly-denied");
  const isOpen = (answers: readonly Decision["decision"][]) => answers.every((each) => each === "allowed");
  const whole = from({}, "unknown");
  if (isShut(whole)) return "deny";
  if (isOpen(whole)) return "none";
  const outside = anywhere.map((address) => from({ "aws:sourceip": address }, "absent"));
  if (outside.some((answers) => isOpen(answers))) return "none";
  return outside.every((answers) => isShut(answers)) ? "network" : "unknown";
}

function ownWall(root: string, account: AccountFacts): WallState {
  const policy = account.signin?.policy;
  // A policy nobody read counts as no wall: that errs to more paths, never to fewer.
  if (policy === undefined || !isSeen(policy)) return "none";
  if (policy.value === null) return "none";
  const layer: Layer = readable(policy.value);
  return wallOf(root, account.id, { endpoint: layer });
}

/** A sign-in policy only denies; beside `allow everything` it reads like any layer that may deny. */
function readable(document: unknown): Layer {
  try {
    return [everything, { name: "sign-in policy", policy: parsePolicy(document, "resource", "sign-in policy") }];
  } catch {
    return { unknown: "the sign-in policy of the account cannot be parsed" };
  }
}

// Until console authorization is enabled somewhere above the account, no statement has any effect.
function enabled(switches: readonly (SigninFacts | undefined)[], wall: WallState): WallState {
  if (wall === "none") return "none";
  const states = switches.map((each) => each?.configuration);
  if (states.some((state) => isSeen(state) && state.value.enabled)) return wall;
  return states.length > 0 && states.every((state) => isSeen(state)) ? "none" : "unknown";
}

// That a switch of the organization, or of its root, puts an account's own policy in force as well is not documented.
function ownEnabled({ signin }: AccountFacts, organization: OrganizationFacts | null, wall: WallState): WallState {
  const own = enabled([signin], wall);
  const others = Object.values(organization?.signin ?? {}).map(({ configuration }) => configuration);
  return own === "none" && wall !== "none" && others.some((each) => !isSeen(each) || each.value.enabled)
    ? "unknown"
    : own;
}

function organizationSwitches(account: AccountFacts, organization: OrganizationFacts): (SigninFacts | undefined)[] {
  return [...Object.values(organization.signin), account.signin];
}

function rootDenied(root: string, account: string, scps: readonly Layer[]): Tri {
  const actions = ["iam:CreateUser", "iam:CreateAccessKey", "s3:ListAllMyBuckets", "ec2:RunInstances"];
  const answers = actions.map(
    (action) => ask(root, account, "root", action, "*", { identity: [everything], scps }).decision,
  );
  if (answers.every((each) => each === "explicitly-denied" || each === "implicitly-denied")) return "yes";
  return answers.includes("allowed") ? "no" : "unknown";
}

function ask(
  arn: string,
  account: string,
  kind: Caller["kind"],
  action: string,
  resource: string,
  layers: Layers,
  keys: Readonly<Record<string, string>> = {},
  otherKeys: "absent" | "unknown" = "unknown",
): Decision {
  const known = kind === "root" ? { "aws:assumedroot": "false" } : { "aws:assumedroot": "true" };
  const context = new Map(Object.entries({ ...known, ...keys }).map(([key, value]) => [key, [value]] as const));
  const caller: Caller = { arn, account, kind, management: false, tags: {} };
  return decide(
    { caller, layers, ask: { action, resource, resourceAccount: account, context, otherKeys } },
    { trace: false },
  );
}

function rulingOf(decision: Decision): Ruling {
  if (decision.decision === "allowed") return "allowed";
  return decision.decision === "unknown" ? "unknown" : "denied";
}
