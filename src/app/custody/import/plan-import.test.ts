import { randomBytes } from "node:crypto";
import { ProtectedValue } from "kdbxweb";
import { describe, expect, it } from "vitest";
import { cheapDatabase } from "../../../../test/support/cheap-database.ts";
import { pretendPng, screenshot } from "../../../../test/support/pretend-png.ts";
import { rejectedRow } from "../../../../test/support/rejected-row.ts";
import { accountId } from "../../../domain/core/account-id.ts";
import { Secret } from "../../../domain/core/secret.ts";
import { utf8 } from "../../../domain/crypto/bytes.ts";
import { isKdbx, readKdbx } from "../../../world/sealing/kdbx/read-kdbx.ts";
import { isPng } from "../../../world/sealing/qr/png-chunks.ts";
import { readQr } from "../../../world/sealing/qr/read-qr.ts";
import { type ImportAsk, planImport } from "./plan-import.ts";

const plan = planImport({ randomBytes, isKdbx, isPng, readKdbx, readQr });
const seed = (first: string) => `${first}BCDEFGHIJKLMNOPQRSTUVWXYZ234567ABCDEFGHIJKLMNOPQRSTUVWXYZ234567`;
const address = (label: string, first = "A") => `otpauth://totp/${label}?secret=${seed(first)}`;
const ask = (file: Uint8Array | string, extra: Partial<ImportAsk> = {}): ImportAsk => ({
  file: new Secret(typeof file === "string" ? utf8(file) : file),
  vault: "S",
  partition: "aws",
  key: { password: new Secret(utf8("a")), keyFile: null },
  account: null,
  zerosConfirmed: false,
  isGenerated: false,
  ...extra,
});
const told = async (file: Uint8Array | string, extra: Partial<ImportAsk> = {}) =>
  (await plan(ask(file, extra))).rows.map(({ place, status, custodyAccount, problems }) => [
    place,
    status,
    custodyAccount,
    problems.map(({ kind }) => kind).join(" "),
  ]);

describe("a dry run of CSV", () => {
  const header = "Account #,Account Name,Account Email,MFA Seed\n";

  it("names rows that are ready, to be confirmed and wrong", async () => {
    const rows = [
      `123456789012,prod,root@example.com,${seed("A")}`,
      `1234567890,dev,dev@example.com,${seed("B")}`,
      `12345678,test,test@example.com,${seed("C")}`,
      `222222222222,cut,cut@example.com,${seed("D").slice(0, 13)}`,
    ];
    expect(await told(header + rows.join("\n"))).toEqual([
      ["row 2", "ready", "aws:123456789012", ""],
      ["row 3", "confirm", null, "account-zeros"],
      ["row 4", "error", null, "account-malformed"],
      ["row 5", "ready", "aws:222222222222", "seed-short"],
    ]);
    const confirmed = await told(header + rows.join("\n"), { zerosConfirmed: true, partition: "aws-cn" });
    expect(confirmed[1]).toEqual(["row 3", "ready", "aws-cn:001234567890", ""]);
  });

  it("refuses an account and a seed that stand twice, in both places", async () => {
    const rows = [
      `123456789012,a,a@x,${seed("A")}`,
      `123456789012,b,b@x,${seed("B")}`,
      `333333333333,c,c@x,${seed("B")}`,
    ];
    expect((await told(header + rows.join("\n"))).map(([, status, , problems]) => [status, problems])).toEqual([
      ["error", "account-twice"],
      ["error", "account-twice seed-twice"],
      ["error", "seed-twice"],
    ]);
  });

  it("flags passwords that add nothing to the seed", async () => {
    const strong = "kq7!Xv2@Rm9#Lp4$Wd6%Zt";
    const file = [
      "Account #,Account Email,Password,MFA Seed",
      `111111111111,a@x,${strong},`,
      `222222222222,b@x,short,`,
      `333333333333,c@x,short,${seed("C")}`,
    ].join("\n");
    const flags = async (isGenerated: boolean) =>
      (await plan(ask(file, { vault: "P", isGenerated }))).rows.map((row) => row.flags.join(" "));
    expect(await flags(true)).toEqual([
      "copies-elsewhere",
      "copies-elsewhere one-factor:reused one-factor:short",
      "copies-elsewhere one-factor:pair-in-file one-factor:reused one-factor:short",
    ]);
    expect((await flags(false))[0]).toBe("copies-elsewhere one-factor:unattested");
  });
});

