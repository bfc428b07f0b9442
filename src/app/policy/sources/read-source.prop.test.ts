import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CodedError } from "../../../domain/core/coded-error.ts";
import type { PolicySource } from "./policy-source.ts";
import { readSource } from "./read-source.ts";

const policy = {
  Version: "2012-10-17",
  Statement: [
    { Sid: "é", Effect: "Allow", Action: ["s3:*", "iam:Get*"], Resource: "*" },
    {
      Effect: "Deny",
      NotAction: "sts:*",
      Resource: "*",
      Condition: { Bool: { "aws:MultiFactorAuthPresent": "false" } },
    },
  ],
};
const trust = { Statement: { Effect: "Allow", Principal: { AWS: "*" }, Action: "sts:AssumeRole" } };
const inText = JSON.stringify(policy);
const details = {
  UserDetailList: [
    {
      UserName: "a",
      UserId: "A",
      Arn: "arn:aws:iam::111111111111:user/a",
      GroupList: ["g"],
      UserPolicyList: [{ PolicyName: "p", PolicyDocument: policy }],
      AttachedManagedPolicies: [{ PolicyName: "m", PolicyArn: "arn:aws:iam::aws:policy/m" }],
    },
  ],
  GroupDetailList: [{ GroupName: "g", GroupId: "G", Arn: "arn:aws:iam::111111111111:group/g" }],
  RoleDetailList: [
    {
      RoleName: "r",
      RoleId: "R",
      Arn: "arn:aws:iam::111111111111:role/r",
      AssumeRolePolicyDocument: trust,
      RolePolicyList: [{ PolicyName: "p", PolicyDocument: encodeURIComponent(inText) }],
    },
  ],
  Policies: [
    {
      PolicyName: "m",
      Arn: "arn:aws:iam::aws:policy/m",
      PolicyVersionList: [{ Document: policy, VersionId: "v1", IsDefaultVersion: true }],
    },
  ],
};
const change = (type: string, after: object): object => ({
  address: `${type}.x`,
  mode: "managed",
  type,
  change: { actions: ["create"], after, after_unknown: { id: true }, after_sensitive: { policy: true } },
});
const plan = {
  format_version: "1.2",
  planned_values: { root_module: { resources: [{ address: "aws_iam_policy.y", type: "aws_iam_policy", values: {} }] } },
  resource_changes: [
    change("aws_iam_policy", { policy: inText }),
    change("aws_iam_role", { assume_role_policy: JSON.stringify(trust), inline_policy: [{ policy: inText }] }),
    change("aws_organizations_policy", { type: "SERVICE_CONTROL_POLICY", content: inText }),
  ],
};
const samples: readonly unknown[] = [policy, trust, details, [details], plan, { PolicyVersion: { Document: policy } }];
const words = [
  null,
  true,
  0,
  "",
  "*",
  "x",
  [],
  {},
  [[]],
  { Statement: [] },
  policy,
  "{}",
  '{"Statement": 1}',
  "%7B",
  "1.0",
];

/** Reads it; every place of what comes out, and every error, has a line in the file. */
async function judged(text: string): Promise<PolicySource | null> {
  try {
    const source = await readSource(text, "f", {});
    const names = source.documents.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const { place } of source.documents) {
      for (const path of ["", "Statement[0].Action", "Statement.Nothing"]) expect(place(path).line).toBeGreaterThan(0);
    }
    for (const { position } of source.errors) expect(position?.line).toBeGreaterThan(0);
    return source;
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    expect(error.position?.file).toBe("f");
    expect(error.position?.line).toBeGreaterThan(0);
    expect(error.position?.column).toBeGreaterThan(0);
    return null;
  }
}

describe("any file", () => {
  it.each(samples.map((sample) => [sample]))("such as sample %# is read as it is", async (sample) => {
    const source = await judged(JSON.stringify(sample));
    expect(source?.errors).toEqual([]);
    expect(source?.documents.length).toBeGreaterThan(0);
  });

  it("gives its documents or a coded error with a place", async () => {
    const letters = fc.constantFrom(
      "{",
      "}",
      "[",
      "]",
      '"',
      ":",
      ",",
      "\\",
      "\n",
      "%7B",
      "1",
      "Statement",
      "\0",
      "\uFEFF",
    );
    const text = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.json(),
      fc.array(letters, { maxLength: 30 }).map((each) => each.join("")),
    );
    await fc.assert(
      fc.asyncProperty(text, async (each) => void (await judged(each))),
      { numRuns: 2000 },
    );
  });

  it("with one part replaced by something else does too", async () => {
    const places = samples.flatMap((sample) => pathsOf(sample).map((path) => ({ sample, path })));
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...places), fc.constantFrom(...words), async ({ sample, path }, word) => {
        await judged(JSON.stringify(replaced(sample, path, word), null, 1));
      }),
      { numRuns: 2000 },
    );
  });

  it("cut anywhere is refused", async () => {
    for (const sample of samples) {
      const text = JSON.stringify(sample);
      for (let end = 0; end < text.length; end += 3) expect(await judged(text.slice(0, end))).toBeNull();
    }
  });

  it("with one letter changed does too", async () => {
    const text = fc.constantFrom(...samples.map((sample) => JSON.stringify(sample)));
    await fc.assert(
      fc.asyncProperty(text, fc.nat(), fc.string({ unit: "binary", maxLength: 2 }), async (whole, at, noise) => {
        const cut = at % whole.length;
        await judged(whole.slice(0, cut) + noise + whole.slice(cut + 1));
      }),
      { numRuns: 1500 },
    );
  });
});

type Path = readonly (string | number)[];

function pathsOf(value: unknown): readonly Path[] {
  if (typeof value !== "object" || value === null) return [[]];
  const inner = Object.entries(value).flatMap(([key, each]) =>
    pathsOf(each).map((path) => [Array.isArray(value) ? Number(key) : key, ...path]),
  );
  return [[], ...inner];
}

function replaced(value: unknown, path: Path, word: unknown): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return word;
  if (Array.isArray(value)) {
    return value.map((each: unknown, index) => (index === step ? replaced(each, rest, word) : each));
  }
  const members = value as Record<string, unknown>;
  return { ...members, [step]: replaced(members[step], rest, word) };
}
