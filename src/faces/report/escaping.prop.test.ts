import { parse } from "csv-parse/sync";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { trickyOutcome } from "../../../test/tricky-outcome.ts";
import type { ScanOutcome } from "../../app/scan/outcome.ts";
import { html } from "./html/escape-html.ts";
import { markdown } from "./markdown-escape.ts";
import { maskOutcome } from "./mask.ts";
import { printable } from "./printable.ts";
import { plainStyle } from "./text/text-style.ts";
import { type ReportFormat, reportFormats } from "./report-formats.ts";
import { writeReport } from "./write-report.ts";

const base = trickyOutcome();
const crumbs = fc.constantFrom(
  "|",
  "`",
  "@",
  "<",
  ">",
  "&",
  '"',
  "'",
  "=",
  "+",
  "-",
  "\\",
  "\r\n",
  "\t",
  "\0",
  "[",
  "](",
  ")",
  "*",
  "#",
  "://",
  "\u202e",
  "\u001b[2J",
  "<script>",
  "-->",
  "]]>",
  "a",
  " ",
);
const nasty = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.array(crumbs, { maxLength: 12 }).map((parts) => parts.join("")),
);

function rendered(format: ReportFormat, outcome: ScanOutcome, showContacts = true): string {
  const chunks: string[] = [];
  writeReport(format, outcome, (chunk) => chunks.push(chunk), { style: plainStyle(80), showContacts, csvBom: false });
  return chunks.join("");
}

function withText(text: string): ScanOutcome {
  const [first] = base.findings;
  if (first === undefined) throw new Error("the fixture is empty");
  const account = { ...first.account, name: text };
  const evidence = [{ fact: text, value: text, source: text, observedAt: null }];
  return { ...base, findings: [{ ...first, account, title: text, why: text, fix: text, evidence }] };
}

describe("escaping", () => {
  it("leaves no mark-up in HTML text", () => {
    fc.assert(
      fc.property(nasty, (text) => {
        expect(html(text)).not.toMatch(/[<>"']/);
        expect(html(text).replace(/&(amp|lt|gt|quot|#39);/g, "")).not.toContain("&");
      }),
    );
  });

  it("leaves nothing live in Markdown: pipes and backticks are escaped, mentions and HTML are entities", () => {
    fc.assert(
      fc.property(nasty, (text) => {
        const line = markdown(text);
        expect(line).not.toMatch(/[\n\r<>@]/);
        // Every special character has a backslash of ours before it, and no raw backslash stands before that.
        expect(line.replace(/\\[|`*_~[\]!]/g, "")).not.toMatch(/[|`*_~[\]!\\]/);
      }),
    );
  });

  it("lets every row of a Markdown table keep its five cells", () => {
    fc.assert(
      fc.property(nasty, (text) => {
        const rows = rendered("md", withText(text))
          .split("\n")
          .filter((row) => row.includes("path-single-party"));
        expect(rows.map((row) => row.split(/(?<!\\)\|/).length)).toEqual([7]);
      }),
      { numRuns: 60 },
    );
  });

  it("lets CSV read back equal, and no cell begin a formula", () => {
    fc.assert(
      fc.property(nasty, (text) => {
        const rows: Record<string, string>[] = parse(rendered("csv", withText(text)), {
          columns: true,
          record_delimiter: "\r\n",
        });
        const title = rows[0]?.["title"] ?? "";
        expect(title === text || title === `'${text}`).toBe(true);
        for (const cell of Object.values(rows[0] ?? {})) expect(cell).not.toMatch(/^[=+\-@\t\r\0]/);
      }),
      { numRuns: 60 },
    );
  });

  it("leaves every machine format readable", () => {
    fc.assert(
      fc.property(nasty, (text) => {
        const outcome = withText(text);
        for (const format of ["json", "sarif", "ocsf", "run"] as const) JSON.parse(rendered(format, outcome));
        expect(JSON.parse(rendered("json", outcome)).findings[0].title).toBe(text);
      }),
      { numRuns: 40 },
    );
  });

  it("shows control characters and never sends them", () => {
    fc.assert(
      fc.property(nasty, (text) => {
        expect(printable(text)).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
        expect(printable(printable(text))).toBe(printable(text));
      }),
    );
  });
});

describe("masking", () => {
  const mails = fc
    .tuple(
      fc.stringMatching(/^[a-z][a-z0-9.'_-]{0,12}[a-z0-9]$/),
      fc.constantFrom("corp.example", "Mail.Corp.example", "localhost"),
    )
    .map((parts) => parts.join("@"));
  const phones = fc
    .tuple(
      fc.constantFrom("+", "+ ", "00", "", "(+"),
      fc.stringMatching(/^[1-9][0-9]{8,13}$/),
      fc.constantFrom(" ", "-", ".", ""),
    )
    .map(([lead, digits, gap]) => lead + digits.replace(/(...)(?=.)/g, `$1${gap}`));

  it("leaves no address or phone of the snapshot in any format, wherever it stood", () => {
    const around = fc.constantFrom("", " ", "mb:", "phone:", "read ", "<", "user/", "(");
    fc.assert(
      fc.property(mails, phones, around, (mail, phone, before) => {
        const text = `${before}${mail} and ${before}${phone}, once more ${mail.toUpperCase()}.`;
        const contacts = { mails: [...base.contacts.mails, mail], phones: [...base.contacts.phones, phone] };
        const outcome = { ...withText(text), contacts, warnings: [text] };
        const digits = phone.replace(/\D/g, "").replace(/^00/, "");
        const shown = JSON.stringify(maskOutcome(outcome).findings).toLowerCase();
        expect(shown).not.toContain(mail.toLowerCase());
        expect(shown.replace(/[^0-9a-z]/g, "")).not.toContain(digits);
      }),
      { numRuns: 200 },
    );
  });

  it("leaves none of the fixture's contacts in any report", () => {
    const digits = base.contacts.phones.map((phone) => phone.replace(/\D/g, ""));
    for (const format of reportFormats) {
      const text = rendered(format, base, false).toLowerCase();
      for (const mail of base.contacts.mails) expect(text).not.toContain(mail.toLowerCase());
      const bare = text.replace(/[ ().+-]/g, "");
      for (const number of digits) expect(bare).not.toContain(number);
    }
    expect(rendered("json", base, true)).toContain("jane@corp.example");
  });
});