describe("a dry run of otpauth addresses", () => {
  it("takes the account from each label and refuses counter-based, Steam and migrated ones loudly", async () => {
    const lines = [
      "# from the old phone",
      address("AWS:root-account-mfa-device@123456789012"),
      "",
      `otpauth://hotp/x@222222222222?secret=${seed("B")}&counter=1`,
      `steam://${seed("C")}`,
      "otpauth-migration://offline?data=AAAA",
      address("nobody", "D"),
      address("x@444444444444", "E").replace("?", "?digits=8&"),
    ];
    expect(await told(lines.join("\r\n"))).toEqual([
      ["line 2", "ready", "aws:123456789012", ""],
      ["line 4", "error", null, "seed-otpauth"],
      ["line 5", "error", null, "seed-otpauth"],
      ["line 6", "error", null, "seed-otpauth"],
      ["line 7", "confirm", null, "account-unnamed"],
      ["line 8", "error", "aws:444444444444", "seed-settings"],
    ]);
  });

  it("holds the label against the account that a person named", async () => {
    const chosen = { account: accountId("123456789012") };
    expect(await told(address("nobody"), chosen)).toEqual([["line 1", "ready", "aws:123456789012", ""]]);
    expect(await told(address("x@210987654321"), chosen)).toEqual([
      ["line 1", "error", "aws:123456789012", "seed-other-account"],
    ]);
  });

  it("has no passwords", async () => {
    expect(await rejectedRow(plan(ask(address("x"), { vault: "P" })))).toBe("IMPORT_WRONG_VAULT");
  });
});

describe("a dry run of a screenshot", () => {
  const shot = (...texts: string[]) =>
    pretendPng(
      screenshot(
        800,
        500,
        texts.map((text, at) => ({ text, x: 20 + at * 380, y: 60, scale: 5 })),
      ),
      { colour: 2, depth: 8, filter: 0 },
    );

  it("takes the one code and its label's account", async () => {
    expect(await told(shot(address("AWS:root@123456789012")))).toEqual([["QR code", "ready", "aws:123456789012", ""]]);
    const other = await told(shot(address("AWS:root@123456789012")), { account: accountId("111111111111") });
    expect(other).toEqual([["QR code", "error", "aws:111111111111", "seed-other-account"]]);
    expect(await told(shot("https://example.com"))).toEqual([["QR code", "error", null, "seed-otpauth"]]);
  });

  it("refuses two codes, and a photograph", async () => {
    const two = shot(address("x@123456789012"), address("y@210987654321", "B"));
    expect(await rejectedRow(plan(ask(two)))).toBe("SEALING_QR_SEVERAL");
    expect(await rejectedRow(plan(ask(Uint8Array.of(0xff, 0xd8, 0xff, 0xe0))))).toBe("IMPORT_FILE_UNKNOWN");
  });
});

