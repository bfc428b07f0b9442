import { describe, expect, it } from "vitest";
import { historicPolicies } from "../prove/historic-policies-for-test.ts";
import { prover } from "../prove/prover.ts";
import type { CredentialKind } from "../prove/credential-kind.ts";
import { certified } from "./refusals-for-test.ts";
import { document, subjectForTest } from "./subject-for-test.ts";

const engine = prover();
const [P, Age] = ["aws:MultiFactorAuthPresent", "aws:MultiFactorAuthAge"];
const admin = { Effect: "Allow", Action: "*", Resource: "*" };

/** The nineteen forms of asking for MFA; a Deny stands beside Allow * on *. */
const forms: readonly (readonly ["Allow" | "Deny", object])[] = [
  ["Deny", { Bool: { [P]: "false" } }],
  ["Deny", { BoolIfExists: { [P]: "false" } }],
  ["Deny", { Null: { [P]: "true" } }],
  ["Deny", { Null: { [P]: "false" } }],
  ["Deny", { Null: { [Age]: "true" } }],
  ["Deny", { NumericGreaterThan: { [Age]: "1800" } }],
  ["Deny", { NumericGreaterThanIfExists: { [Age]: "1800" } }],
  ["Allow", { Bool: { [P]: "true" } }],
  ["Allow", { BoolIfExists: { [P]: "true" } }],
  ["Allow", { Null: { [P]: "false" } }],
  ["Allow", { "ForAllValues:Bool": { [P]: "true" } }],
  ["Allow", { "ForAnyValue:Bool": { [P]: "true" } }],
  ["Deny", { "ForAnyValue:Bool": { [P]: "false" } }],
  ["Deny", { "ForAllValues:Bool": { [P]: "false" } }],
  ["Allow", { NumericLessThan: { [Age]: "1800" } }],
  ["Allow", { NumericLessThanIfExists: { [Age]: "1800" } }],
  ["Deny", { StringNotEquals: { [P]: "true" } }],
  ["Deny", { StringEquals: { [P]: "false" } }],
  ["Deny", { Bool: { [P]: ["true", "false"] } }],
];

const kinds: readonly CredentialKind[] = ["policy-text", "user-key", "session-token", "federation-console"];

describe("every certificate of the prover is accepted", () => {
  it.each(forms)("%s %j", (Effect, Condition) => {
    const asking = { Effect, Action: "*", Resource: "*", Condition };
    const subject = subjectForTest({
      credential: "policy-text",
      identity: [Effect === "Allow" ? document(asking) : document(admin, asking)],
    });
    const { accepted, refusals } = certified(subject, engine.prove(subject));
    expect(refusals).toEqual([]);
    expect(accepted).toBeGreaterThan(0);
  });

  it.each(Object.keys(historicPolicies))("on AWS's policy %s", (id) => {
    const statements = historicPolicies[id] ?? [];
    for (const credential of kinds) {
      const subject = subjectForTest({ credential, devices: 1, identity: [document(...statements)] });
      const { accepted, refusals } = certified(subject, engine.prove(subject));
      expect([credential, refusals]).toEqual([credential, []]);
      expect(accepted).toBeGreaterThan(0);
    }
    const beside = subjectForTest({ credential: "user-key", devices: 1, identity: [document(...statements, admin)] });
    expect(certified(beside, engine.prove(beside)).refusals).toEqual([]);
  });
});
