import { type CaseMembers, allow, deny, doc, full, one, simulateCase, two } from "../simulate-case.ts";
import type { SimulateCase } from "../simulate-case.ts";

const key = "arn:aws:s3:::bucket/key";
const yes = "allowed";
const no = "implicitly-denied";
const stop = "explicitly-denied";

type Row = readonly [
  rule: string,
  statement: Readonly<Record<string, unknown>>,
  members: CaseMembers,
  expected: string,
];

const user = (name: string) => ({ arn: `arn:aws:iam::${one}:user/${name}` });
const role = { arn: `arn:aws:sts::${one}:assumed-role/Dev/s` };
const own = { action: "iam:GetUser", resource: `arn:aws:iam::${one}:user/alice` };
const ownu = "arn:aws:iam::*:user/${aws:username}";

/** One Allow alone. */
const alone: readonly Row[] = [
  ["actions know no case", { Action: "S3:gEtObJeCt" }, {}, yes],
  ["a star in the name", { Action: "s3:Get*" }, {}, yes],
  ["a star in the service", { Action: "*:GetObject" }, {}, yes],
  ["a question mark is one character", { Action: "s3:GetObjec?" }, {}, yes],
  ["a question mark is not none", { Action: "s3:GetObject?" }, {}, no],
  ["a bare star is every action", { Action: "*" }, { action: "made-up:Thing" }, yes],
  ["a list of actions", { Action: ["ec2:*", "s3:GetObject"] }, {}, yes],
  ["NotAction is everything else", { NotAction: "iam:*" }, {}, yes],
  ["NotAction leaves out what it names", { NotAction: ["iam:*", "s3:get*"] }, {}, no],
  ["NotAction covers actions that nobody knows", { NotAction: "iam:*" }, { action: "made-up:Thing" }, yes],
  ["a resource", { Resource: key }, {}, yes],
  ["resources compare with case", { Resource: "arn:aws:s3:::Bucket/key" }, {}, no],
  ["a star in the last segment crosses slashes", { Resource: "arn:aws:s3:::b*" }, {}, yes],
  ["a question mark in a resource", { Resource: "arn:aws:s3:::bucket/k?y" }, {}, yes],
  ["a list of resources", { Resource: ["arn:aws:s3:::a", key] }, {}, yes],
  ["NotResource is every other resource", { NotResource: "arn:aws:s3:::other/*" }, {}, yes],
  ["NotResource leaves out what it names", { NotResource: "arn:aws:s3:::bucket/*" }, {}, no],
  ["a glob inside a segment", { Resource: "arn:aws:iam::1111*:user/al?ce" }, own, yes],
  ["a glob for the partition", { Resource: "arn:*:iam::*:user/alice" }, own, yes],
  ["a star across segments in an Allow", { Resource: "arn:aws:*:111111111111:user/alice" }, own, "unknown"],
  ["a short ARN", { Resource: "arn:aws:s3" }, {}, "unknown"],
  ["a short ARN with a star", { Resource: "arn:aws:s3*" }, {}, "unknown"],
  [
    "the last segment keeps its colons",
    { Resource: "arn:aws:logs:us-east-1:111111111111:log-group:g:*" },
    { action: "logs:PutLogEvents", resource: "arn:aws:logs:us-east-1:111111111111:log-group:g:log-stream:s" },
    yes,
  ],
  ["an action without resource wants the star", { Resource: "*" }, { action: "iam:ListUsers", resource: "*" }, yes],
  [
    "a narrow Allow of an action without resource",
    { Resource: `arn:aws:iam::${one}:user/alice` },
    { action: "iam:ListVirtualMFADevices", resource: "*" },
    "unknown",
  ],
  [
    "S3 lists buckets by a narrow ARN",
    { Action: "s3:ListAllMyBuckets", Resource: "arn:aws:s3:::*" },
    { action: "s3:ListAllMyBuckets", resource: "*" },
    "unknown",
  ],
  ["aws:username in a resource", { Resource: ownu }, own, yes],
  ["aws:username of another", { Resource: ownu }, { ...own, principal: user("bob") }, no],
  [
    "a path is part of the ARN but not of the name",
    { Resource: ownu },
    { ...own, principal: user("div/alice"), resource: `arn:aws:iam::${one}:user/div/alice` },
    no,
  ],
  ["names know case in ARNs", { Resource: ownu }, { ...own, principal: user("Alice") }, no],
  [
    "a star behind the name reaches further",
    { Resource: "arn:aws:iam::*:mfa/${aws:username}*" },
    { action: "iam:CreateVirtualMFADevice", principal: user("bob"), resource: `arn:aws:iam::${one}:mfa/bobby` },
    yes,
  ],
  ["a role has no aws:username", { Resource: ownu }, { ...own, principal: role }, no],
  ["a default stands for a missing key", { Resource: "arn:aws:s3:::${test:none, 'bucket'}/*" }, {}, yes],
  [
    "a default gives way to the key",
    { Resource: "arn:aws:s3:::${test:k, 'bucket'}/*" },
    { context: { "test:k": "x" } },
    no,
  ],
  ["a key without value matches nothing in Resource", { Resource: "arn:aws:s3:::bucket/${test:none}key" }, {}, no],
  [
    "a list as variable never resolves",
    { Resource: "arn:aws:s3:::${aws:TagKeys}/key" },
    { context: { "aws:TagKeys": ["bucket"] } },
    no,
  ],
  [
    "two values as variable never resolve",
    { Resource: "arn:aws:s3:::${test:k}/key" },
    { context: { "test:k": ["bucket", "b"] } },
    no,
  ],
  ["a literal star", { Resource: "arn:aws:s3:::bucket/${*}" }, {}, no],
  [
    "a literal star matches itself",
    { Resource: "arn:aws:s3:::bucket/${*}" },
    { resource: "arn:aws:s3:::bucket/*" },
    yes,
  ],
  [
    "a literal question mark and dollar",
    { Resource: "arn:aws:s3:::b/${?}${$}" },
    { resource: "arn:aws:s3:::b/?$" },
    yes,
  ],
  [
    "a tag of the principal as variable",
    { Resource: "arn:aws:s3:::${aws:PrincipalTag/Team}/*" },
    { principal: { ...user("alice"), tags: { team: "bucket" } } },
    yes,
  ],
  [
    "a variable in a condition",
    { Condition: { StringLike: { "s3:prefix": "home/${aws:username}/*" } } },
    { context: { "s3:prefix": "home/alice/x" } },
    yes,
  ],
  [
    "a variable without value in a positive operator",
    { Condition: { StringEquals: { "test:k": "${test:none}" } } },
    { context: { "test:k": "" } },
    no,
  ],
  [
    "a variable without value in a negated operator",
    { Condition: { StringNotEquals: { "test:k": "${test:none}" } } },
    { context: { "test:k": "x" } },
    yes,
  ],
  [
    "a variable in an ARN operator",
    { Condition: { ArnLike: { "test:k": ownu } } },
    { context: { "test:k": `arn:aws:iam::${one}:user/alice` } },
    yes,
  ],
  [
    "a variable in Bool",
    { Condition: { Bool: { "test:k": "${test:l}" } } },
    { context: { "test:k": "true", "test:l": "true" } },
    "unknown",
  ],
  [
    "a literal star in StringLike",
    { Condition: { StringLike: { "test:k": "a${*}" } } },
    { context: { "test:k": "ab" } },
    no,
  ],
];

