import { allow, deny, doc, full, one, simulateCase, two, type SimulateCase } from "../simulate-case.ts";

const yes = "allowed";
const no = "implicitly-denied";
const stop = "explicitly-denied";

const identity = [full];
const root = { arn: `arn:aws:iam::${one}:root` };
const manager = { arn: `arn:aws:iam::${one}:user/alice`, management: true };
const linked = {
  arn: `arn:aws:sts::${one}:assumed-role/AWSServiceRoleForX/s`,
  sessionOf: `arn:aws:iam::${one}:role/aws-service-role/x.amazonaws.com/AWSServiceRoleForX`,
};
const linkedByKind = { arn: `arn:aws:sts::${one}:assumed-role/Custom/s`, kind: "service-linked-role" };
const s3 = doc(allow({ Action: "s3:*" }));
const ec2 = doc(allow({ Action: "ec2:*" }));
const denies = doc(deny({ Action: "s3:*" }));
const open = doc(allow({ Principal: "*" }));
const shut = doc(deny({ Principal: "*" }));
const openS3 = doc(allow({ Principal: "*", Action: "s3:*" }));
const openKms = doc(allow({ Principal: "*", Action: "kms:*" }));

const scp: readonly SimulateCase[] = [
  simulateCase("each level allows", { identity, scps: [[full], [s3], [ec2, s3]] }, yes),
  simulateCase("the root level is silent", { identity, scps: [[ec2], [full], [full]] }, no),
  simulateCase("a unit's level is silent", { identity, scps: [[full], [ec2], [full]] }, no),
  simulateCase("the account's level is silent", { identity, scps: [[full], [full], [ec2]] }, no),
  simulateCase("an empty level allows nothing", { identity, scps: [[full], [], [full]] }, no),
  simulateCase("a Deny of any level", { identity, scps: [[full], [full, denies], [full]] }, stop),
  simulateCase("SCPs grant nothing", { scps: [[full]] }, no),
  simulateCase("SCPs bind members' root", { principal: root, scps: [[full, denies]] }, stop),
  simulateCase("silent SCPs bind members' root", { principal: root, scps: [[ec2]] }, no),
  simulateCase("SCPs do not bind management", { principal: manager, identity, scps: [[full, denies], []] }, yes),
  simulateCase(
    "SCPs do not bind management's root",
    { principal: { ...root, management: true }, scps: [[denies]] },
    yes,
  ),
  simulateCase("SCPs do not bind service-linked roles", { principal: linked, identity, scps: [[denies]] }, yes),
  simulateCase(
    "SCPs do not bind service-linked roles, by kind",
    { principal: linkedByKind, identity, scps: [[denies]] },
    yes,
  ),
  simulateCase("SCPs bind delegated administrators like others", { identity, scps: [[full, denies]] }, stop),
  simulateCase(
    "SCPs are those of the caller's account, also across accounts",
    {
      identity,
      scps: [[full, denies]],
      resourceAccount: two,
      resourcePolicy: open,
    },
    stop,
  ),
  simulateCase(
    "SCPs limit a grant by name",
    {
      scps: [[ec2]],
      resourcePolicy: doc(allow({ Principal: { AWS: `arn:aws:iam::${one}:user/alice` } })),
    },
    no,
  ),
  simulateCase(
    "an Allow of an SCP with a condition that holds",
    {
      identity,
      scps: [[doc(allow({ Condition: { StringEquals: { "aws:RequestedRegion": "eu-west-1" } } }))]],
      context: { "aws:RequestedRegion": "eu-west-1" },
    },
    yes,
  ),
  simulateCase(
    "an Allow of an SCP with a condition that does not hold",
    {
      identity,
      scps: [[doc(allow({ Condition: { StringEquals: { "aws:RequestedRegion": "eu-west-1" } } }))]],
      context: { "aws:RequestedRegion": "us-east-1" },
    },
    no,
  ),
  simulateCase(
    "an Allow of an SCP with a resource",
    { identity, scps: [[doc(allow({ Resource: "arn:aws:s3:::bucket/*" }))]] },
    yes,
  ),
  simulateCase(
    "an Allow of an SCP with another resource",
    { identity, scps: [[doc(allow({ Resource: "arn:aws:s3:::x/*" }))]] },
    no,
  ),
  simulateCase("an Allow of an SCP with NotAction", { identity, scps: [[doc(allow({ NotAction: "s3:*" }))]] }, no),
  simulateCase(
    "a Deny of an SCP with NotResource",
    { identity, scps: [[full, doc(deny({ NotResource: "arn:aws:s3:::bucket/*" }))]] },
    yes,
  ),
  simulateCase(
    "an SCP for users only spares a role",
    {
      principal: { arn: `arn:aws:sts::${one}:assumed-role/Dev/s` },
      identity,
      scps: [[full, doc(deny({ Condition: { ArnLike: { "aws:PrincipalArn": "arn:aws:iam::*:user/*" } } }))]],
    },
    yes,
  ),
  simulateCase(
    "an SCP on root by aws:PrincipalArn",
    {
      principal: root,
      scps: [[full, doc(deny({ Condition: { StringLike: { "aws:PrincipalArn": "arn:*:iam::*:root" } } }))]],
    },
    stop,
  ),
  simulateCase(
    "SCPs do not bind anonymous callers",
    { principal: "anonymous", resourcePolicy: open, scps: [[denies]] },
    yes,
  ),
];

