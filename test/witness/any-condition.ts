import * as fc from "fast-check";

/** A Condition block: operator → key → values. */
export type ConditionBlock = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

/** The context of a trial: condition keys of the request itself. */
export type TrialContext = Readonly<Record<string, readonly string[]>>;

interface Family {
  readonly operators: readonly string[];
  readonly keys: readonly string[];
  readonly wanted: readonly string[];
}

/*
 * Left out, because the pretend AWS reads them as AWS refuses or plays them and the product answers `unknown`, so that
 * nothing would be compared: operators that do not exist and values of a wrong type on purpose.
 */
const families: readonly Family[] = [
  {
    operators: ["StringEquals", "StringNotEquals", "StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase"],
    keys: ["test:text", "TEST:Text", "aws:PrincipalTag/team", "aws:username", "aws:PrincipalAccount", "aws:TagKeys"],
    wanted: ["red", "RED", "alice", "222222222222", "", "r*", "${aws:username}", "${test:none}", "${test:none, 'red'}"],
  },
  {
    operators: ["StringLike", "StringNotLike"],
    keys: ["test:text", "aws:TagKeys", "aws:PrincipalArn", "aws:PrincipalTag/team", "aws:PrincipalType", "aws:userid"],
    wanted: ["r*", "r?d", "*", "", "r${*}", "${aws:PrincipalTag/team}", "arn:*:user/*", "*User*", "${test:none}x"],
  },
  {
    operators: ["ArnEquals", "ArnLike", "ArnNotEquals", "ArnNotLike"],
    keys: ["test:arn", "aws:PrincipalArn", "test:text"],
    wanted: [
      "arn:aws:iam::222222222222:user/alice",
      "arn:aws:iam::*:user/*",
      "arn:*:iam::*:role/*",
      "arn:aws:iam::*:*",
      "arn:aws:*:alice",
      "arn:aws:iam::222222222222:user/${aws:username}",
      "arn:aws:sns:us-east-?:*:a:b",
      "*",
    ],
  },
  {
    operators: ["Bool"],
    keys: ["aws:MultiFactorAuthPresent", "test:flag", "aws:SecureTransport", "aws:AssumedRoot"],
    wanted: ["true", "false", "TRUE"],
  },
  { operators: ["Null"], keys: ["test:text", "test:flag", "aws:username", "aws:TagKeys"], wanted: ["true", "false"] },
  {
    operators: ["Equals", "NotEquals", "LessThan", "LessThanEquals", "GreaterThan", "GreaterThanEquals"].map(
      (order) => `Numeric${order}`,
    ),
    keys: ["test:number", "aws:MultiFactorAuthAge"],
    wanted: ["60", "60.0", "-1", "3600"],
  },
  {
    operators: ["Equals", "NotEquals", "LessThan", "LessThanEquals", "GreaterThan", "GreaterThanEquals"].map(
      (order) => `Date${order}`,
    ),
    keys: ["test:date"],
    wanted: ["2026-01-01T00:00:00Z", "2026-01-01", "1767225600", "2025-12-31T23:00:00-01:00"],
  },
  {
    operators: ["IpAddress", "NotIpAddress"],
    keys: ["aws:SourceIp", "test:address"],
    wanted: ["10.0.0.0/8", "10.1.2.3", "0.0.0.0/0", "2001:db8::/32", "2001:db8::1/128", "::/0"],
  },
  { operators: ["BinaryEquals"], keys: ["test:bytes"], wanted: ["QUJD", "QUI="] },
];

const single = fc.constantFrom(...families).chain(({ operators, keys, wanted }) =>
  fc.record({
    operator: fc.constantFrom(...operators),
    set: fc.constantFrom("", "", "", "", "ForAllValues:", "ForAnyValue:"),
    suffix: fc.constantFrom("", "", "IfExists"),
    fold: fc.boolean(),
    key: fc.constantFrom(...keys),
    values: fc.array(fc.constantFrom(...wanted), { minLength: 1, maxLength: 2 }),
  }),
);

/** Condition blocks of up to two operators, over every family of operators. */
export const anyCondition: fc.Arbitrary<ConditionBlock> = fc.array(single, { minLength: 1, maxLength: 2 }).map((list) =>
  Object.fromEntries(
    list.map(({ operator, set, suffix, fold, key, values }) => {
      const isNull = operator === "Null";
      const name = isNull ? operator : `${set}${operator}${suffix}`;
      return [fold ? name.toLowerCase() : name, { [key]: values }];
    }),
  ),
);

const sometimes = (values: readonly (readonly string[])[]) =>
  fc.option(fc.constantFrom(...values), { nil: undefined, freq: 3 });

/** Contexts in which every key of the conditions is absent, empty, single or (for lists) several. */
export const anyContext: fc.Arbitrary<TrialContext> = fc
  .record({
    "test:text": sometimes([["red"], ["RED"], ["blue"], [""], ["r*"], ["alice"]]),
    "aws:TagKeys": sometimes([["red"], ["red", "blue"], ["red", "rod"], [], [""]]),
    "test:arn": sometimes([
      ["arn:aws:iam::222222222222:user/alice"],
      ["arn:aws:sns:us-east-1:222222222222:a:b"],
      ["alice"],
      ["arn:aws:iam::222222222222:role/team/Dev"],
    ]),
    "test:flag": sometimes([["true"], ["false"], ["True"]]),
    "aws:MultiFactorAuthPresent": sometimes([["true"], ["false"]]),
    "aws:MultiFactorAuthAge": sometimes([["59"], ["60"], ["9999"]]),
    "test:number": sometimes([["60"], ["60.5"], ["-2"], ["0"]]),
    "test:date": sometimes([["2026-01-01T00:00:00Z"], ["1767225600"], ["2026-06-01T12:00:00+02:00"], ["1700000000"]]),
    "aws:SourceIp": fc.constantFrom(["10.1.2.3"], ["192.0.2.1"], ["2001:db8::1"]),
    "test:address": sometimes([["10.1.2.3"], ["2001:db8::1"], ["2001:db9::"]]),
    "test:bytes": sometimes([["QUJD"], ["QUI="]]),
  })
  .map((context) => {
    const known: Record<string, readonly string[]> = {};
    for (const [key, values] of Object.entries(context)) if (values !== undefined) known[key] = values;
    return known;
  });