/** One Deny beside an Allow of everything. */
const beside: readonly Row[] = [
  ["a Deny wins over an Allow", {}, {}, stop],
  ["a Deny of another action", { Action: "s3:Put*" }, {}, yes],
  ["a Deny NotAction takes what it does not name", { NotAction: "iam:*" }, {}, stop],
  ["a Deny NotAction takes unknown actions", { NotAction: "iam:*" }, { action: "made-up:Thing" }, stop],
  ["a Deny NotAction spares what it names", { NotAction: "s3:*" }, {}, yes],
  ["a Deny NotResource takes the others", { NotResource: "arn:aws:s3:::other/*" }, {}, stop],
  ["a Deny NotResource spares what it names", { NotResource: "arn:aws:s3:::bucket/*" }, {}, yes],
  ["a star across segments in a Deny", { Resource: "arn:aws:*:111111111111:user/alice" }, own, "unknown"],
  ["a short ARN in a Deny", { Resource: "arn:aws:iam" }, own, "unknown"],
  [
    "a narrow Deny does not stop an action without resource",
    { Resource: `arn:aws:iam::${one}:*` },
    { action: "iam:ListUsers", resource: "*" },
    yes,
  ],
  ["a Deny on the own user", { Resource: ownu }, own, stop],
  ["a Deny on the own user does not reach another", { Resource: ownu }, { ...own, principal: user("bob") }, yes],
  [
    "a Deny on the own user does not reach a path",
    { Resource: ownu },
    { ...own, principal: user("div/alice"), resource: `arn:aws:iam::${one}:user/div/alice` },
    yes,
  ],
  ["a Deny on the own user does not stop a role", { Resource: ownu }, { ...own, principal: role }, yes],
];

