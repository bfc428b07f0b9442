import { describe, expect, it } from "vitest";
import { readUserCredentials } from "./read-user-credentials.ts";

// The columns and the values of cells are those of the IAM guide, "Generate credential reports for your AWS account".
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

type Cells = Readonly<Record<string, string>>;

const root: Cells = { user: "<root_account>", arn: "arn:aws:iam::123456789012:root", mfa_active: "true" };
const ann: Cells = {
  user: "ann",
  arn: "arn:aws:iam::123456789012:user/team/ann",
  user_creation_time: "2020-01-01T00:00:00+00:00",
  password_enabled: "true",
  password_last_used: "2026-01-02T03:04:05+00:00",
  password_last_changed: "2025-01-02T03:04:05Z",
  password_next_rotation: "N/A",
  mfa_active: "false",
  access_key_1_active: "true",
  access_key_1_last_rotated: "2020-02-03T00:00:00+00:00",
  access_key_1_last_used_date: "2026-11-20T10:00:00+00:00",
  access_key_1_last_used_region: "us-east-1",
  access_key_1_last_used_service: "ecr",
  access_key_2_active: "false",
  access_key_2_last_rotated: "2019-05-06T07:08:09Z",
  access_key_2_last_used_date: "N/A",
  access_key_2_last_used_region: "N/A",
  access_key_2_last_used_service: "N/A",
  cert_1_active: "false",
  cert_1_last_rotated: "N/A",
  cert_2_active: "false",
  cert_2_last_rotated: "N/A",
};

const origin = { source: "iam:GetCredentialReport", at: "2026-11-21T03:00:00Z" };
const line = (cells: Cells, order: readonly string[]) =>
  order.map((column) => `"${(cells[column] ?? "").replaceAll('"', '""')}"`).join(",");
const report = (users: readonly Cells[], order: readonly string[] = columns) =>
  readUserCredentials([order.join(","), ...[root, ...users].map((cells) => line(cells, order))].join("\n"), origin);

describe("the users of a credential report", () => {
  it("are all rows but root's: N/A is known absence, and an inactive key keeps its date", () => {
    expect(report([ann])).toEqual({
      ...origin,
      value: [
        {
          arn: "arn:aws:iam::123456789012:user/team/ann",
          createdAt: { value: "2020-01-01T00:00:00Z", ...origin },
          passwordEnabled: { value: true, ...origin },
          passwordLastUsed: { value: "2026-01-02T03:04:05Z", ...origin },
          passwordLastChanged: { value: "2025-01-02T03:04:05Z", ...origin },
          mfaActive: { value: false, ...origin },
          keys: [
            {
              active: { value: true, ...origin },
              lastRotated: { value: "2020-02-03T00:00:00Z", ...origin },
              lastUsed: { value: "2026-11-20T10:00:00Z", ...origin },
            },
            {
              active: { value: false, ...origin },
              lastRotated: { value: "2019-05-06T07:08:09Z", ...origin },
              lastUsed: { value: null, ...origin },
            },
          ],
        },
      ],
    });
  });

  it("are an empty list when root's row stands alone", () => {
    expect(report([])).toEqual({ value: [], ...origin });
  });

  it.each([
    // The guide: no_information when the password was never used, or not since AWS keeps count. It does not say which.
    ["password_last_used", "no_information", { passwordLastUsed: { why: "not-observable" } }],
    ["password_last_used", "N/A", { passwordLastUsed: { value: null } }],
    ["password_last_changed", "N/A", { passwordLastChanged: { value: null } }],
    ["password_enabled", "FALSE", { passwordEnabled: { value: false } }],
    ["password_enabled", "not_supported", { passwordEnabled: { why: "not-observable" } }],
    ["mfa_active", "", { mfaActive: { why: "not-observable", detail: 'mfa_active: cell says ""' } }],
    ["user_creation_time", "long ago", { createdAt: { why: "not-observable" } }],
    ["access_key_1_active", "maybe", { keys: [{ active: { why: "not-observable" } }, { active: { value: false } }] }],
    ["access_key_1_last_rotated", "no_information", { keys: [{ lastRotated: { why: "not-observable" } }, {}] }],
  ])("%s %o is a matter of that one fact", (column, cell, fact) => {
    const others = { arn: ann["arn"], createdAt: { value: "2020-01-01T00:00:00Z" } };
    const { createdAt: _, ...rest } = others;
    const kept = column === "user_creation_time" ? rest : others;
    expect(report([{ ...ann, [column]: cell }])).toMatchObject({ value: [{ ...kept, ...fact }] });
  });

  it("are found by header name, in any order", () => {
    expect(report([ann], [...columns].reverse())).toEqual(report([ann]));
    const without = report(
      [ann],
      columns.filter((column) => column !== "mfa_active"),
    );
    expect(without).toMatchObject({ value: [{ mfaActive: { detail: "mfa_active: column missing" } }] });
  });

  it("have a further key of which nothing is known when the report counts more than it shows", () => {
    const order = [...columns, "additional_credentials_info"];
    for (const none of ["", "N/A"]) {
      expect(report([{ ...ann, additional_credentials_info: none }], order)).toEqual(report([ann]));
    }
    const more = report([{ ...ann, additional_credentials_info: "1 more access key: use ListAccessKeys" }], order);
    const unknown = { status: "unknown", why: "not-observable", needs: "iam:ListAccessKeys" };
    expect(more).toMatchObject({
      value: [
        { keys: [{ active: { value: true } }, {}, { active: unknown, lastRotated: unknown, lastUsed: unknown }] },
      ],
    });
  });

  it("hold users with commas, quotes and root in the name, and no empty line", () => {
    const named = (user: string): Cells => ({ ...ann, user, arn: `arn:aws:iam::123456789012:user/${user}` });
    const names = ["grootadmin", "root", "a,b=c", "=cmd"];
    const read = report(names.map(named));
    expect(read).toMatchObject({ value: names.map((name) => ({ arn: named(name)["arn"] })) });
    const text = `${columns.join(",")}\r\n${line(root, columns)}\r\n\r\n${line(ann, columns)}\r\n\r\n`;
    expect(readUserCredentials(text, origin)).toEqual(report([ann]));
  });

  it.each([
    ["", "no column named user"],
    [`${columns.join(",")}\n${line(ann, columns)}`, "no row of the root user"],
    [columns.join(","), "no row of the root user"],
    [`user\n<root_account>\nann`, 'the row of "ann" has no ARN of a user'],
    [`user,arn\n<root_account>,x\nann,arn:aws:iam::1:role/ann`, 'the row of "ann" has no ARN of a user'],
    [`user,arn\n<root_account>,x\n"ann`, "line 3"],
  ])("are unknown as a whole when one may be missing: %o", (text, why) => {
    expect(readUserCredentials(text, origin)).toMatchObject({
      status: "unknown",
      why: "not-observable",
      detail: expect.stringContaining(why),
    });
  });
});
