import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type AccountId, accountId } from "../../../core/account-id.ts";
import { Secret } from "../../../core/secret.ts";
import { fromBase32 } from "../../../crypto/base32.ts";
import { concat, utf8 } from "../../../crypto/bytes.ts";
import { seedFingerprint } from "../keyed-tags.ts";
import type { ImportQuestion } from "./import-row.ts";
import { readImportTable, withZerosConfirmed } from "./read-import-table.ts";

const seed64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".repeat(2);
const other64 = "234567ABCDEFGHIJKLMNOPQRSTUVWXYZ".repeat(2);
const fingerprintKey = new Secret(new Uint8Array(32).fill(7));
const question: ImportQuestion = { vault: "S", accounts: null, fingerprintKey, knownFingerprints: new Set() };
const fileOf = (text: string | Uint8Array) => new Secret(typeof text === "string" ? utf8(text) : text);
const read = (text: string | Uint8Array, extra: Partial<ImportQuestion> = {}) => {
  const result = readImportTable(fileOf(text), { ...question, ...extra });
  if (result.status !== "read") throw new Error(result.detail);
  return result.table;
};
const refusal = (text: string | Uint8Array, vault: "P" | "S" = "S") => {
  const result = readImportTable(fileOf(text), { ...question, vault });
  return result.status === "refused" ? result.detail : null;
};
const header = "Account #,Account Name,Account Email,MFA Seed\n";
const rowOf = (line: string, extra: Partial<ImportQuestion> = {}) => read(header + line, extra).rows[0];
const problemsOf = (line: string, extra: Partial<ImportQuestion> = {}) =>
  rowOf(line, extra)?.problems.map(({ kind, column, character }) =>
    character === null ? `${column} ${kind}` : `${column} ${kind} ${character}`,
  );

