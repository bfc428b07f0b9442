import { describe, expect, it } from "vitest";
import { parseDocument } from "yaml";
import { alertTemplate, alertTestCommand } from "./alert-template.ts";

interface Resource {
  readonly Type: string;
  readonly Properties: {
    readonly EventPattern?: {
      readonly source?: readonly string[];
      readonly detail?: { readonly eventName?: readonly string[] };
    };
    readonly Targets?: readonly { readonly Arn: unknown; readonly Id: string }[];
  };
}

/** CloudFormation's short form, as its own tools read it. */
const ref = { tag: "!Ref", resolve: (text: string) => ({ Ref: text }) };

describe("the alarm", () => {
  const document = parseDocument(alertTemplate, { customTags: [ref] });
  const template = document.toJS() as {
    readonly Parameters: Record<string, unknown>;
    readonly Resources: Record<string, Resource>;
  };
  const rules = Object.entries(template.Resources).filter(([, { Type }]) => Type === "AWS::Events::Rule");

  it("is YAML without errors, warnings or unknown tags", () => {
    expect(document.errors).toEqual([]);
    expect(document.warnings).toEqual([]);
  });

  it("sends every rule to the topic that mails", () => {
    expect(rules.length).toBeGreaterThanOrEqual(6);
    for (const [, { Properties }] of rules) {
      expect(Properties.Targets).toEqual([{ Arn: { Ref: "Topic" }, Id: "topic" }]);
      expect(Properties.EventPattern).toBeDefined();
    }
  });

  it("names nothing that is not in it", () => {
    const names = new Set([...Object.keys(template.Resources), ...Object.keys(template.Parameters), "AWS::AccountId"]);
    const refs = [...alertTemplate.matchAll(/!Ref "?([\w:]+)"?/g)].map(([, name]) => name);
    expect(refs.filter((name) => name === undefined || !names.has(name))).toEqual([]);
  });

  it("hears root, recovery, contacts, mails, central sessions, the wall, and its own test", () => {
    const events = rules.flatMap(([, { Properties }]) => Properties.EventPattern?.detail?.eventName ?? []);
    for (const name of [
      "PasswordRecoveryRequested",
      "PasswordRecoveryCompleted",
      "PutContactInformation",
      "StartPrimaryEmailUpdate",
      "AcceptPrimaryEmailUpdate",
      "AssumeRoot",
      "DeleteConsoleAuthorizationConfiguration",
    ]) {
      expect(events).toContain(name);
    }
    const sources = rules.flatMap(([, { Properties }]) => Properties.EventPattern?.source ?? []);
    const source = /"Source":"([^"]+)"/.exec(alertTestCommand)?.[1];
    expect(sources).toEqual([source]);
  });
});
