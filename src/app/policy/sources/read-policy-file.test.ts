import { describe, expect, it } from "vitest";
import { CodedError, positionText } from "../../../domain/core/coded-error.ts";
import type { PolicyKind } from "../../../domain/iam/language/policy-kind.ts";
import { readSource } from "./read-source.ts";

const allow = { Effect: "Allow", Action: "s3:GetObject", Resource: "*" };
const trust = { Effect: "Allow", Principal: { AWS: "111122223333" }, Action: "sts:AssumeRole" };
const identity = JSON.stringify({ Version: "2012-10-17", Statement: [allow] });

/** `CODE file:line:column (at path)` of the refusal, or what was read. */
async function outcome(text: string, as?: PolicyKind): Promise<string> {
  try {
    const source = await readSource(text, "p.json", as === undefined ? {} : { as });
    return `${source.kind} ${source.documents.map((each) => each.as).join()}`;
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    return `${error.row.code} ${positionText(error.position)}`;
  }
}

async function first(text: string): Promise<Awaited<ReturnType<typeof readSource>>["documents"][number]> {
  const { documents } = await readSource(text, "p.json", {});
  const [document] = documents;
  if (document === undefined) throw new Error("no document");
  return document;
}

describe("a plain policy", () => {
  it.each([
    [{ Statement: [allow] }, "identity"],
    [{ Statement: { ...allow, Principal: "*" } }, "resource"],
    [{ Statement: [allow, { ...allow, NotPrincipal: "*" }] }, "IAM_POLICY_SHAPE p.json:1:15 (at Statement[0])"],
    [{ Statement: trust }, "trust"],
    [{ Statement: [trust, { ...trust, Action: ["STS:assumerolewithsaml", "sts:TagSession"] }] }, "trust"],
    [{ Statement: { ...trust, Action: ["sts:SetSourceIdentity", "sts:SetContext", "sts:AssumeRole*"] } }, "trust"],
    [{ Statement: { ...trust, Action: ["sts:AssumeRole", "s3:*"], Resource: "*" } }, "resource"],
    [{ Statement: { ...trust, Action: "sts:AssumeRoot", Resource: "*" } }, "resource"],
    [{ Statement: { ...trust, Resource: "*" } }, "IAM_POLICY_ELEMENT p.json:1:93 (at Statement.Resource)"],
    [{ Statement: { Effect: "Deny", Principal: "*", NotAction: "sts:AssumeRole", Resource: "*" } }, "resource"],
    [{ Statement: [] }, "identity"],
  ])("%j is read as %s when nobody says what it is", async (policy, expected) => {
    const read = await outcome(JSON.stringify(policy));
    expect(read).toBe(expected.startsWith("IAM") ? expected : `policy ${expected}`);
  });

  it.each(["identity", "scp", "rcp", "boundary", "session", "endpoint"] as const)(
    "is read as %s when told so",
    async (as) => {
      expect(await outcome(identity, as)).toBe(`policy ${as}`);
    },
  );

  it.each([
    ['{"statement": []}', "IAM_POLICY_ELEMENT p.json:1:2 (at statement)"],
    ['{"STATEMENT": [],\n"Version": "2012-10-17"}', "IAM_POLICY_ELEMENT p.json:1:2 (at STATEMENT)"],
    ['{"Version": "2012-10-17"}', "IAM_POLICY_SHAPE p.json:1:1"],
    ['{"Version": "2012-10-18",\n "Statement": []}', "IAM_POLICY_VALUE p.json:1:13 (at Version)"],
    [
      '{"Statement": [{"Effect": "Deny",\n "Effect": "Allow"}]}',
      "IAM_JSON_DUPLICATE_KEY p.json:2:2 (at Statement[0].Effect)",
    ],
    ['{"Statement": [],\n "\\u0053tatement": []}', "IAM_JSON_DUPLICATE_KEY p.json:2:2 (at Statement)"],
    ['{"Statement": [], "__proto__": 1, "__proto__": 2}', "IAM_JSON_DUPLICATE_KEY p.json:1:35 (at __proto__)"],
    ['\uFEFF{"Statement": [],\n "Version": 1}', "IAM_POLICY_VALUE p.json:2:13 (at Version)"],
    [identity.replace("s3:GetObject", "s3:Get→"), "POLICY_SOURCE_CHARACTER p.json:1:72"],
    ["", "IAM_JSON_SYNTAX p.json:1:1"],
    ["   \n", "IAM_JSON_SYNTAX p.json:2:1"],
    ["[".repeat(1000), "IAM_JSON_TOO_DEEP p.json:1:501"],
    [`{"Statement":${"[".repeat(100)}${"]".repeat(100)}}`, "IAM_JSON_TOO_DEEP p.json:1:73"],
  ])("%s is refused with its place: %s", async (text, expected) => {
    expect(await outcome(text)).toBe(expected);
  });

  it("may hold any character where AWS takes them", async () => {
    const text = JSON.stringify({ Statement: { ...allow, Principal: "*", Resource: "arn:aws:s3:::b/日本*" } });
    expect(await outcome(text)).toBe("policy resource");
    expect(await outcome(identity.replace("*", "arn:aws:s3:::b/é"))).toBe("policy identity");
  });

  it("of AWS's page of 2018-11-21, which lacks a comma, is refused at the string after the gap", async () => {
    const text =
      '{"Statement": [{"Effect": "Deny",\n "NotAction": [\n  "iam:GetUser",\n  "iam:ListMFADevices"\n  "iam:ListVirtualMFADevices"\n ], "Resource": "*"}]}';
    expect(await outcome(text)).toBe("IAM_JSON_SYNTAX p.json:5:3");
  });

  it("of an ECR repository has no Resource", async () => {
    const { as, policy } = await first(
      JSON.stringify({ Statement: { Effect: "Allow", Principal: "*", Action: ["ecr:BatchGetImage"] } }),
    );
    expect(as).toBe("resource");
    expect(policy.statements[0]?.resources).toEqual({ negated: false, patterns: ["*"] });
    expect(await outcome(JSON.stringify({ Statement: { Effect: "Allow", Principal: "*", Action: "s3:*" } }))).toMatch(
      /^IAM_POLICY_SHAPE/,
    );
  });
});

