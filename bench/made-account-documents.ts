import { actionIndex } from "../src/domain/iam/catalogue/action-index.ts";

/** Draws of the generator. */
export interface MadeDraw {
  readonly random: () => number;
  readonly below: (end: number) => number;
  readonly pick: <T>(list: readonly [T, ...T[]]) => T;
}

const account = "111122223333";
const services = [
  "s3",
  "ec2",
  "dynamodb",
  "sqs",
  "lambda",
  "kms",
  "logs",
  "sns",
  "ecs",
  "rds",
  "iam",
  "ssm",
  "cloudwatch",
  "secretsmanager",
  "apigateway",
  "glue",
  "sagemaker",
  "states",
  "ecr",
  "athena",
] as const;
const verbs = ["Get*", "List*", "Describe*", "Put*", "Create*", "Update*", "Delete*", "*"] as const;
const noMfa = { BoolIfExists: { "aws:MultiFactorAuthPresent": "false" } };
const self = "arn:aws:iam::*:user/${aws:username}";

/** A policy as teams write them: two to eight statements, some with conditions, wildcards, negation, or a Deny. */
export function madeDocument(index: number, draw: MadeDraw): unknown {
  const count = 2 + draw.below(7);
  const Statement = Array.from({ length: count }, (_none, place) => statement(index, place, draw));
  return { Version: "2012-10-17", Statement };
}

/** A policy that asks for MFA, in one of the forms in use. */
export function madeGuard(index: number, draw: MadeDraw): unknown {
  const exempt = ["iam:ListMFADevices", "iam:EnableMFADevice", "iam:CreateVirtualMFADevice", "sts:GetSessionToken"];
  const NotAction = draw.random() < 0.5 ? exempt : [...exempt, "iam:ChangePassword", "iam:GetUser"];
  const Condition =
    index % 3 === 0
      ? { NumericGreaterThanIfExists: { "aws:MultiFactorAuthAge": "3600" } }
      : index % 3 === 1
        ? noMfa
        : { ...noMfa };
  const Guard = { Sid: "DenyWithoutMfa", Effect: "Deny", NotAction, Resource: "*", Condition };
  return { Version: "2012-10-17", Statement: [Guard] };
}

/** What users may do to themselves. */
export function madeSelfService(draw: MadeDraw): unknown {
  const own = { Sid: "OwnCredentials", Effect: "Allow", Action: ["iam:*AccessKey*", "iam:*MFADevice"], Resource: self };
  const device = {
    Sid: "OwnDevice",
    Effect: "Allow",
    Action: ["iam:CreateVirtualMFADevice", "iam:DeleteVirtualMFADevice"],
    Resource: "arn:aws:iam::*:mfa/${aws:username}",
  };
  const list = { Sid: "Look", Effect: "Allow", Action: ["iam:ListUsers", "iam:GetAccount*"], Resource: "*" };
  return { Version: "2012-10-17", Statement: draw.random() < 0.5 ? [own, device, list] : [own, list] };
}

function statement(index: number, place: number, draw: MadeDraw): object {
  const service = draw.pick(services);
  const Sid = `Statement${place}${service.charAt(0).toUpperCase()}${service.slice(1)}`;
  const kind = draw.random();
  if (kind < 0.05) {
    const Resource = resources(service, index, draw);
    return { Sid, Effect: "Deny", Action: `${service}:Delete*`, Resource };
  }
  if (kind < 0.07) {
    const Condition = { NotIpAddress: { "aws:SourceIp": ["203.0.113.0/24", "198.51.100.0/25"] } };
    return { Sid, Effect: "Deny", Action: `${service}:*`, Resource: "*", Condition };
  }
  if (kind < 0.08) return { Sid, Effect: "Allow", NotAction: ["iam:*", "organizations:*", "account:*"], Resource: "*" };
  if (kind < 0.09)
    return { Sid, Effect: "Allow", Action: `${service}:*`, NotResource: resources(service, index, draw) };
  const Resource = draw.random() < 0.35 ? "*" : resources(service, index, draw);
  const Condition = draw.random() < 0.2 ? { Condition: condition(index, draw) } : {};
  return { Sid, Effect: "Allow", Action: actions(service, draw), Resource, ...Condition };
}

function actions(service: (typeof services)[number], draw: MadeDraw): readonly string[] {
  if (draw.random() < 0.45) return Array.from({ length: 1 + draw.below(4) }, () => `${service}:${draw.pick(verbs)}`);
  const { names, starts, services: all } = actionIndex();
  const number = all.indexOf(service);
  const [from = 0, to = 0] = [starts[number], starts[number + 1]];
  const start = from + draw.below(Math.max(1, to - from - 4));
  const wanted = 3 + draw.below(14);
  return names.slice(start, Math.min(to, start + wanted));
}

function resources(service: (typeof services)[number], index: number, draw: MadeDraw): readonly string[] {
  return Array.from({ length: 1 + draw.below(3) }, () => {
    const name = `${draw.pick(["prod", "test", "build", "data"])}-${index % 89}-${draw.below(40)}`;
    if (service === "s3") return draw.random() < 0.5 ? `arn:aws:s3:::${name}` : `arn:aws:s3:::${name}/*`;
    if (service === "iam") return `arn:aws:iam::${account}:${draw.pick(["role", "policy"])}/${name}-*`;
    const type = { dynamodb: "table/", lambda: "function:", ec2: "instance/", kms: "key/", rds: "db:" } as const;
    const prefix = service in type ? type[service as keyof typeof type] : "*";
    return `arn:aws:${service}:${draw.pick(["*", "eu-central-1", "eu-west-1"])}:${account}:${prefix}${name}*`;
  });
}

function condition(index: number, draw: MadeDraw): object {
  return draw.pick<object>([
    { Bool: { "aws:MultiFactorAuthPresent": "true" } },
    { NumericLessThan: { "aws:MultiFactorAuthAge": "3600" } },
    { IpAddress: { "aws:SourceIp": ["203.0.113.0/24", "198.51.100.0/25"] } },
    { StringEquals: { "aws:RequestedRegion": ["eu-central-1", "eu-west-1"] } },
    { StringEquals: { "aws:ResourceTag/team": `team-${index % 97}` } },
    {
      StringLike: { "aws:RequestTag/cost-centre": "10*" },
      "ForAllValues:StringEquals": { "aws:TagKeys": ["team", "cost-centre"] },
    },
    { StringEquals: { "aws:PrincipalTag/team": `team-${index % 97}` } },
    { Bool: { "aws:SecureTransport": "true" } },
    { ArnLike: { "aws:PrincipalArn": `arn:aws:iam::${account}:role/role-1*` } },
    { DateLessThan: { "aws:CurrentTime": "2027-06-30T00:00:00Z" } },
  ]);
}
