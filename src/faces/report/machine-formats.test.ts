import { parse } from "csv-parse/sync";
import { describe, expect, it } from "vitest";
import { bigOutcome, trickyOutcome } from "../../../test/tricky-outcome.ts";
import { findingSchema, findingsSchema, pathsSchema } from "../../app/scan/outcome-schema.ts";
import { readStoredRun } from "../../app/scan/stored-run.ts";
import type { PathsAnswer } from "../../domain/takeover/answer.ts";
import { csvColumns } from "./csv.ts";
import { inStableOrder } from "./finding-order.ts";
import { maskOutcome, maskPaths } from "./mask.ts";
import { writePathsJson } from "./paths-json.ts";
import { plainStyle } from "./text/text-style.ts";
import { type ReportFormat } from "./report-formats.ts";
import { writeReport } from "./write-report.ts";

const outcome = trickyOutcome();

function rendered(format: ReportFormat, from = outcome, csvBom = false): string {
  const chunks: string[] = [];
  const options = { style: plainStyle(80), showContacts: true, csvBom };
  writeReport(format, from, (chunk) => chunks.push(chunk), options);
  return chunks.join("");
}

describe("json", () => {
  it("is the envelope of its schema, with ids as text and every finding", () => {
    const read = findingsSchema.parse(JSON.parse(rendered("json")));
    expect(Object.keys(JSON.parse(rendered("json")))).toEqual(["schema", "run", "summary", "findings", "baseline"]);
    expect(read.findings).toHaveLength(outcome.findings.length);
    expect(read.findings[0]?.account.id).toBe("011122223333");
  });

  it("has no baseline key without a baseline", () => {
    expect(Object.keys(JSON.parse(rendered("json", { ...outcome, baseline: null })))).not.toContain("baseline");
  });

  it("gives the same bytes for the same findings in any order", () => {
    const shuffled = { ...outcome, findings: [...outcome.findings].reverse() };
    expect(rendered("json", shuffled)).toBe(rendered("json"));
    expect(rendered("csv", shuffled)).toBe(rendered("csv"));
    expect(rendered("ocsf", shuffled)).toBe(rendered("ocsf"));
  });

  it("can be rendered again, without the paths it does not hold", () => {
    const again = readStoredRun(rendered("json"), "x");
    expect(rendered("json", again)).toBe(rendered("json"));
    expect(again.paths).toBeNull();
  });

  it("as a stored run gives every report again", () => {
    const again = readStoredRun(rendered("run"), "x");
    for (const format of ["html", "table", "sarif", "mermaid"] as const) {
      expect(rendered(format, again)).toBe(rendered(format));
    }
  });
});

describe("jsonl", () => {
  it("is the envelope's findings, one per line", () => {
    const rows = rendered("jsonl").trimEnd().split("\n");
    const envelope = findingsSchema.parse(JSON.parse(rendered("json")));
    expect(rows.map((row) => findingSchema.parse(JSON.parse(row)))).toEqual(envelope.findings);
  });

  it("is written finding by finding", () => {
    const big = bigOutcome(2_000, 50);
    let [chunks, longest] = [0, 0];
    for (const format of ["json", "jsonl", "csv", "sarif", "ocsf", "html"] as const) {
      writeReport(
        format,
        big,
        (chunk) => {
          chunks += 1;
          longest = Math.max(longest, chunk.length);
        },
        { style: plainStyle(80), showContacts: true, csvBom: false },
      );
    }
    expect(chunks).toBeGreaterThan(6 * 1_800);
    expect(longest).toBeLessThan(100_000);
  });
});

describe("csv", () => {
  it("reads back as what was written, but for the guard before formulas", () => {
    const rows = parse(rendered("csv"), { columns: true, record_delimiter: "\r\n" });
    const expected = inStableOrder(outcome.findings).map((finding) =>
      Object.fromEntries(
        csvColumns.map(([name, tell]) => [
          name,
          /^[=+\-@\t\r\n\0]/.test(tell(finding)) ? `'${tell(finding)}` : tell(finding),
        ]),
      ),
    );
    expect(rows).toEqual(expected);
  });

  it("keeps the leading zero of an account id and quotes it", () => {
    expect(rendered("csv").split("\r\n")[1]?.startsWith('"011122223333",')).toBe(true);
  });

  it("starts with a byte order mark only when asked", () => {
    expect(rendered("csv", outcome, true).startsWith('\ufeff"account_id"')).toBe(true);
    expect(rendered("csv").startsWith('"account_id"')).toBe(true);
  });

  it("never changes its columns", () => {
    expect(csvColumns.map(([name]) => name)).toEqual([
      "account_id",
      "account_name",
      "ou",
      "id",
      "resource",
      "verdict",
      "severity",
      "title",
      "why",
      "fix",
      "reason",
      "needs",
      "evidence",
      "first_seen",
      "last_seen",
      "waiver_reason",
      "waiver_owner",
      "waiver_ticket",
      "waiver_expires",
      "standards",
      "change",
      "fingerprint",
      "help",
    ]);
  });
});

describe("paths json", () => {
  const textOf = (answer: PathsAnswer): string => {
    let text = "";
    writePathsJson(answer, (chunk) => void (text += chunk));
    return text;
  };

  it("has exactly the keys of its schema", () => {
    if (outcome.paths === null) throw new Error("the fixture has no paths");
    const read = pathsSchema.parse(JSON.parse(textOf(outcome.paths)));
    expect(read.accounts.map((account) => account.id)).toEqual(outcome.paths.accounts.map((account) => account.id));
    expect(read.accounts.every((account) => (account.status === "exact") === (account.why === undefined))).toBe(true);
  });

  it("sorts leaves by the id it shows and masks them as a scan does", () => {
    if (outcome.paths === null) throw new Error("the fixture has no paths");
    const masked = pathsSchema.parse(JSON.parse(textOf(maskPaths(outcome.paths, outcome.contacts))));
    const ids = masked.accounts[0]?.paths[1]?.leaves.map((leaf) => leaf.id);
    expect(ids).toEqual(["mb:r***@corp.example#1", "phone:***0100#1"]);
    expect(masked.blastRadius).toEqual(maskOutcome(outcome).paths?.blastRadius);
  });
});
