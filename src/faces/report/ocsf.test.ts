import { describe, expect, it } from "vitest";
import { trickyOutcome } from "../../../test/tricky-outcome.ts";
import { writeOcsf } from "./ocsf.ts";

const outcome = trickyOutcome();
type Json = Readonly<Record<string, unknown>>;

function events(): Json[] {
  const chunks: string[] = [];
  writeOcsf(outcome, (chunk) => chunks.push(chunk));
  return JSON.parse(chunks.join("")) as Json[];
}

function at(event: Json, path: string): unknown {
  return path.split(".").reduce<unknown>((value, key) => (value as Json)[key], event);
}

// OCSF 1.6.0, class Compliance Finding with the profile cloud: required attributes and their types.
const required: readonly [string, "integer" | "string" | "array"][] = [
  ["activity_id", "integer"],
  ["category_uid", "integer"],
  ["class_uid", "integer"],
  ["type_uid", "integer"],
  ["severity_id", "integer"],
  ["time", "integer"],
  ["metadata.version", "string"],
  ["metadata.product.name", "string"],
  ["finding_info.uid", "string"],
  ["compliance.status_id", "integer"],
  ["compliance.checks", "array"],
  ["compliance.control", "string"],
  ["cloud.provider", "string"],
];

function isOf(value: unknown, type: "integer" | "string" | "array"): boolean {
  if (type === "array") return Array.isArray(value);
  return type === "integer" ? Number.isInteger(value) : typeof value === "string" && value !== "";
}

describe("ocsf", () => {
  it.each(required)("has %s in every event", (path, type) => {
    expect(events().filter((event) => !isOf(at(event, path), type))).toEqual([]);
  });

  it("computes type_uid from class and activity, and times in milliseconds", () => {
    for (const event of events()) {
      expect(event["class_uid"]).toBe(2003);
      expect(event["type_uid"]).toBe(200300 + Number(event["activity_id"]));
      expect(new Date(Number(event["time"])).getUTCFullYear()).toBe(2026);
    }
  });

  it("gives each evidence one of the objects it must have, and remediation its text", () => {
    for (const event of events()) {
      for (const evidence of (event["evidences"] as Json[] | undefined) ?? [])
        expect(evidence["data"]).toBeTypeOf("object");
      if (event["remediation"] !== undefined) expect(at(event, "remediation.desc")).toBeTypeOf("string");
    }
  });

  it("uses none of the deprecated attributes", () => {
    const text = JSON.stringify(events());
    for (const old of ["compliance_standards", "compliance_references", '"status_detail"', '"resource":'])
      expect(text).not.toContain(old);
  });

  const byUid = () => new Map(events().map((event) => [at(event, "finding_info.uid"), event]));
  const statuses: readonly [string, string, number, number, number][] = [
    ["a failed finding", "root-mfa 222222222222", 1, 3, 5],
    ["a waived one", "mail-shared-mailbox 011122223333", 3, 3, 4],
    ["an unknown one", "root-recent-use 011122223333", 1, 0, 4],
    ["a passed one", "root-mfa 666666666666", 4, 1, 5],
    ["one that does not apply", "root-mfa-kind 666666666666", 99, 99, 3],
    ["a low one", "mail-plus-alias 011122223333", 1, 3, 2],
    ["an informational one", "path-cut 222222222222", 1, 3, 1],
  ];
  it.each(statuses)("maps the status and severity of %s", (_, key, status, compliance, severity) => {
    const finding = outcome.findings.find((each) => `${each.id} ${each.account.id}` === key);
    const event = byUid().get(finding?.fingerprint);
    if (event === undefined) throw new Error(key);
    expect([event["status_id"], at(event, "compliance.status_id"), event["severity_id"]]).toEqual([
      status,
      compliance,
      severity,
    ]);
  });

  it("creates what is new, updates what was known, and closes what was fixed", () => {
    const all = byUid();
    const of = (key: string) => outcome.findings.find((each) => `${each.id} ${each.account.id}` === key)?.fingerprint;
    expect(all.get(of("root-x509 333333333333"))?.["activity_id"]).toBe(1);
    expect(all.get(of("root-mfa 222222222222"))?.["activity_id"]).toBe(2);
    const fixed = all.get(outcome.baseline?.fixed[0]?.fingerprint);
    expect([fixed?.["activity_id"], fixed?.["status_id"]]).toEqual([3, 4]);
    expect(events()).toHaveLength(outcome.findings.length + 1);
  });
});