const old = (statement: unknown) => ({ Version: "2008-10-17", Statement: statement });
const without = (statement: unknown) => ({ Statement: statement });
const documents: readonly SimulateCase[] = [
  simulateCase("no policy, no right", {}, no),
  simulateCase("one statement without a list", { identity: [{ Version: "2012-10-17", Statement: allow() }] }, yes),
  simulateCase(
    "elements in any order",
    { identity: [{ Statement: [{ Resource: "*", Action: ["*"], Effect: "Allow" }], Id: "x", Version: "2012-10-17" }] },
    yes,
  ),
  simulateCase(
    "2008: a variable is text and allows nobody real",
    { ...own, identity: [old(allow({ Resource: ownu }))] },
    no,
  ),
  simulateCase("no Version is 2008", { ...own, identity: [without(allow({ Resource: ownu }))] }, no),
  simulateCase("2008: a variable denies nobody real", { ...own, identity: [full, old(deny({ Resource: ownu }))] }, yes),
  simulateCase(
    "2008: wildcards work",
    { ...own, identity: [old(allow({ Resource: "arn:aws:iam::*:user/al*" }))] },
    yes,
  ),
  simulateCase(
    "2008: a variable in a condition is text",
    {
      identity: [old(allow({ Condition: { StringEquals: { "test:k": "${aws:username}" } } }))],
      context: { "test:k": "alice" },
    },
    no,
  ),
  simulateCase(
    "two documents: the Deny of one stops the Allow of the other",
    { identity: [doc(deny({ Action: "s3:*" })), full] },
    stop,
  ),
  simulateCase("a Deny without an Allow is still explicit", { identity: [doc(deny())] }, stop),
  simulateCase(
    "an Allow of the other account's ARN",
    { ...own, identity: [doc(allow({ Resource: `arn:aws:iam::${two}:user/alice` }))] },
    no,
  ),
  simulateCase(
    "a retired action name is compared as text",
    { action: "iam:RequestSmsMfaRegistration", identity: [doc(allow({ Action: "iam:*" }))] },
    yes,
  ),
];

/** Elements of statements. */
export const statementCases: readonly SimulateCase[] = [
  ...alone.map(([rule, members, more, expected]) =>
    simulateCase(`${rule} (Allow)`, { ...more, identity: [doc(allow(members))] }, expected),
  ),
  ...beside.map(([rule, members, more, expected]) =>
    simulateCase(`${rule} (Deny)`, { ...more, identity: [full, doc(deny(members))] }, expected),
  ),
  ...documents,
];
