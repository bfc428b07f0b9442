import { describe, expect, it } from "vitest";
import { CodedError, positionText } from "../../../../domain/core/coded-error.ts";
import type { PolicySource } from "../policy-source.ts";
import { readSource } from "../read-source.ts";

const allow = { Effect: "Allow", Action: "s3:GetObject", Resource: "*" };
const identity = JSON.stringify({ Version: "2012-10-17", Statement: [allow] });
const trust = JSON.stringify({
  Statement: [{ Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" }],
});
const onResource = JSON.stringify({ Statement: [{ ...allow, Principal: "*" }] });

/** An entry of `resource_changes` as `terraform show -json` writes it. */
function change(address: string, after: object | null, more: object = {}): object {
  const [type, name] = address.split(".").slice(-2);
  return {
    address,
    mode: "managed",
    type,
    name,
    provider_name: "registry.terraform.io/hashicorp/aws",
    change: {
      actions: ["create"],
      before: null,
      after,
      after_unknown: {},
      before_sensitive: false,
      after_sensitive: {},
      ...more,
    },
  };
}

function planOf(changes: readonly object[], more: object = {}): string {
  const plan = {
    format_version: "1.2",
    terraform_version: "1.9.8",
    planned_values: { root_module: {} },
    resource_changes: changes,
    ...more,
  };
  return JSON.stringify(plan, null, 2);
}

async function read(changes: readonly object[], more: object = {}): Promise<PolicySource> {
  return await readSource(planOf(changes, more), "plan.json", {});
}

function told({ errors }: PolicySource): readonly string[] {
  return errors.map((error) => `${error.message} ${positionText(error.position)}`);
}

function listed({ documents }: PolicySource): Readonly<Record<string, string>> {
  return Object.fromEntries(documents.map(({ name, as }) => [name, as]));
}

describe("a Terraform plan", () => {
  it("gives the document of each type as what it is", async () => {
    const source = await read([
      change("aws_iam_policy.a", { name: "a", policy: identity }),
      change("aws_iam_user_policy.a", { policy: identity }),
      change("aws_iam_group_policy.a", { policy: identity }),
      change("aws_iam_role_policy.a", { policy: identity }),
      change("aws_iam_role.a", { assume_role_policy: trust, inline_policy: [{ name: "x", policy: identity }] }),
      change("aws_ssoadmin_permission_set_inline_policy.a", { inline_policy: identity }),
      change("aws_organizations_policy.scp", { type: "SERVICE_CONTROL_POLICY", content: identity }),
      change("aws_organizations_policy.rcp", { type: "RESOURCE_CONTROL_POLICY", content: onResource }),
      change("aws_organizations_policy.tags", { type: "TAG_POLICY", content: '{"tags":{}}' }),
      change('module.m["x"].aws_s3_bucket_policy.a', { bucket: "b", policy: onResource }),
      change("aws_kms_key.a", { policy: onResource }),
      change("aws_sqs_queue.none", { policy: null }),
      change("aws_vpc_endpoint_policy.a", { policy: onResource }),
      change("aws_instance.a", { ami: "x" }),
    ]);
    expect(listed(source)).toEqual({
      "aws_iam_policy.a.policy": "identity",
      "aws_iam_user_policy.a.policy": "identity",
      "aws_iam_group_policy.a.policy": "identity",
      "aws_iam_role_policy.a.policy": "identity",
      "aws_iam_role.a.assume_role_policy": "trust",
      "aws_iam_role.a.inline_policy[0].policy": "identity",
      "aws_ssoadmin_permission_set_inline_policy.a.inline_policy": "identity",
      "aws_organizations_policy.scp.content": "scp",
      "aws_organizations_policy.rcp.content": "rcp",
      'module.m["x"].aws_s3_bucket_policy.a.policy': "resource",
      "aws_kms_key.a.policy": "resource",
      "aws_vpc_endpoint_policy.a.policy": "endpoint",
    });
    expect(source.kind).toBe("terraform-plan");
    expect(source.errors).toEqual([]);
    expect(source.notModelled).toEqual([
      "These organization policies are neither service nor resource control policies and are not judged: aws_organizations_policy.tags.",
    ]);
  });

  it("leaves out what is deleted or only read, and keeps what stays or is replaced", async () => {
    const source = await read([
      change("aws_iam_policy.gone", null, { actions: ["delete"], before: { policy: identity } }),
      change("aws_iam_policy.stays", { policy: identity }, { actions: ["no-op"] }),
      change("aws_iam_policy.new", { policy: identity }, { actions: ["delete", "create"] }),
      change("aws_iam_policy.let_go", null, { actions: ["forget"] }),
      { ...change("data.aws_iam_policy.read", { policy: identity }, { actions: ["read"] }), mode: "data" },
    ]);
    expect(Object.keys(listed(source))).toEqual(["aws_iam_policy.stays.policy", "aws_iam_policy.new.policy"]);
    expect(source.notModelled).toEqual([
      "Terraform will let go of these without deleting them; what they hold in AWS is not judged: aws_iam_policy.let_go.",
    ]);
  });

  it("names what is known only after apply", async () => {
    const source = await read([
      change("aws_iam_policy.a", { name: "a" }, { after_unknown: { policy: true, arn: true } }),
      change("aws_iam_role.b", { assume_role_policy: trust }, { after_unknown: { inline_policy: true } }),
      change(
        "aws_iam_role.c",
        { assume_role_policy: trust, inline_policy: [{ name: "x" }, { name: "y", policy: identity }] },
        { after_unknown: { inline_policy: [{ policy: true }, {}] } },
      ),
      change("aws_iam_user_policy.d", {}),
    ]);
    expect(source.notModelled).toEqual([
      "Known only after apply and not judged: aws_iam_policy.a.policy, aws_iam_role.b.inline_policy, aws_iam_role.c.inline_policy[0].policy.",
      "Not in the plan, and so not judged: aws_iam_user_policy.d.policy.",
    ]);
    expect(Object.keys(listed(source))).toContain("aws_iam_role.c.inline_policy[1].policy");
  });

  it("says what is not followed", async () => {
    const source = await read(
      [
        change("aws_iam_user_policy_attachment.a", { user: "alice", policy_arn: "arn:aws:iam::aws:policy/X" }),
        change("aws_iam_role.r", {
          assume_role_policy: trust,
          permissions_boundary: "arn:b",
          managed_policy_arns: ["arn:m"],
        }),
        change("aws_lambda_permission.p", { action: "lambda:InvokeFunction" }),
        change("awscc_iam_managed_policy.p", { policy_document: identity }),
        change("aws_autoscaling_policy.p", { name: "x" }),
      ],
      {
        errored: true,
        deferred_changes: [{ reason: "unknown", resource_change: { address: "aws_iam_policy.later" } }],
      },
    );
    expect(source.notModelled).toEqual([
      "Terraform ended with errors while planning: the plan does not hold everything.",
      "Terraform put these off to a later plan: aws_iam_policy.later.",
      "Attachments and memberships are not followed, each document is judged alone: aws_iam_user_policy_attachment.a, aws_iam_role.r.",
      "Permissions boundaries are references and are not followed: aws_iam_role.r.",
      "Permissions of Lambda functions are written without a document and are not judged: aws_lambda_permission.p.",
      "These hold a policy document in a resource type that is not known here, and are not judged: awscc_iam_managed_policy.p.",
    ]);
  });

  it("without resource_changes is read from planned_values with all modules", async () => {
    const resource = (address: string): object => ({
      address,
      mode: "managed",
      type: "aws_iam_policy",
      values: { policy: identity },
    });
    const planned_values = {
      root_module: {
        resources: [resource("aws_iam_policy.a"), { ...resource("data.aws_iam_policy.d"), mode: "data" }],
        child_modules: [
          { address: "module.m", child_modules: [{ resources: [resource("module.m.module.n.aws_iam_policy.b")] }] },
        ],
      },
    };
    const text = JSON.stringify({ format_version: "0.1", planned_values });
    const names = ["aws_iam_policy.a.policy", "module.m.module.n.aws_iam_policy.b.policy"];
    expect(Object.keys(listed(await readSource(text, "p", {})))).toEqual(names);
    const both = await read([change("aws_iam_policy.a", { policy: identity })], { planned_values });
    expect(Object.keys(listed(both))).toEqual(names);
    const deleted = await read([change("aws_iam_policy.a", null)], { planned_values });
    expect(Object.keys(listed(deleted))).toEqual(names.slice(1));
  });

  it("gives every document its own name", async () => {
    const twice = change("aws_iam_policy.a", { policy: identity });
    const source = await read([twice, { ...twice, deposed: "deadbeef" }, { ...twice, deposed: "deadbeef" }]);
    expect(source.documents.map(({ name }) => name)).toEqual([
      "aws_iam_policy.a.policy",
      "aws_iam_policy.a (deposed deadbeef).policy",
      "aws_iam_policy.a (deposed deadbeef).policy #2",
    ]);
  });
});

describe("a place in a plan", () => {
  it("is the letter in the plan file, through every escape", async () => {
    const inner =
      '{\n\t"Statement": [{"Sid": "é\\u0041\\"x", "Effect": "Allow",\r\n "Action": "s3:*", "Resource": "*"}]}';
    const text = planOf([change("aws_iam_policy.a", { name: "a", policy: inner })]).replaceAll("é", "\\u00e9");
    const { documents } = await readSource(text, "plan.json", {});
    const place = documents[0]?.place;
    const lines = text.split("\n");
    const line = lines.findIndex((each) => each.includes('"policy"')) + 1;
    const column = (part: string): number => (lines[line - 1] ?? "").indexOf(part) + 1;
    expect(place?.("Statement[0].Action")).toEqual({
      file: "plan.json",
      line,
      column: column('\\"s3:*'),
      path: "Statement[0].Action",
    });
    expect(place?.("Statement[0].Effect", "key")).toMatchObject({ line, column: column('\\"Effect') });
    expect(place?.("Statement", "key")).toMatchObject({ line, column: column('\\"Statement') });
    expect(place?.("Statement[0].Sid")).toMatchObject({ line, column: column('\\"\\u00e9') });
    expect(documents[0]?.policy.statements[0]?.sid).toBe('éA"x');
  });

  it("stands in every error", async () => {
    const broken = {
      syntax: '{"Statement": [{"Effect": "Allow" "Action": "*"}]}',
      twice: '{"Statement": [], "Statement": []}',
      element: '{"Statement": [{"Efect": "Allow"}]}',
      characters: identity.replace("GetObject", "→"),
    };
    const changes = Object.entries(broken).map(([name, policy]) => change(`aws_iam_policy.${name}`, { policy }));
    const text = planOf([...changes, change("aws_iam_policy.ok", { policy: identity }), { address: 3 }]);
    const lines = text.split("\n");
    const at = (part: string, whole = part): string => {
      const line = lines.findIndex((each) => each.includes(whole));
      return `plan.json:${line + 1}:${(lines[line] ?? "").lastIndexOf(part) + 1}`;
    };
    const source = await readSource(text, "plan.json", {});
    expect(listed(source)).toEqual({ "aws_iam_policy.ok.policy": "identity" });
    expect(told(source)).toEqual([
      `The text is not JSON: aws_iam_policy.syntax.policy: comma expected ${at('\\"Action\\": \\"*')}`,
      `A key stands twice in one JSON object: aws_iam_policy.twice.policy: Statement ${at('\\"Statement', '[], \\"Statement')} (at Statement)`,
      `The policy has an element that is not known or not allowed here: aws_iam_policy.element.policy: there is no element "Efect" in a statement ${at('\\"Efect')} (at Statement[0].Efect)`,
      `The policy has a character that IAM does not accept: aws_iam_policy.characters.policy: U+2192 ${at("→")}`,
      `The file has not the form that its kind has: no resource as Terraform writes it plan.json:${lines.findIndex((each) => each.includes('"address": 3'))}:5`,
    ]);
  });
});

describe("a sensitive policy", () => {
  const policy = '{"Statement": [{"hush": 1}]}';

  it.each([[{ policy: true }], [true]])("marked by %j is read and not quoted in its error", async (after_sensitive) => {
    const source = await read([
      change("aws_iam_policy.bad", { policy }, { after_sensitive }),
      change("aws_iam_policy.good", { policy: identity }, { after_sensitive }),
    ]);
    expect(Object.keys(listed(source))).toEqual(["aws_iam_policy.good.policy"]);
    const [error] = source.errors;
    expect(error?.row.code).toBe("IAM_POLICY_ELEMENT");
    expect(error?.position?.line).toBeGreaterThan(1);
    expect(`${error?.message} ${error?.hint} ${JSON.stringify(error?.position)} ${String(error?.cause)}`).not.toContain(
      "hush",
    );
  });
});

describe("a plan of another form", () => {
  it.each([
    [{ format_version: "2.0" }, "POLICY_SOURCE_NEWER plan.json:2:21 (at format_version)"],
    [{ format_version: 1 }, "POLICY_SOURCE_SHAPE plan.json:2:21 (at format_version)"],
    [{ resource_changes: {} }, "POLICY_SOURCE_SHAPE plan.json:7:23 (at resource_changes)"],
    [{ planned_values: [] }, "POLICY_SOURCE_SHAPE plan.json:4:21 (at planned_values)"],
  ])("%j is refused with its place", async (more, expected) => {
    const error: unknown = await read([], more).catch((thrown: unknown) => thrown);
    if (!(error instanceof CodedError)) throw new Error("read");
    expect(`${error.row.code} ${positionText(error.position)}`).toBe(expected);
  });

  it("may have nothing at all to change", async () => {
    const source = await readSource('{"format_version": "1.2", "planned_values": {}}', "p", {});
    expect(source).toMatchObject({ documents: [], errors: [], notModelled: [] });
  });
});
