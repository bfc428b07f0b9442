import { describe, expect, it } from "vitest";
import { trickyOutcome } from "../../../test/tricky-outcome.ts";
import { CodedError } from "../../domain/core/coded-error.ts";
import { accountNames } from "./headline.ts";
import { ansiStyle, plainStyle } from "./text/text-style.ts";
import { pathsFormats, writePaths } from "./write-paths.ts";
import { type ReportFormat, reportFormat, reportFormats } from "./report-formats.ts";
import { writeReport } from "./write-report.ts";

const outcome = trickyOutcome();
const options = { style: plainStyle(100), showContacts: false, csvBom: false };

function rendered(format: ReportFormat, style = options.style): string {
  const chunks: string[] = [];
  writeReport(format, outcome, (chunk) => chunks.push(chunk), { ...options, style });
  return chunks.join("");
}

describe("a report of the tricky outcome", () => {
  const files: Readonly<Record<Exclude<ReportFormat, "table">, string>> = {
    summary: "summary.txt",
    json: "findings.json.txt",
    jsonl: "findings.jsonl.txt",
    csv: "findings.csv",
    sarif: "findings.sarif.txt",
    ocsf: "findings.ocsf.txt",
    html: "report.html.txt",
    md: "report.md",
    mermaid: "paths.mermaid.txt",
    dot: "paths.dot.txt",
    run: "run.json.txt",
  };
  it.each(Object.entries(files))("is written as %s as before", async (format, file) => {
    const known = reportFormat(format);
    if (known === null) throw new Error(format);
    await expect(rendered(known)).toMatchFileSnapshot(`golden/${file}`);
  });

  it.each([40, 80, 120])("is a table of %i columns as before", async (columns) => {
    await expect(rendered("table", plainStyle(columns))).toMatchFileSnapshot(`golden/table-${columns}.txt`);
  });

  it("is a coloured table as before", async () => {
    await expect(rendered("table", ansiStyle(100))).toMatchFileSnapshot("golden/table-ansi.txt");
  });

  it.each(pathsFormats)("has its paths as %s as before", async (format) => {
    const chunks: string[] = [];
    if (outcome.paths === null) throw new Error("the fixture has no paths");
    writePaths(format, outcome.paths, (chunk) => chunks.push(chunk), {
      ...options,
      coverage: outcome.coverage,
      contacts: outcome.contacts,
      names: accountNames(outcome),
    });
    await expect(chunks.join("")).toMatchFileSnapshot(`golden/paths-answer-${format}.txt`);
  });
});

describe("the formats", () => {
  it("are known by name, Markdown by both of its names", () => {
    expect(reportFormat("markdown")).toBe("md");
    expect(reportFormat("asff")).toBeNull();
    expect(reportFormats.every((format) => reportFormat(format) === format)).toBe(true);
  });

  it("draw no graph of a run that holds findings alone, and say so", () => {
    const bare = { ...outcome, paths: null, topChanges: [], accounts: [] };
    for (const format of reportFormats) {
      const write = () => writeReport(format, bare, () => undefined, options);
      if (format === "mermaid" || format === "dot") expect(write).toThrow(CodedError);
      else expect(write).not.toThrow();
    }
  });

  it("do not say that nobody can become root when paths are not known", () => {
    const bare = { ...outcome, paths: null, topChanges: [], accounts: [] };
    for (const format of ["table", "md", "html"] as const) {
      const chunks: string[] = [];
      writeReport(format, bare, (chunk) => chunks.push(chunk), options);
      expect(chunks.join("")).toContain("not in this file");
      expect(chunks.join("")).not.toMatch(/no certain path/i);
    }
  });
});
