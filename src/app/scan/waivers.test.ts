import { describe, expect, it } from "vitest";
import { CodedError } from "../../domain/core/coded-error.ts";
import { instantOfMillis } from "../../domain/core/instant.ts";
import { parseWaivers } from "./waivers.ts";

const now = instantOfMillis(Date.UTC(2026, 10, 21, 3));
const ask = { file: "w.yaml", knownIds: new Set(["mail-shared-mailbox", "path-single-party", "waiver-expired"]), now };

const whole = `- id: mail-shared-mailbox
  accounts: ["011122223333"]
  resource: root-mailbox
  reason: "Mailbox moved to security@ in CHG-4411"
  owner: jane@example.com
  ticket: CHG-4411
  expires: 2027-02-28
`;

function failure(text: string): { code: string; detail: string | null; line: unknown; column: unknown } {
  try {
    parseWaivers(text, ask);
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    const { row, detail, position } = error;
    expect(row.exit).toBe(2);
    return { code: row.code, detail, line: position?.line, column: position?.column };
  }
  throw new Error("it was accepted");
}

describe("a waiver file", () => {
  it("is read with its six keys", () => {
    expect(parseWaivers(whole, ask)).toEqual([
      {
        id: "mail-shared-mailbox",
        accounts: ["011122223333"],
        resource: "root-mailbox",
        reason: "Mailbox moved to security@ in CHG-4411",
        owner: "jane@example.com",
        ticket: "CHG-4411",
        expires: "2027-02-28",
      },
    ]);
  });

  it("may be empty", () => {
    expect(parseWaivers("", ask)).toEqual([]);
    expect(parseWaivers("# nothing accepted\n", ask)).toEqual([]);
  });

  const mistakes: readonly [string, string, string, number, number][] = [
    ["an unknown key", whole.replace("ticket:", "tickets:"), "SCAN_WAIVERS_MALFORMED", 6, 3],
    [
      "tags, which no scan reads",
      whole.replace("resource: root-mailbox", "tags: {a: b}"),
      "SCAN_WAIVERS_MALFORMED",
      3,
      3,
    ],
    ["a missing owner", whole.replace("  owner: jane@example.com\n", ""), "SCAN_WAIVERS_MALFORMED", 1, 3],
    ["an empty reason", whole.replace(/reason: .*/, 'reason: "  "'), "SCAN_WAIVERS_MALFORMED", 4, 3],
    ["no account and no unit", whole.replace('  accounts: ["011122223333"]\n', ""), "SCAN_WAIVERS_MALFORMED", 1, 3],
    [
      "an account id that lost its zero",
      whole.replace('"011122223333"', "11122223333"),
      "SCAN_WAIVERS_MALFORMED",
      2,
      14,
    ],
    ["a day that does not exist", whole.replace("2027-02-28", "2027-02-30"), "SCAN_WAIVERS_MALFORMED", 7, 3],
    ["366 days", whole.replace("2027-02-28", "2027-11-22"), "SCAN_WAIVER_TOO_LONG", 7, 3],
    ["an unknown id", whole.replace("mail-shared-mailbox", "mail-shared"), "SCAN_WAIVER_UNKNOWN_ID", 1, 3],
    ["a star", whole.replace("mail-shared-mailbox", '"*"'), "SCAN_WAIVER_UNKNOWN_ID", 1, 3],
    ["the critical path", whole.replace("mail-shared-mailbox", "path-single-party"), "SCAN_WAIVER_REFUSED", 1, 3],
    ["its own expiry", whole.replace("mail-shared-mailbox", "waiver-expired"), "SCAN_WAIVER_REFUSED", 1, 3],
    ["a duplicate key", `${whole}  owner: bob\n`, "SCAN_WAIVERS_MALFORMED", 8, 3],
    ["a mapping instead of a list", "id: root-mfa\n", "SCAN_WAIVERS_MALFORMED", 1, 1],
    ["an open quote", whole.replace('CHG-4411"', "CHG-4411"), "SCAN_WAIVERS_MALFORMED", 8, 1],
  ];
  it.each(mistakes)("is refused with its place: %s", (_, text, code, line, column) => {
    expect(failure(text)).toMatchObject({ code, line, column });
  });

  it("may run for 365 days and may have ended", () => {
    expect(parseWaivers(whole.replace("2027-02-28", "2027-11-21"), ask)).toHaveLength(1);
    expect(parseWaivers(whole.replace("2027-02-28", "2020-01-01"), ask)).toHaveLength(1);
  });

  it("names what is wrong", () => {
    expect(failure(whole.replace("ticket:", "tickets:")).detail).toBe("unknown key `tickets`");
    expect(failure(whole.replace("owner: jane@example.com", "owner: 7")).detail).toContain("`owner`");
  });

  it("does not unfold an alias bomb", () => {
    const bomb = ["a: &a [x, x, x, x, x, x, x, x, x, x]"];
    for (const [at, name] of ["b", "c", "d", "e", "f", "g"].entries()) {
      const last = "abcdefg"[at] ?? "a";
      bomb.push(`${name}: &${name} [${Array.from({ length: 10 }, () => `*${last}`).join(", ")}]`);
    }
    expect(failure(bomb.join("\n")).code).toBe("SCAN_WAIVERS_MALFORMED");
  });
});
