import { policy } from "../case-documents.ts";
import type { Statement } from "../../iam/language/policy.ts";
import type { ProveResource } from "../../iam/prove/subject.ts";
import type { Gap, GapHit } from "../gap.ts";
import type { GapView } from "../judging/gap-view.ts";
import { placeOf } from "../guarding/left-open.ts";
import { partitionOf } from "../guarding/own-arns.ts";
import { passingHits, passingIn, statesWithoutMfa } from "../guarding/passing.ts";

const key = "aws:MultiFactorAuthPresent";
const everything = { Effect: "Allow", Action: "*", Resource: "*" };
const withMfa = { ...everything, Condition: { Bool: { [key]: "true" } } };

/** P21: a boundary that does not allow without MFA is passed by a resource policy that names the user. */
export const boundaryPassedByResourcePolicy: Gap = {
  id: "boundary-passed-by-resource-policy",
  pitfall: "P21",
  title: "The boundary only withholds: a resource policy that names the user goes past it",
  severity: "medium",
  danger:
    "The boundary allows with MFA and says nothing otherwise. A bucket, key or queue policy of the same account that names the user's ARN is enough alone: the stolen key reads the bucket without any code, although neither the boundary nor the user's own policies allow it.",
  fix: "Add a statement to the boundary that denies: Deny with BoolIfExists on aws:MultiFactorAuthPresent and the value false. An explicit Deny holds against every Allow, wherever it stands.",
  references: [
    "IAM user guide, Permissions boundaries for IAM entities: resource-based policies",
    "IAM user guide, Policy evaluation logic",
  ],
  asks: ["boundary"],
  find: (view) =>
    view.subject.principal.kind === "user" ? reachable.flatMap((each) => grantedBeside(view, each)) : [],
  cases: [
    {
      name: "a boundary that allows everything with MFA is passed by a bucket policy that names the user",
      as: "boundary",
      documents: [policy(withMfa)],
      expect: "gap",
      actions: ["s3:GetObject", "sqs:SendMessage", "sts:AssumeRole"],
    },
    {
      name: "a boundary that denies without MFA holds",
      as: "boundary",
      documents: [
        policy(everything, { ...everything, Effect: "Deny", Condition: { BoolIfExists: { [key]: "false" } } }),
      ],
      expect: "none",
    },
    {
      name: "a boundary that demands no MFA is not about MFA",
      as: "boundary",
      documents: [policy(everything)],
      expect: "none",
    },
    {
      name: "what the boundary allows in no state needs no code in any",
      as: "boundary",
      documents: [policy({ ...withMfa, Action: "ec2:*" })],
      expect: "none",
    },
    {
      name: "sessions of a role are held by what the boundary does not allow",
      as: "boundary",
      documents: [policy(withMfa)],
      principal: "arn:aws:iam::111122223333:role/app",
      expect: "none",
    },
    {
      name: "a Deny under an operator that AWS does not know may hold",
      as: "boundary",
      documents: [policy(withMfa, { ...everything, Effect: "Deny", Condition: { Odd: { "aws:x": "1" } } })],
      expect: "may",
      actions: ["s3:GetObject"],
    },
  ],
};

interface Reachable {
  readonly action: string;
  readonly kind: ProveResource["kind"];
  /** The thing whose policy names the user: service, then account or none, then the thing. */
  readonly thing: readonly [string, "here" | "", string];
}

/** A call on each kind of thing that people give policies most often. */
const reachable: readonly Reachable[] = [
  { action: "s3:GetObject", kind: "resource", thing: ["s3:", "", "example-bucket/*"] },
  { action: "sqs:SendMessage", kind: "resource", thing: ["sqs:us-east-1", "here", "example"] },
  { action: "sns:Publish", kind: "resource", thing: ["sns:us-east-1", "here", "example"] },
  { action: "kms:Decrypt", kind: "resource", thing: ["kms:us-east-1", "here", "key/*"] },
  {
    action: "secretsmanager:GetSecretValue",
    kind: "resource",
    thing: ["secretsmanager:us-east-1", "here", "secret:*"],
  },
  { action: "lambda:InvokeFunction", kind: "resource", thing: ["lambda:us-east-1", "here", "function:*"] },
  { action: "sts:AssumeRole", kind: "trust", thing: ["iam:", "here", "role/*"] },
];

function grantedBeside(view: GapView, { action, kind, thing }: Reachable): readonly GapHit[] {
  const { principal, layers } = view.subject;
  const [service, place, name] = thing;
  const arn = `arn:${partitionOf(principal.arn)}:${service}:${place === "here" ? principal.account : ""}:${name}`;
  const answers = view.ask(action, [arn]);
  const withCode = passingIn(answers, action, ["true", "old"]);
  if (withCode.open.length + withCode.may.length === 0) return [];
  const withheld = new Set(answers.flatMap(({ state, answer }) => (answer.verdict === "closed" ? [state] : [])));
  const statement: Statement = {
    index: 0,
    sid: null,
    effect: "Allow",
    actions: { negated: false, patterns: [action] },
    resources: kind === "trust" ? null : { negated: false, patterns: [arn] },
    principals: { negated: false, entries: [{ type: "AWS", value: principal.arn }] },
    conditions: [],
  };
  const resource: ProveResource = {
    kind,
    policy: { name: `a policy on ${arn}`, policy: { version: "2012-10-17", statements: [statement] } },
    arns: [arn],
    account: principal.account,
  };
  const granted = view.about({ layers: { ...layers, resource } });
  const passing = passingIn(
    granted.ask(action, [arn]),
    action,
    statesWithoutMfa.filter((each) => withheld.has(each)),
  );
  const guard = view.guards.find(({ ref }) => ref.layer === "boundary");
  return passingHits(passing, action, {
    statement: guard === undefined ? null : placeOf(guard),
    subject: granted.subject,
    says: `It passes as soon as the policy of ${arn} names ${principal.arn}.`,
  });
}
