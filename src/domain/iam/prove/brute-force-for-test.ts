import * as fc from "fast-check";
import { checkCertificate } from "../certify/check-certificate.ts";
import { glob, matchesGlob } from "../language/glob.ts";
import { decide } from "../decide/decide.ts";
import type { ClassVerdict } from "./answer.ts";
import type { Cell } from "./cell.ts";
import type { Certificate } from "./certificate.ts";
import { ageIn } from "./facts/key-domains.ts";
import type { Prover } from "./prover.ts";
import { callerOf, replay } from "./replay-for-test.ts";
import type { Subject } from "./subject.ts";
import { subjectForTest, type TestSubject } from "./subject-for-test.ts";
import { answerFor } from "./verdicts-for-test.ts";

const P = "aws:MultiFactorAuthPresent";
const Age = "aws:MultiFactorAuthAge";
const alice = "arn:aws:iam::111122223333:user/alice";
const bob = "arn:aws:iam::111122223333:user/bob";

/** Actions asked, with resources that they can have. */
export const asked: readonly (readonly [string, readonly string[]])[] = [
  ["s3:GetObject", ["arn:aws:s3:::b/k", "arn:aws:s3:::b/m", "arn:aws:s3:::c/k"]],
  ["s3:ListAllMyBuckets", ["*"]],
  ["iam:DeactivateMFADevice", [alice, bob]],
  ["ec2:StopInstances", ["arn:aws:ec2:us-east-1:111122223333:instance/i-1"]],
];
const keyed: Readonly<Record<string, readonly (readonly string[] | null)[]>> = {
  "s3:prefix": [null, ["a"], ["b"], ["ab"]],
  "aws:tagkeys": [null, ["a"], ["b"], ["a", "b"]],
  "s3:max-keys": [null, ["5"], ["7"], ["9"]],
};

const conditionValue: Readonly<Record<string, readonly string[]>> = {
  String: ["a", "b", "a*", "*", "${aws:username}", "?b"],
  Numeric: ["5", "7"],
};
const plainOperators = `StringEquals StringNotEquals StringLike StringNotLike StringEqualsIfExists StringLikeIfExists
  StringNotLikeIfExists`.split(/\s+/);
const setOperators = `ForAllValues:StringEquals ForAnyValue:StringEquals ForAllValues:StringLike
  ForAnyValue:StringLike`.split(/\s+/);
const mfaOperators = `Bool BoolIfExists StringEquals StringNotEquals ForAllValues:Bool ForAnyValue:Bool`.split(" ");
const numberOperators =
  `NumericEquals NumericLessThan NumericGreaterThanEquals NumericNotEquals NumericLessThanIfExists`.split(" ");

const entry = (
  operators: readonly string[],
  keys: readonly string[],
  values: readonly string[],
): fc.Arbitrary<object> =>
  fc
    .tuple(
      fc.constantFrom(...operators),
      fc.constantFrom(...keys),
      fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 2 }),
    )
    .map(([operator, key, list]) => ({ [operator]: { [key]: list } }));
const condition = fc
  .array(
    fc.oneof(
      entry(plainOperators, ["s3:prefix"], conditionValue["String"] ?? []),
      entry(setOperators, ["s3:prefix", "aws:TagKeys"], conditionValue["String"] ?? []),
      entry(mfaOperators, [P], ["true", "false"]),
      entry(numberOperators, ["s3:max-keys"], conditionValue["Numeric"] ?? []),
      entry(["NumericLessThan", "NumericGreaterThan", "NumericGreaterThanIfExists"], [Age], ["1800", "600"]),
      entry(["Null"], [P, Age, "s3:prefix"], ["true", "false"]),
    ),
    { maxLength: 2 },
  )
  .map((all) => Object.assign({}, ...all) as object);
const action = fc.oneof(
  fc.constantFrom("*", "s3:*", "s3:Get*", "iam:Deactivate*", "s3:List*").map((Action) => ({ Action })),
  fc.constantFrom("s3:*", "iam:*", "s3:GetObject").map((NotAction) => ({ NotAction })),
);
const resource = fc.oneof(
  fc
    .constantFrom(
      "*",
      "*",
      "arn:aws:s3:::b/*",
      "arn:aws:s3:::*/k",
      "arn:aws:iam::*:user/${aws:username}",
      "arn:aws:iam::*:user/*",
    )
    .map((Resource) => ({ Resource })),
  fc.constantFrom("arn:aws:s3:::c/*", alice).map((NotResource) => ({ NotResource })),
);
const statement = fc
  .tuple(fc.constantFrom("Allow", "Allow", "Deny"), action, resource, condition)
  .map(([Effect, what, where, Condition]) => ({ Effect, ...what, ...where, Condition }));
const document = fc
  .array(statement, { minLength: 1, maxLength: 3 })
  .map((Statement) => ({ Version: "2012-10-17", Statement }));
const layer = fc.array(document, { minLength: 1, maxLength: 2 });

/** Random subjects over a small alphabet. */
export const smallSubject: fc.Arbitrary<TestSubject> = fc
  .record({
    identity: layer,
    boundary: fc.option(layer, { freq: 4, nil: undefined }),
    scps: fc.option(fc.array(layer, { minLength: 1, maxLength: 2 }), { freq: 4, nil: undefined }),
  })
  .map(({ identity, boundary, scps }) => ({ identity, ...(boundary && { boundary }), ...(scps && { scps }) }));