describe("the answer of an AWS call", () => {
  const document = { Version: "2012-10-17", Statement: [allow] };
  const inText = JSON.stringify(document);
  const url = encodeURIComponent(inText);

  it.each([
    ["get-policy-version", { PolicyVersion: { Document: document, VersionId: "v1" } }, "identity"],
    ["get-policy-version of the API", { PolicyVersion: { Document: url } }, "identity"],
    ["get-user-policy", { UserName: "a", PolicyName: "p", PolicyDocument: document }, "identity"],
    ["get-user-policy of the API", { UserName: "a", PolicyDocument: url }, "identity"],
    ["get-role", { Role: { RoleName: "r", AssumeRolePolicyDocument: { Statement: trust } } }, "trust"],
    ["get-bucket-policy", { Policy: JSON.stringify({ Statement: { ...allow, Principal: "*" } }) }, "resource"],
    ["describe-policy", { Policy: { PolicySummary: { Type: "SERVICE_CONTROL_POLICY" }, Content: inText } }, "scp"],
    ["describe-policy", { Policy: { PolicySummary: { Type: "RESOURCE_CONTROL_POLICY" }, Content: inText } }, "rcp"],
    ["get-inline-policy-for-permission-set", { InlinePolicy: inText }, "identity"],
    ["--query Policy", inText, "identity"],
  ])("%s is read for its document", async (_call, answer, as) => {
    expect(await outcome(JSON.stringify(answer, null, 2))).toBe(`policy ${as}`);
  });

  it("places a document that is URL-encoded on its letter in the file", async () => {
    const file = `{\n  "PolicyDocument": "${encodeURIComponent('{"Statement": [{"Sid": "é", "Efect": 1}]}')}"\n}`;
    const line = file.split("\n")[1] ?? "";
    expect(await outcome(file)).toBe(
      `IAM_POLICY_ELEMENT p.json:2:${line.indexOf("%22Efect") + 1} (at Statement[0].Efect)`,
    );
  });

  it("may be nothing but the URL-encoded text", async () => {
    expect(await outcome(url)).toBe("policy identity");
    expect(await outcome(`${url}%`)).toMatch(/^IAM_JSON_SYNTAX p\.json:1:1/);
  });

  it("of get-role says that the role's rights are not in it", async () => {
    const text = JSON.stringify({ Role: { AssumeRolePolicyDocument: { Statement: trust } } });
    expect((await readSource(text, "p.json", {})).notModelled).toEqual([
      "The file holds the trust policy alone: what the role may do is not in it.",
    ]);
  });

  it("is not judged for its characters: AWS holds it already", async () => {
    const text = JSON.stringify({ PolicyDocument: { Statement: { ...allow, Resource: "arn:aws:s3:::日" } } });
    expect(await outcome(text)).toBe("policy identity");
  });
});

describe("the place of a path", () => {
  it("is line and column in the file, of the value or its key", async () => {
    const file = `{"PolicyVersion": {\n "Document": {\n  "Statement": [\n   ${JSON.stringify(allow)}]}}}`;
    const { place } = await first(file);
    expect(place("Statement[0].Action")).toEqual({ file: "p.json", line: 4, column: 31, path: "Statement[0].Action" });
    expect(place("Statement[0].Action", "key").column).toBe(22);
    expect(place("Statement[0].Condition.Bool")).toMatchObject({ line: 4, column: 4 });
    expect(place("")).toEqual({ file: "p.json", line: 2, column: 14 });
  });
});

describe("a policy over a limit of AWS", () => {
  const long = (letters: number): string =>
    JSON.stringify({ Statement: [{ ...allow, Sid: "a".repeat(letters - 82) }] }, null, 8);

  it.each([
    ["identity", 6144, []],
    ["identity", 6145, [/^The policy has 6,145 characters without white space: a managed policy may have 6,144/]],
    ["boundary", 6145, [/6,145 .* permissions boundary/]],
    ["session", 2049, [/2,049 .* session policy may have 2,048/]],
    ["scp", 5100, [/^The policy has 5,2\d\d bytes: a service control policy may have 5,120, and white space counts/]],
  ] as const)("%s of %d characters is read and told", async (as, size, expected) => {
    const text = long(size);
    expect(JSON.stringify(JSON.parse(text))).toHaveLength(size);
    const { notModelled } = await readSource(text, "p.json", { as });
    expect(notModelled).toEqual(expected.map((each) => expect.stringMatching(each)));
  });
});
