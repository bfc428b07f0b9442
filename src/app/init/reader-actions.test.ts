import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { checks } from "../../domain/posture/registry.ts";
import { calls } from "../../domain/snapshot/calls/call-table.ts";
import { readerActionList, readerActions } from "./reader-actions.ts";
import { rollOut } from "./roll-out.ts";

const byAction = new Map<string, string[]>();
for (const check of checks) {
  for (const action of check.needs) byAction.set(action, [...(byAction.get(action) ?? []), check.id]);
}
const apart = ["sts:GetCallerIdentity", "sts:AssumeRole", "sts:AssumeRoot"];
const auditOnly = Object.entries(calls)
  .filter(([, { by }]) => by.every((caller) => caller === "audit"))
  .map(([name]) => name);

describe("the reader policy", () => {
  it("has no action that nothing needs", () => {
    const unused = readerActionList(byAction).filter(
      ({ checks: needed, alsoFor }) => needed.length === 0 && alsoFor === null,
    );
    expect(unused).toEqual([]);
  });

  it("has every action that a check rests on", () => {
    const listed = new Set<string>(readerActionList(byAction).map(({ action }) => action));
    const missing = [...byAction.keys()].filter(
      (action) => !listed.has(action) && !apart.includes(action) && !auditOnly.includes(action),
    );
    expect(missing).toEqual([]);
  });

  it("only reads", () => {
    const names = readerActionList(byAction).map(({ action }) => action.split(":")[1] ?? "");
    // GenerateCredentialReport makes the report that is read; it changes nothing else.
    const writing = names.filter((name) => !/^(Get|List|Describe)/.test(name) && name !== "GenerateCredentialReport");
    expect(writing).toEqual([]);
  });

  // Typed from AWS's service authorization reference for what each fact needs.
  it("is, in a member, exactly these", () => {
    expect(readerActions("RootwardReader").member).toEqual([
      "account:GetAccountInformation",
      "account:GetAlternateContact",
      "account:GetContactInformation",
      "iam:GenerateCredentialReport",
      "iam:GetAccountAuthorizationDetails",
      "iam:GetAccountSummary",
      "iam:GetCredentialReport",
      "iam:ListVirtualMFADevices",
      "signin:GetConsoleAuthorizationConfiguration",
      "signin:GetResourcePolicy",
      "signin:ListResourcePermissionStatements",
    ]);
  });

  it("never holds sts:AssumeRoot outside the statement that limits it to the audit task", () => {
    for (const [name, text] of rollOut("RootwardReader", "aws")) {
      for (const at of text.matchAll(/sts:AssumeRoot\b/g)) {
        const around = text.slice(at.index, at.index + 600);
        if (text.slice(Math.max(0, at.index - 60), at.index).includes("Description")) continue;
        if (/also allow/i.test(text.slice(Math.max(0, at.index - 80), at.index))) continue;
        expect(`${name}: ${around}`).toContain("IAMAuditRootUserCredentials");
      }
    }
  });

  it("is rolled out by templates that are YAML, with the same actions in CloudFormation and Terraform", () => {
    const files = rollOut("RootwardReader", "aws");
    const stack = files.get("rootward-reader.cfn.yaml") ?? "";
    const template: unknown = parse(stack, { logLevel: "silent" });
    expect(template).toMatchObject({
      Resources: { Central: {}, Members: { Properties: { PermissionModel: "SERVICE_MANAGED" } } },
    });
    const terraform = files.get("rootward-reader.tf") ?? "";
    for (const { action } of readerActionList(byAction)) {
      expect(stack).toContain(`- ${action}\n`);
      expect(terraform).toContain(`"${action}",`);
    }
  });

  it("is what README.md prints", () => {
    const readme = readFileSync(new URL("../../../README.md", import.meta.url), "utf8");
    for (const { action } of readerActionList(byAction)) expect(readme).toContain(`\`${action}\``);
  });
});