describe("a dry run of a password database", () => {
  const database = () =>
    cheapDatabase({
      password: "a",
      version: 4,
      fill: (kdbx, group) => {
        const entry = (fields: Readonly<Record<string, string>>) => {
          const made = kdbx.createEntry(group);
          for (const [name, value] of Object.entries(fields)) made.fields.set(name, ProtectedValue.fromString(value));
          return made;
        };
        entry({ Title: "prod 123456789012", UserName: "root@x", Password: "pw one", otp: address("x") });
        entry({ Title: "dev", "AWS Account": "222222222222", "TOTP Seed": seed("B") });
        entry({ Title: "dev password 222222222222", Password: "{REF:P@I:00}" });
        entry({ Title: "unnamed", otp: address("x", "C") });
        entry({ Title: "counter 333333333333", "HmacOtp-Secret-Base32": seed("D") });
        entry({ Title: "bare 444444444444", otp: seed("E") });
        entry({ Title: "two 555555555555", URL: "https://666666666666.signin", otp: address("x", "F") });
        entry({ Title: "web shop", Password: "other" });
        kdbx.remove(entry({ Title: "gone 777777777777", otp: address("x", "G") }));
      },
    });

  it("finds seeds in every dialect, names what it refuses, and leaves out the bin", async () => {
    const { rows, leftOut } = await plan(ask(await database()));
    expect(
      rows.map(({ place, status, custodyAccount, problems }) => [
        place,
        status,
        custodyAccount,
        problems.map(({ kind }) => kind).join(" "),
      ]),
    ).toEqual([
      ["entry 1 prod 123456789012", "ready", "aws:123456789012", ""],
      ["entry 2 dev", "ready", "aws:222222222222", ""],
      ["entry 4 unnamed", "confirm", null, "account-unnamed"],
      ["entry 5 counter 333333333333", "error", null, "entry-refused"],
      ["entry 6 bare 444444444444", "ready", "aws:444444444444", "seed-bare"],
      ["entry 7 two 555555555555", "error", null, "account-several"],
    ]);
    expect(leftOut).toEqual(["1 entries in the recycle bin", "2 entries without one-time codes"]);
    // Entry 1 holds its pair itself; of account 2 the password is another entry's.
    expect(rows.map(({ flags }) => flags.includes("one-factor:pair-in-file"))).toEqual([
      true,
      true,
      false,
      false,
      false,
      false,
    ]);
  });

  it("finds passwords of entries that name an account, and of nothing else", async () => {
    const { rows, leftOut } = await plan(ask(await database(), { vault: "P", isGenerated: true }));
    expect(
      rows.map(({ place, status, name, email, problems, flags }) => [
        place,
        status,
        name,
        email,
        problems.map(({ kind }) => kind),
        flags,
      ]),
    ).toEqual([
      [
        "entry 1 prod 123456789012",
        "ready",
        "prod 123456789012",
        "root@x",
        [],
        ["copies-elsewhere", "one-factor:pair-in-file", "one-factor:short"],
      ],
      [
        "entry 3 dev password 222222222222",
        "error",
        "dev password 222222222222",
        null,
        ["password-reference"],
        ["copies-elsewhere", "one-factor:pair-in-file", "one-factor:short"],
      ],
    ]);
    expect(leftOut).toEqual(["1 entries in the recycle bin", "6 entries that name no account or have no password"]);
  });

  it("needs what opens it", async () => {
    const file = await database();
    expect(await rejectedRow(plan(ask(file, { key: { password: null, keyFile: null } })))).toBe("IMPORT_NEEDS_KEY");
    const wrong = { key: { password: new Secret(utf8("b")), keyFile: null } };
    expect(await rejectedRow(plan(ask(file, wrong)))).toBe("SEALING_KDBX_WRONG_KEY");
  });
});

describe("a file that is none of them", () => {
  it.each([
    ["nothing", "", "IMPORT_FILE_EMPTY"],
    ["blanks", " \n\n", "IMPORT_FILE_EMPTY"],
    ["prose", "Dear all,\nhere are the seeds", "CUSTODY_CSV_UNREADABLE"],
    ["a table without seeds", "Account #,Name\n123456789012,prod", "CUSTODY_CSV_UNREADABLE"],
    ["remarks alone", "otpauth://", "row"],
  ])("is refused: %s", async (_, text, code) => {
    const outcome = await rejectedRow(plan(ask(text)));
    expect(outcome ?? "row").toBe(code);
  });
});