/** What brute force contradicts; null when nothing. Counts what it saw. */
export function contradiction(
  engine: Prover,
  test: TestSubject,
  seen: Record<ClassVerdict["verdict"], number>,
): string | null {
  const about: Tested = { test, subject: subjectForTest(test), text: JSON.stringify(test).toLowerCase() };
  for (const cell of engine.prove(about.subject).cells) {
    for (const [name, resources] of asked) {
      const fault = answerFault(about, cell.cell, name, resources, answerFor(cell, name), seen);
      if (fault !== null) return fault;
    }
  }
  return null;
}

/** What brute force contradicts in the answers on one action on some resources; null when nothing. */
export function askedContradiction(
  engine: Prover,
  test: TestSubject,
  question: { readonly action: string; readonly arns: readonly string[]; readonly members: readonly string[] },
  seen: Record<ClassVerdict["verdict"], number>,
): string | null {
  const { action: name, arns, members } = question;
  const about: Tested = { test, subject: subjectForTest(test), text: JSON.stringify(test).toLowerCase() };
  for (const { cell, answer } of engine.ask(about.subject, { action: name, resource: { arns } })) {
    const fault = answerFault(about, cell, name, members, answer, seen);
    if (fault !== null) return fault;
    if (answer.verdict !== "open") continue;
    const { resource: found } = answer.witness();
    if (!arns.some((arn) => matchesGlob(glob(arn), found))) return `${name} on ${found}, which was not asked`;
  }
  return null;
}

/** A random subject, read once. */
interface Tested {
  readonly test: TestSubject;
  readonly subject: Subject;
  /** What it says, lower case. */
  readonly text: string;
}

function answerFault(
  about: Tested,
  cell: Cell,
  name: string,
  resources: readonly string[],
  answer: ClassVerdict,
  seen: Record<ClassVerdict["verdict"], number>,
): string | null {
  seen[answer.verdict] += 1;
  const place = `${JSON.stringify(cell)} ${name} ${answer.verdict}`;
  const wrong = answer.verdict === "open" ? replayFault(about, answer.witness(name)) : null;
  if (wrong !== null) return `${place}: ${wrong}`;
  if (answer.verdict === "open") return null;
  const fault = answer.verdict === "closed" ? certificateFault(about, answer.certificate()) : null;
  if (fault !== null) return `${place}: ${fault}`;
  const passing = passingRequest(about, cell, name, resources);
  if (answer.verdict === "closed" && passing !== null) return `${place}: ${passing.decision} ${passing.request}`;
  // What passes for certain is never left at may.
  if (passing?.decision !== "allowed") return null;
  return `${place} (${answer.verdict === "may" ? answer.why : ""}): ${passing.request}`;
}

function replayFault({ subject }: Tested, witness: Parameters<typeof replay>[1]): string | null {
  const { decision } = replay(subject, witness);
  return decision === "allowed" ? null : `${decision} ${JSON.stringify(witness)}`;
}

function certificateFault({ test, subject }: Tested, certificate: Certificate): string | null {
  const checked = checkCertificate(subject, JSON.parse(JSON.stringify(certificate)));
  if (checked.status === "accepted") return null;
  // The checker admits more of lists than AWS documents, so beside set operators it may refuse; brute force still judges.
  if (JSON.stringify(test).includes("ForA") && checked.why.includes("contradict")) return null;
  return `${checked.step} ${checked.why} ${JSON.stringify(certificate.tree)}`;
}

function passingRequest(
  { subject, text }: Tested,
  cell: Cell,
  name: string,
  resources: readonly string[],
): { readonly decision: string; readonly request: string } | null {
  const { layers } = subject;
  const caller = callerOf(subject, subject.principal.arn);
  let unknown: { readonly decision: string; readonly request: string } | null = null;
  for (const each of resources) {
    for (const context of contexts(cell, text)) {
      const { decision } = decide(
        {
          caller,
          layers: { identity: layers.identity, boundary: layers.boundary, scps: layers.scps },
          ask: { action: name, resource: each, context, otherKeys: "absent" },
        },
        { trace: false },
      );
      const request = `${each} ${JSON.stringify([...context])}`;
      if (decision === "allowed") return { decision, request };
      if (decision === "unknown") unknown ??= { decision, request };
    }
  }
  return unknown;
}

/** Requests with every value of the keys that the documents name; of others nothing depends on a value. */
function* contexts(cell: Cell, text: string): Generator<Map<string, readonly string[]>> {
  const base = new Map<string, readonly string[]>();
  if (cell.mfa !== "absent") base.set(P.toLowerCase(), [cell.mfa]);
  if (cell.age !== null) base.set(Age.toLowerCase(), [String(ageIn(cell.age))]);
  const valuesOf = (key: string): readonly (readonly string[] | null)[] =>
    text.includes(`"${key}"`) ? (keyed[key] ?? []) : [null];
  for (const prefix of valuesOf("s3:prefix")) {
    for (const tags of valuesOf("aws:tagkeys")) {
      for (const most of valuesOf("s3:max-keys")) {
        const made = new Map(base);
        if (prefix !== null) made.set("s3:prefix", prefix);
        if (tags !== null) made.set("aws:tagkeys", tags);
        if (most !== null) made.set("s3:max-keys", most);
        yield made;
      }
    }
  }
}
