import { describe, expect, it } from "vitest";
import { CodedError } from "../../../domain/core/coded-error.ts";
import { readSource } from "./read-source.ts";

async function refusal(text: string): Promise<CodedError | null> {
  try {
    await readSource(text, "f", {});
    return null;
  } catch (error) {
    if (error instanceof CodedError) return error;
    throw error;
  }
}

const statement = { Effect: "Allow", Action: "*", Resource: "*" };

describe("a file that holds something else", () => {
  it.each([
    [
      "a Terraform state",
      { version: 4, terraform_version: "1.9.0", serial: 3, lineage: "x", resources: [] },
      /state/,
      /show -json/,
    ],
    [
      "a shown state",
      { format_version: "1.0", values: { root_module: {} } },
      /state/,
      /terraform show -json plan\.out > plan\.json/,
    ],
    ["an empty state", { format_version: "1.0" }, /state/, /plan/],
    ["a template", { AWSTemplateFormatVersion: "2010-09-09", Resources: {} }, /CloudFormation/, /Fn::Sub/],
    [
      "a bare template",
      { Resources: { P: { Type: "AWS::IAM::Policy" } } },
      /CloudFormation/,
      /PolicyDocument|policy document/,
    ],
    [
      "get-policy",
      { Policy: { PolicyName: "p", Arn: "a", DefaultVersionId: "v2" } },
      /get-policy`/,
      /get-policy-version/,
    ],
    [
      "list-policies",
      { Policies: [{ PolicyName: "p", Arn: "a" }] },
      /list of Policies/,
      /get-account-authorization-details/,
    ],
    ["list-roles", { Roles: [] }, /list of Roles/, /get-account-authorization-details/],
    [
      "a tag policy",
      { Policy: { PolicySummary: { Type: "TAG_POLICY" }, Content: '{"tags":{}}' } },
      /TAG_POLICY/,
      /service control/,
    ],
    ["a statement", statement, /one statement/, /"Statement"/],
    ["statements", [statement], /one statement/, /"Statement"/],
    ["policies", [{ Statement: [] }], /list of policies/, /own file/],
    ["an event line", { "@level": "info", "@message": "x" }, /terraform plan -json/, /show -json/],
    ["a number", 3, /something else/, /get-account-authorization-details/],
    ["null", null, /something else/, /terraform show/],
    ["an empty list", [], /something else/, /terraform show/],
    ["an empty object", {}, /something else/, /terraform show/],
    ["an empty inline policy", { InlinePolicy: "" }, /something else/, /terraform show/],
  ])("%s is told with the next step", async (_name, value, message, hint) => {
    const error = await refusal(JSON.stringify(value));
    expect(error?.row.code).toBe("POLICY_SOURCE_FOREIGN");
    expect(error?.message).toMatch(message);
    expect(error?.hint).toMatch(hint);
    expect(error?.position).toMatchObject({ file: "f", line: 1, column: 1 });
  });

  it.each([
    ["a binary plan", "PK\u0003\u0004\u0014\u0000\b", /binary/],
    ["events", '{"@level":"info"}\n{"@level":"info"}\n', /terraform plan -json/],
    ["a shown plan", "Terraform used the selected providers to generate", /as people read it/],
    ["source", '# mine\nresource "aws_iam_policy" "a" {\n}', /Terraform source/],
    ["a YAML template", "# x\nAWSTemplateFormatVersion: '2010-09-09'\n", /CloudFormation/],
    ["a described template", "Description: x\nResources:\n  A: b\n", /CloudFormation/],
    [
      "the wrapper's first line",
      '[command]/usr/bin/terraform show -json p\n{"format_version":"1.2"}',
      /setup-terraform/,
    ],
    ["a YAML policy", "Version: '2012-10-17'\nStatement: []\n", /YAML/],
    ["a text answer", "USERDETAILLIST\tarn:aws\n", /tab-separated/],
    ["an XML answer", "<GetUserPolicyResponse/>", /XML/],
  ])("%s that is no JSON is told too", async (_name, text, message) => {
    const error = await refusal(text);
    expect(error?.row.code).toBe("POLICY_SOURCE_FOREIGN");
    expect(error?.message).toMatch(message);
    expect(error?.position?.line).toBeGreaterThan(0);
  });

  it("UTF-16 as Windows PowerShell writes it is told", async () => {
    const bytes = Buffer.from('\uFEFF{"Statement": []}', "utf16le");
    expect((await refusal(bytes.toString("utf8")))?.row.code).toBe("POLICY_SOURCE_ENCODING");
    expect((await refusal(bytes.subarray(2).toString("utf8")))?.row.code).toBe("POLICY_SOURCE_ENCODING");
  });
});

describe("a key that stands twice", () => {
  it.each([
    ['{"UserDetailList": [],\n "UserDetailList": []}', { line: 2, column: 2, path: "UserDetailList" }],
    [
      '{"RoleDetailList": [], "Policies": [{"PolicyVersionList": [{"Document": {\n"Statement": [],\n"Statement": []}}]}]}',
      { line: 3, column: 1, path: "Policies[0].PolicyVersionList[0].Document.Statement" },
    ],
    [
      '{"format_version": "1.0", "planned_values": {},\n "resource_changes": [], "resource_changes": []}',
      { line: 2, column: 26, path: "resource_changes" },
    ],
  ])("%s is refused anywhere in a file: JSON.parse would hide one of the two", async (text, place) => {
    const error = await refusal(text);
    expect(error?.row.code).toBe("IAM_JSON_DUPLICATE_KEY");
    expect(error?.position).toEqual({ file: "f", ...place });
  });
});
