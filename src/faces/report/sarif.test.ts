import { Ajv } from "ajv";
import type { Log } from "sarif";
import { describe, expect, it } from "vitest";
import { bigOutcome, trickyOutcome } from "../../../test/tricky-outcome.ts";
import { sarifResults, writeSarif } from "./sarif.ts";

const outcome = trickyOutcome();

function log(from = outcome): Log {
  const chunks: string[] = [];
  writeSarif(from, (chunk) => chunks.push(chunk));
  return JSON.parse(chunks.join("")) as Log;
}

// What SARIF 2.1.0 requires of the objects we write, and no property besides (OASIS SARIF 2.1.0, section 3).
const text = {
  type: "object",
  required: ["text"],
  properties: { text: { type: "string", minLength: 1 } },
  additionalProperties: false,
};
const level = { enum: ["none", "note", "warning", "error"] };
const closed = (required: string[], properties: object) => ({
  type: "object",
  required,
  properties,
  additionalProperties: false,
});
const rule = closed(["id"], {
  id: { type: "string" },
  name: { type: "string" },
  shortDescription: text,
  fullDescription: text,
  help: text,
  helpUri: { type: "string", pattern: "^https?://" },
  defaultConfiguration: closed([], { level }),
  properties: {
    type: "object",
    properties: { tags: { type: "array", uniqueItems: true, maxItems: 20, items: { type: "string" } } },
  },
});
const location = closed([], {
  physicalLocation: closed(["artifactLocation"], {
    artifactLocation: closed([], { uri: { type: "string", pattern: "^aws/[0-9]{12}/root$" } }),
    region: closed([], { startLine: { type: "integer", minimum: 1 } }),
  }),
  logicalLocations: {
    type: "array",
    items: closed([], { fullyQualifiedName: { type: "string" }, kind: { type: "string" } }),
  },
});
const result = closed(["message", "ruleId"], {
  ruleId: { type: "string" },
  ruleIndex: { type: "integer", minimum: 0 },
  kind: { enum: ["notApplicable", "pass", "fail", "review", "open", "informational"] },
  level,
  message: text,
  locations: { type: "array", minItems: 1, maxItems: 1000, items: location },
  partialFingerprints: { type: "object", additionalProperties: { type: "string" } },
  baselineState: { enum: ["new", "unchanged", "updated", "absent"] },
  suppressions: {
    type: "array",
    items: closed(["kind"], {
      kind: { enum: ["inSource", "external"] },
      status: { enum: ["accepted", "underReview", "rejected"] },
      justification: { type: "string" },
    }),
  },
  properties: { type: "object" },
});
const notification = closed(["message"], { level, message: text });
const utc = { type: "string", pattern: "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d+)?Z$" };
const sarif = closed(["version", "runs"], {
  $schema: { type: "string" },
  version: { const: "2.1.0" },
  runs: {
    type: "array",
    maxItems: 20,
    items: closed(["tool"], {
      tool: closed(["driver"], {
        driver: closed(["name"], {
          name: { type: "string" },
          version: { type: "string" },
          semanticVersion: { type: "string" },
          rules: { type: "array", uniqueItems: true, maxItems: 25_000, items: rule },
        }),
      }),
      automationDetails: closed([], { id: { type: "string" } }),
      columnKind: { enum: ["utf16CodeUnits", "unicodeCodePoints"] },
      invocations: {
        type: "array",
        items: closed(["executionSuccessful"], {
          executionSuccessful: { type: "boolean" },
          exitCode: { type: "integer" },
          startTimeUtc: utc,
          endTimeUtc: utc,
          toolExecutionNotifications: { type: "array", items: notification },
        }),
      },
      properties: { type: "object" },
      results: { type: "array", maxItems: 25_000, items: result },
    }),
  },
});

const validate = new Ajv({ allErrors: true, strict: false }).compile(sarif);

describe("sarif", () => {
  it("has the structure of SARIF 2.1.0", () => {
    validate(log());
    expect(validate.errors).toBeNull();
  });

  it("gives every rule its security severity and every result its rule and fingerprints", () => {
    const [run] = log().runs;
    const rules = run?.tool.driver.rules ?? [];
    const scores = new Map(rules.map((each) => [each.id, each.properties?.["security-severity"]]));
    expect([
      scores.get("root-mfa"),
      scores.get("root-x509"),
      scores.get("waiver-expired"),
      scores.get("mail-plus-alias"),
      scores.get("path-cut"),
    ]).toEqual(["9.5", "8.0", "5.5", "2.0", undefined]);
    for (const each of run?.results ?? []) {
      expect(rules[each.ruleIndex ?? -1]?.id).toBe(each.ruleId);
      const known = outcome.findings.find(
        (finding) => finding.fingerprint === each.partialFingerprints?.["rootward/v1"],
      );
      expect(each.partialFingerprints?.["primaryLocationLineHash"]).toBe(`${known?.fingerprint}:1`);
    }
  });

  it("tells failed and unknown findings and leaves passed ones out", () => {
    const results = log().runs[0]?.results ?? [];
    const kinds = results.map((each) => `${each.kind} ${each.level}`);
    expect(kinds.filter((kind) => kind === "open none")).toHaveLength(3);
    expect(results).toHaveLength(
      outcome.findings.filter((each) => each.verdict === "fail" || each.verdict === "unknown").length,
    );
    expect(kinds.filter((kind) => kind.startsWith("pass"))).toEqual([]);
  });

  it("suppresses what is waived, with who and until when", () => {
    const suppressed = (log().runs[0]?.results ?? []).filter((each) => (each.suppressions ?? []).length > 0);
    expect(suppressed.map((each) => each.ruleId)).toEqual(["mail-shared-mailbox"]);
    expect(suppressed[0]?.suppressions?.[0]).toMatchObject({ kind: "external", status: "accepted" });
    expect(suppressed[0]?.suppressions?.[0]?.justification).toContain("jane@corp.example, until 2027-02-28, CHG-4411");
  });

  it("makes no link of a name from elsewhere", () => {
    const [first] = outcome.findings;
    if (first === undefined) throw new Error("the fixture is empty");
    const trap = {
      ...outcome,
      findings: [{ ...first, account: { ...first.account, name: "[fix](http://evil.example)" } }],
    };
    expect(log(trap).runs[0]?.results?.[0]?.message.text).not.toContain("](");
  });

  it("keeps to 25,000 results, the worst first, and says how many are missing", () => {
    const big = bigOutcome(sarifResults + 6_000, 500);
    const [run] = log(big).runs;
    expect(run?.results).toHaveLength(sarifResults);
    expect(run?.results?.[0]?.level).toBe("error");
    const told = big.findings.filter((each) => each.verdict === "fail" || each.verdict === "unknown").length;
    const left = told - sarifResults;
    const notes = (run?.invocations?.[0]?.toolExecutionNotifications ?? []).map((each) => each.message.text ?? "");
    expect(left).toBeGreaterThan(0);
    expect(notes.at(-1)).toContain(`… and ${left} more findings`);
  });
});
