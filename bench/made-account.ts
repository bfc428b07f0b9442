/** A generated account; the same for the same number of principals. */
export interface MadeAccount {
  readonly managed: readonly unknown[];
  readonly principals: readonly {
    readonly name: string;
    readonly attached: readonly number[];
    readonly inline: unknown;
  }[];
}

/** Half as many managed policies as principals; nine of ten principals have a set of documents of their own. */
export function madeAccount(principals: number): MadeAccount {
  const random = generator(20_261_101);
  const pick = <T>(list: readonly [T, ...T[]]): T => list[Math.floor(random() * list.length)] ?? list[0];
  const managed = Array.from({ length: Math.ceil(principals / 2) }, (_none, index) => document(index, random, pick));
  return {
    managed,
    principals: Array.from({ length: principals }, (_none, index) => ({
      name: `user${index}`,
      attached: [0, 1, 2].map(() => Math.floor(random() * managed.length)),
      inline: random() < 0.1 ? document(principals + index, random, pick) : null,
    })),
  };
}

type Pick = <T>(list: readonly [T, ...T[]]) => T;

const services = ["s3", "ec2", "dynamodb", "sqs", "lambda", "kms", "logs", "sns", "ecs", "rds", "iam", "ssm"] as const;
const names = ["Get*", "List*", "Describe*", "*", "Put*", "Create*", "Update*", "Delete*"] as const;
const self = ["iam:ChangePassword", "iam:CreateAccessKey", "iam:ListMFADevices", "iam:EnableMFADevice"];

function document(index: number, random: () => number, pick: Pick): unknown {
  const Statement: object[] = Array.from({ length: 2 + Math.floor(random() * 5) }, () => {
    const service = pick(services);
    const Action = Array.from({ length: 1 + Math.floor(random() * 6) }, () => `${service}:${pick(names)}`);
    const narrow = service === "s3" ? `arn:aws:s3:::bucket-${index}/*` : `arn:aws:${service}:*:111122223333:*`;
    const Resource = random() < 0.5 ? "*" : narrow;
    return { Effect: "Allow", Action, Resource, ...(random() < 0.15 ? { Condition: condition(pick) } : {}) };
  });
  if (random() < 0.2)
    Statement.push({ Effect: "Allow", Action: self, Resource: "arn:aws:iam::*:user/${aws:username}" });
  if (random() < 0.3)
    Statement.push({ Effect: "Deny", NotAction: [...self, "sts:GetSessionToken"], Resource: "*", Condition: noMfa });
  return { Version: "2012-10-17", Statement };
}

const noMfa = { BoolIfExists: { "aws:MultiFactorAuthPresent": "false" } };

function condition(pick: Pick): object {
  return pick<object>([
    { Bool: { "aws:MultiFactorAuthPresent": "true" } },
    { NumericLessThan: { "aws:MultiFactorAuthAge": "3600" } },
    { IpAddress: { "aws:SourceIp": "203.0.113.0/24" } },
    { StringEquals: { "aws:RequestedRegion": ["eu-central-1", "eu-west-1"] } },
  ]);
}

/** Mulberry32. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