const foreign = { arn: `arn:aws:iam::${two}:user/eve` };
const rcp: readonly SimulateCase[] = [
  simulateCase("each RCP level allows", { identity, rcps: [[open], [openS3]] }, yes),
  simulateCase("an RCP level is silent", { identity, rcps: [[open], [openKms]] }, no),
  simulateCase("an empty RCP level", { identity, rcps: [[open], []] }, no),
  simulateCase("an RCP denies", { identity, rcps: [[open], [open, shut]] }, stop),
  simulateCase("an RCP without Principal is read as everybody", { identity, rcps: [[open, doc(deny())]] }, stop),
  simulateCase(
    "an RCP does not reach iam",
    { identity, action: "iam:GetUser", resource: `arn:aws:iam::${one}:user/a`, rcps: [[shut]] },
    yes,
  ),
  simulateCase(
    "an RCP does not reach ec2",
    { identity, action: "ec2:StopInstances", resource: `arn:aws:ec2:eu-west-1:${one}:instance/i`, rcps: [[]] },
    yes,
  ),
  simulateCase(
    "an RCP reaches sqs",
    { identity, action: "sqs:SendMessage", resource: `arn:aws:sqs:eu-west-1:${one}:q`, rcps: [[open, shut]] },
    stop,
  ),
  simulateCase(
    "an RCP reaches secretsmanager",
    {
      identity,
      action: "secretsmanager:GetSecretValue",
      resource: `arn:aws:secretsmanager:eu-west-1:${one}:secret:s`,
      rcps: [[open, shut]],
    },
    stop,
  ),
  simulateCase("an RCP binds root of the resource's account", { principal: root, rcps: [[open, shut]] }, stop),
  simulateCase(
    "an RCP binds callers of other accounts",
    { principal: foreign, identity, resourceAccount: one, resourcePolicy: open, rcps: [[open, shut]] },
    stop,
  ),
  simulateCase(
    "an RCP binds management's principals at members' resources",
    {
      principal: manager,
      identity,
      resourceAccount: two,
      resourcePolicy: open,
      rcps: [[open, shut]],
    },
    stop,
  ),
  simulateCase(
    "an RCP does not reach management's resources",
    { principal: manager, identity, rcps: [[shut], []] },
    yes,
  ),
  simulateCase(
    "an RCP binds anonymous callers",
    { principal: "anonymous", resourcePolicy: open, resourceAccount: one, rcps: [[open, shut]] },
    stop,
  ),
  simulateCase("an RCP does not bind service-linked roles", { principal: linked, identity, rcps: [[shut]] }, yes),
  simulateCase("an RCP grants nothing", { rcps: [[open]] }, no),
  simulateCase("SCP and RCP both must allow", { identity, scps: [[full]], rcps: [[openKms]] }, no),
];

/** Service and resource control policies. */
export const organizationCases: readonly SimulateCase[] = [...scp, ...rcp];