describe("a table of accounts", () => {
  it("is read with its accounts, names, addresses and seeds", () => {
    const table = read(`${header}123456789012,Prod,root+prod@example.com,${seed64}\n`);
    expect(table.counts).toEqual({ ready: 1, confirm: 0, error: 0 });
    expect(table.rows[0]).toMatchObject({
      row: 2,
      account: "123456789012",
      name: "Prod",
      email: "root+prod@example.com",
      password: null,
      problems: [],
    });
    expect(table.rows[0]?.seed?.reveal()).toEqual(fromBase32(seed64));
  });

  it.each([
    ["commas", ","],
    ["semicolons", ";"],
    ["tabs", "\t"],
    ["bars", "|"],
  ])("is read with %s, a mark at the start, CRLF, quotes and another order of columns", (_, mark) => {
    // A tab inside a name would be a control character.
    const inName = mark === "\t" ? "/" : mark;
    const lines = [
      ["seed", "E-Mail", "notes", " ACCOUNT  ID ", "Name"],
      [seed64, "a@example.com", `"several\r\nlines"`, `"123456789012"`, `"Prod${inName} ""EU"""`],
    ];
    const table = read(`\uFEFF${lines.map((line) => line.join(mark)).join("\r\n")}`);
    expect(table).toMatchObject({ delimiter: mark, ignoredColumns: ["notes"], counts: { ready: 1 } });
    expect(table.rows[0]).toMatchObject({ account: "123456789012", name: `Prod${inName} "EU"` });
  });

  it("counts rows as a spreadsheet does, with empty ones and a `sep=` line", () => {
    const table = read(`sep=;\nAccount #;MFA Seed\n\n;\n123456789012;${seed64}\n`);
    expect(table.rows.map(({ row }) => row)).toEqual([5]);
  });

  it.each([
    ["no known column", "a,b\n1,2", "no header that is known"],
    ["no header", `123456789012,${seed64}`, "no header that is known"],
    ["no seeds", "Account #,Name\n123456789012,x", "no column for the seed"],
    ["no accounts", `Name,Seed\nx,${seed64}`, "no column for the account"],
    ["two columns of one meaning", "Account,Seed,Secret\n1,2,3", "two columns for the seed"],
    ["nothing below the header", header, "no row below the header"],
    ["two bytes a character", Uint8Array.from([0xff, 0xfe, 0x41, 0]), "it holds zero bytes: UTF-16, or no text at all"],
    ["nothing in it", "", "no header that is known"],
  ])("is refused with %s", (_, text, detail) => {
    expect(refusal(text)).toBe(detail);
  });

  it("takes an account only in one of its two forms, and asks where zeros may be lost", () => {
    const mail = `,x,a@example.com,${seed64}`;
    expect(rowOf(`1234-5678-9012${mail}`)).toMatchObject({ status: "ready", account: "123456789012" });
    expect(rowOf(`"=""012345678901"""${mail}`)).toMatchObject({ status: "ready", account: "012345678901" });
    expect(rowOf(`'012345678901${mail}`)).toMatchObject({ status: "ready", account: "012345678901" });
    expect(rowOf(`1234567890${mail}`)).toMatchObject({ status: "confirm", account: null, padded: "001234567890" });
    expect(problemsOf(`12345678901${mail}`)).toEqual(["account account-zeros"]);
    expect(problemsOf(`1.23E+11${mail}`)).toEqual(["account account-scientific"]);
    expect(problemsOf(`"1,23457E+11"${mail}`)).toEqual(["account account-scientific"]);
    for (const wrong of ["123456789", "1234567890123", "12345678901a", "١٢٣٤٥٦٧٨٩٠١٢", "1234 56789012"]) {
      expect(problemsOf(wrong + mail)).toEqual(["account account-malformed"]);
      expect(rowOf(wrong + mail)).toMatchObject({ status: "error", account: null, padded: null });
    }
    expect(problemsOf(mail)).toEqual(["account account-missing"]);
  });

  it("takes the padded account only after it was confirmed, and not if another row has it", () => {
    const table = read(`${header}1234567890,x,a@example.com,${seed64}\n12345678901,y,b@example.com,${other64}\n`);
    const [first, second] = table.rows;
    if (first === undefined || second === undefined) throw new Error("two rows");
    expect(withZerosConfirmed(first, table)).toMatchObject({ status: "ready", account: "001234567890", padded: null });
    const twins = read(`${header}1234567890,x,a@example.com,${seed64}\n001234567890,y,b@example.com,${other64}\n`);
    expect(twins.rows.map(({ status }) => status)).toEqual(["error", "error"]);
    const [lost] = twins.rows;
    if (lost !== undefined) expect(withZerosConfirmed(lost, twins)).toMatchObject({ account: null, status: "error" });
  });

  it.each([
    ["ABCO0", "seed seed-zero 5"],
    ["ABC1D", "seed seed-one 4"],
    ["8BCDE", "seed seed-eight 1"],
    ["ABC 9DE", "seed seed-nine 5"],
    ["ABC!DE", "seed seed-character 4"],
    ["ABCÄDE", "seed seed-character 4"],
    ["1.23E+11", "seed seed-scientific"],
    ["5E+20", "seed seed-scientific"],
    ["234567", "seed seed-digits"],
    ["", "seed seed-missing"],
    [" - =", "seed seed-missing"],
    ["A".repeat(33), "seed seed-length"],
    ["A".repeat(1025), "seed seed-long"],
  ])("refuses the seed %s with its place", (seed, problem) => {
    expect(problemsOf(`123456789012,x,a@example.com,${seed}`)).toEqual([problem]);
    expect(rowOf(`123456789012,x,a@example.com,${seed}`)).toMatchObject({ status: "error", seed: null });
  });

  it.each([
    [`${seed64.slice(0, 32)} ${seed64.slice(32).toLowerCase()}`, []],
    [`${seed64.match(/.{4}/g)?.join("-")}====`, []],
    ["A".repeat(32), ["seed seed-unusual"]],
    ["A".repeat(24), ["seed seed-short"]],
    [`${"A".repeat(25)}B`, ["seed seed-tail", "seed seed-unusual"]],
  ])("takes the seed %s and says what is unusual", (seed, problems) => {
    expect(problemsOf(`123456789012,x,a@example.com,${seed}`)).toEqual(problems);
    expect(rowOf(`123456789012,x,a@example.com,${seed}`)?.status).toBe("ready");
  });

  it("rejects rows of eight-digit accounts and seeds of digits, each with its reasons", () => {
    const rows = ["12345678,Dev,dev@example.com,098789287597453", "87654321,Prod,prod@example.com,457498577983459"];
    const table = read(header + rows.join("\n"));
    expect(table.counts).toEqual({ ready: 0, confirm: 0, error: 2 });
    for (const { problems } of table.rows) {
      expect(problems.map(({ kind }) => kind)).toEqual(expect.arrayContaining(["account-malformed", "seed-digits"]));
    }
  });

  it("refuses an account, address or seed that stands twice, on both rows", () => {
    const twice = (one: string, other: string) =>
      read(`${header}${one}\n${other}\n`).rows.map(({ problems }) => problems);
    const a = `123456789012,x,a@example.com,${seed64}`;
    const names = (found: ReturnType<typeof twice>) =>
      found.map((each) => each.map(({ kind, detail }) => `${kind} ${detail}`));
    expect(names(twice(a, `123456789012,y,b@example.com,${other64}`))).toEqual([
      ["account-twice row 3"],
      ["account-twice row 2"],
    ]);
    expect(names(twice(a, `210987654321,y,A@Example.com,${other64}`))).toEqual([
      ["email-twice row 3"],
      ["email-twice row 2"],
    ]);
    expect(names(twice(a, `210987654321,y,b@example.com,${seed64.toLowerCase()}=`))).toEqual([
      ["seed-twice row 3"],
      ["seed-twice row 2"],
    ]);
  });

  it("refuses a seed that is in custody already, and an account out of scope", () => {
    const tag = seedFingerprint(fingerprintKey, new Secret(fromBase32(seed64) ?? new Uint8Array()));
    expect(problemsOf(`123456789012,x,a@example.com,${seed64}`, { knownFingerprints: new Set([tag]) })).toEqual([
      "seed seed-known",
    ]);
    const accounts = new Set([accountId("210987654321")].filter((id): id is AccountId => id !== null));
    expect(problemsOf(`123456789012,x,a@example.com,${seed64}`, { accounts })).toEqual(["account account-unknown"]);
  });

  it("takes an otpauth address in the seed's cell, but no other account's", () => {
    const address = (id: string) => `otpauth://totp/AWS:root@${id}?secret=${seed64}`;
    expect(rowOf(`123456789012,x,a@example.com,${address("123456789012")}`)).toMatchObject({ status: "ready" });
    expect(problemsOf(`123456789012,x,a@example.com,${address("210987654321")}`)).toEqual(["seed seed-other-account"]);
    expect(problemsOf(`123456789012,x,a@example.com,otpauth://hotp/x?secret=${seed64}`)).toEqual(["seed seed-otpauth"]);
  });

  it("names cells that are badly quoted, too many or not UTF-8", () => {
    expect(problemsOf(`123456789012,"x"y,a@example.com,${seed64}`)).toEqual(["name quote-garbage"]);
    expect(problemsOf(`123456789012,"x,a@example.com,${seed64}\n1,2,3,4`)).toContain("name quote-open");
    expect(problemsOf(`123456789012,x,a@example.com,${seed64},extra`)).toEqual(["null cells-many"]);
    const latin = concat(utf8(`${header}123456789012,M`), Uint8Array.of(0xfc), utf8(`nchen,a@example.com,${seed64}`));
    expect(read(latin).rows[0]).toMatchObject({
      status: "error",
      problems: [{ kind: "not-utf8", column: "name", row: 2 }],
    });
  });
});

