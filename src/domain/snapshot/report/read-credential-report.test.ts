import { describe, expect, it } from "vitest";
import { readCredentialReport } from "./read-credential-report.ts";

const columns = [
  "user",
  "arn",
  "user_creation_time",
  "password_enabled",
  "password_last_used",
  "password_last_changed",
  "password_next_rotation",
  "mfa_active",
  "access_key_1_active",
  "access_key_1_last_rotated",
  "access_key_1_last_used_date",
  "access_key_1_last_used_region",
  "access_key_1_last_used_service",
  "access_key_2_active",
  "access_key_2_last_rotated",
  "access_key_2_last_used_date",
  "access_key_2_last_used_region",
  "access_key_2_last_used_service",
  "cert_1_active",
  "cert_1_last_rotated",
  "cert_2_active",
  "cert_2_last_rotated",
];

const plain: Readonly<Record<string, string>> = {
  user: "<root_account>",
  arn: "arn:aws:iam::123456789012:root",
  user_creation_time: "2020-01-01T00:00:00+00:00",
  password_enabled: "true",
  password_last_used: "2026-01-02T03:04:05+00:00",
  password_last_changed: "2025-01-02T03:04:05Z",
  password_next_rotation: "not_supported",
  mfa_active: "false",
  access_key_1_active: "false",
  access_key_1_last_rotated: "2019-05-06T07:08:09+00:00",
  access_key_1_last_used_date: "N/A",
  access_key_1_last_used_region: "N/A",
  access_key_1_last_used_service: "N/A",
  access_key_2_active: "false",
  access_key_2_last_rotated: "N/A",
  access_key_2_last_used_date: "N/A",
  access_key_2_last_used_region: "N/A",
  access_key_2_last_used_service: "N/A",
  cert_1_active: "false",
  cert_1_last_rotated: "2015-01-01T00:00:00Z",
  cert_2_active: "false",
  cert_2_last_rotated: "N/A",
};

const origin = { source: "iam:GetCredentialReport", at: "2026-11-21T03:00:00Z" };
const row = (cells: Readonly<Record<string, string>>, order = columns) =>
  order.map((each) => cells[each] ?? "").join(",");
const report = (cells: Readonly<Record<string, string>> = {}, order = columns) =>
  readCredentialReport(`${order.join(",")}\n${row({ ...plain, ...cells }, order)}`, "2026-11-21T02:00:00Z", origin);

describe("the root row of a credential report", () => {
  it("is read with dates of inactive keys and certificates kept, and N/A as known absence", () => {
    expect(report()).toMatchObject({
      value: {
        passwordEnabled: { value: true, ...origin },
        passwordLastUsed: { value: "2026-01-02T03:04:05Z" },
        passwordLastChanged: { value: "2025-01-02T03:04:05Z" },
        mfaActive: { value: false },
        keys: [
          { active: { value: false }, lastRotated: { value: "2019-05-06T07:08:09Z" }, lastUsed: { value: null } },
          { active: { value: false }, lastRotated: { value: null } },
        ],
        certificates: [{ lastRotated: { value: "2015-01-01T00:00:00Z" } }, { lastRotated: { value: null } }],
      },
    });
  });

  it.each([
    ["password_enabled", "TRUE", "passwordEnabled", { value: true }],
    ["password_enabled", "False", "passwordEnabled", { value: false }],
    // Mistake of other scanners: parsed as false.
    ["password_enabled", "not_supported", "passwordEnabled", { status: "unknown", why: "not-observable" }],
    [
      "password_last_used",
      "no_information",
      "passwordLastUsed",
      { why: "not-observable", detail: 'password_last_used: cell says "no_information"' },
    ],
    ["password_last_used", "N/A", "passwordLastUsed", { value: null }],
    ["password_last_changed", "not_supported", "passwordLastChanged", { why: "not-observable" }],
    ["mfa_active", "maybe", "mfaActive", { why: "not-observable", detail: 'mfa_active: cell says "maybe"' }],
    ["password_last_changed", "yesterday", "passwordLastChanged", { why: "not-observable" }],
    ["password_last_changed", "", "passwordLastChanged", { why: "not-observable" }],
  ])("%s %o", (column, cell, property, fact) => {
    expect(report({ [column]: cell })).toMatchObject({ value: { [property]: fact } });
  });

  it("is found by header name: a 23rd column and another order change nothing", () => {
    const order = ["additional_credentials_info", ...[...columns].reverse()];
    expect(report({ additional_credentials_info: "x" }, order)).toEqual(report());
  });

  it("keeps the other facts when a column is missing", () => {
    const order = columns.filter((column) => column !== "mfa_active");
    expect(report({}, order)).toMatchObject({
      value: {
        mfaActive: { why: "not-observable", detail: "mfa_active: column missing" },
        passwordEnabled: { value: true },
      },
    });
  });

  it("is not taken from a user with root in the name, nor from text inside quotes", () => {
    const others = [row({ ...plain, user: "grootadmin", password_enabled: "false" }), '"a,b\n<root_account>"'];
    const text = [columns.join(","), ...others, row(plain)].join("\r\n");
    expect(readCredentialReport(text, "x", origin)).toMatchObject({ value: { passwordEnabled: { value: true } } });
    const without = [columns.join(","), ...others].join("\n");
    expect(readCredentialReport(without, "x", origin)).toMatchObject({ status: "unknown", why: "not-observable" });
  });

  it.each(["", "no header here", '"user', 'user,arn\n"<root_account>"x,y'])(
    "is unknown when the report is %o",
    (text) => {
      expect(readCredentialReport(text, "x", origin)).toMatchObject({ status: "unknown", why: "not-observable" });
    },
  );
});
