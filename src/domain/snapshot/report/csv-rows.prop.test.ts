import { parse } from "csv-parse/sync";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { isSeen } from "../../core/fact.ts";
import { userCredentialsSchema } from "../account-facts.ts";
import { csvRows } from "./csv-rows.ts";
import { readCredentialReport } from "./read-credential-report.ts";
import { readUserCredentials } from "./read-user-credentials.ts";

const cell = fc.string({ unit: fc.constantFrom("a", "b", ",", '"', "\n", "\r\n", "=", " ", "é") });
const quote = (text: string) => `"${text.replaceAll('"', '""')}"`;

describe("reading CSV", () => {
  it("gives back what was written, quoted or not, with LF or CRLF", () => {
    const table = fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(table, fc.constantFrom("\n", "\r\n"), fc.boolean(), (rows, end, closed) => {
        const text = rows.map((row) => row.map(quote).join(",")).join(end) + (closed ? end : "");
        expect(csvRows(text)).toEqual({ status: "ok", rows });
      }),
    );
  });

  it("agrees with csv-parse on plain and quoted text", () => {
    const field = fc.oneof(
      fc.string({ unit: fc.constantFrom("a", "1", " ", "=", "+"), minLength: 1 }),
      cell.map(quote),
    );
    const table = fc.array(fc.array(field, { minLength: 2, maxLength: 3 }), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(table, (rows) => {
        const text = rows.map((row) => row.join(",")).join("\n");
        const oracle: unknown = parse(text, { relax_column_count: true, record_delimiter: "\n" });
        expect(csvRows(text)).toEqual({ status: "ok", rows: oracle });
      }),
    );
  });

  it("gives a value for any text, in one pass", () => {
    const origin = { source: "iam:GetCredentialReport", at: "2026-11-21T03:00:00Z" };
    const start = "user,arn,mfa_active\n<root_account>,arn:aws:iam::123456789012:root,false\n";
    const user = `${start}ann,arn:aws:iam::123456789012:user/ann,`;
    const header = fc.constantFrom("", "user,arn,mfa_active\n", "user\n<root_account>", start, user);
    fc.assert(
      fc.property(header, fc.string({ unit: "binary" }), (begun, rest) => {
        expect(["ok", "broken"]).toContain(csvRows(begun + rest).status);
        const users = readUserCredentials(begun + rest, origin);
        for (const fact of [readCredentialReport(begun + rest, "x", origin), users]) {
          if ("status" in fact) expect(fact.why).toBe("not-observable");
        }
        if (isSeen(users)) expect(z.array(userCredentialsSchema).safeParse(users.value).success).toBe(true);
      }),
    );
  });

  it("takes time in proportion to the text, however many quotes it has", () => {
    const text = '""'.repeat(500_000);
    const begun = performance.now();
    expect(csvRows(`"${text}"`)).toMatchObject({ status: "ok" });
    expect(performance.now() - begun).toBeLessThan(2_000);
  });
});