describe("the password page", () => {
  const file = `Account #,Email,Password,Seed\n123456789012,a@example.com, p"w,${seed64}\n`;

  it("keeps a password byte for byte and never reads the seed beside it", () => {
    const [row] = read(file, { vault: "P" }).rows;
    expect(new TextDecoder().decode(row?.password?.reveal())).toBe(' p"w');
    expect(row).toMatchObject({ seed: null, isPairInFile: true, status: "ready" });
    expect(row?.problems.map(({ kind }) => kind)).toEqual(["password-spaces"]);
  });

  it("and the seed page likewise", () => {
    expect(read(file).rows[0]).toMatchObject({ password: null, isPairInFile: true });
    expect(read("Account,Seed,Password\n123456789012,AAAA,\n").rows[0]).toMatchObject({ isPairInFile: false });
  });

  it("refuses control characters and an empty cell", () => {
    const kinds = (cell: string) =>
      read(`Account,Email,Password\n123456789012,a@example.com,${cell}\n`, { vault: "P" }).rows[0]?.problems.map(
        ({ kind }) => kind,
      );
    expect(kinds('"a\nb"')).toEqual(["password-control"]);
    expect(kinds("")).toEqual(["password-missing"]);
    expect(refusal("Account,Seed\n123456789012,x\n", "P")).toBe("no column for the password");
  });
});

describe("any file", () => {
  const pieces = fc.array(
    fc.oneof(
      fc.constantFrom(
        ",",
        ";",
        "\t",
        "|",
        "\n",
        "\r\n",
        '"',
        '""',
        "Account #",
        "Seed",
        "123456789012",
        seed64,
        "1.2E+3",
        "sep=;",
      ),
      fc.string({ maxLength: 6 }),
    ),
    { maxLength: 60 },
  );

  it("is a table or refused, in work linear in its length", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          pieces.map((each) => utf8(each.join(""))),
          fc.uint8Array({ maxLength: 400 }),
        ),
        fc.boolean(),
        (bytes, isSeed) => {
          const whole = concat(utf8("Account,Seed,Password\n"), bytes);
          for (const file of [bytes, whole]) {
            const result = readImportTable(new Secret(file), { ...question, vault: isSeed ? "S" : "P" });
            if (result.status === "read") expect(result.table.steps).toBeLessThanOrEqual(file.length);
          }
        },
      ),
    );
  });

  it("never shows a secret in what is said of it", () => {
    const bad = `${header}123456789012,x,a@example.com,${seed64}0\n123456789012,x,b@example.com,"${seed64}"x\n12,,,"${other64}`;
    expect(JSON.stringify(read(bad))).not.toMatch(/ABCDEFGH|GHIJK|234567A/);
  });

  it("of fifty thousand rows is read, one more refused", () => {
    const lines = (count: number) =>
      `Account,Seed\n${Array.from({ length: count }, (_, at) => `${100_000_000_000 + at},"A"x`).join("\n")}`;
    expect(read(lines(50_000)).counts.error).toBe(50_000);
    expect(refusal(lines(50_001))).toBe("more than 50000 rows");
  });
});
