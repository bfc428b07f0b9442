import { describe, expect, it } from "vitest";
import type { LogEntry } from "../protocol/log-entry.ts";
import { grantRecord, type PlacedEntry } from "./grant-record.ts";

const request = "01JDADA7V0000000000000000A";
const jane: LogEntry["actor"] = { person: "jane", via: "cli", cred: "Y3JlZA" };
const omar: LogEntry["actor"] = { person: "omar", via: "passkey", cred: "Y3JlZDI" };
const system: LogEntry["actor"] = { person: "broker", via: "system", cred: "" };

function entry(type: string, actor: LogEntry["actor"], d: LogEntry["d"] = {}, at = 1_795_230_000_000): LogEntry {
  return { type, at, actor, account: "aws:123456789012", request, d };
}

const broker = [
  entry("request.created", jane, { purpose: "lockout", reasonHash: "XCrr" }),
  entry("approval.signed", omar, { approvalHash: "a1", group: "security" }),
  entry("grant.ready", system, { by: "approvals" }),
  entry("release.password", jane),
  entry("release.code", jane, { n: 1, of: 3, step: 59_841_000, windowEnds: 1_795_230_900 }),
  entry("grant.closing", jane),
  entry("grant.closed", jane, { statementHash: "h" }, 1_795_231_000_000),
];
const signIn = (actor: LogEntry["actor"], ms: number): LogEntry => ({
  type: "auth.signed_in",
  at: 1_795_230_000_000 + ms,
  actor,
  d: { authTime: 0 },
});
const gate = [
  entry("approval.signed", omar, { approvalHash: "a1", group: "security" }),
  signIn(jane, -20_000),
  signIn(omar, -10_000),
];
const placed: readonly PlacedEntry[] = [
  ...broker.map((each, index): PlacedEntry => ({ log: "broker", index, entry: each })),
  ...gate.map((each, index): PlacedEntry => ({ log: "gate", index, entry: each })),
];

describe("the record of a grant", () => {
  it("answers all six questions with the place of each entry", () => {
    expect(grantRecord(placed, request, "SCP locked us out")).toEqual({
      requestId: request,
      account: "aws:123456789012",
      outcome: "closed",
      headings: [
        {
          title: "1 Exceptional use only",
          lines: ["purpose lockout, root user of aws:123456789012 [broker 0]"],
        },
        {
          title: "2 Limited to the time needed",
          lines: [
            "asked 2026-11-21 03:00:00 UTC",
            "granted 2026-11-21 03:00:00 UTC [broker 2]",
            "closing 2026-11-21 03:00:00 UTC [broker 5]",
            "closed 2026-11-21 03:16:40 UTC [broker 6]",
            "releases until 2026-11-21 03:15:00 UTC",
          ],
        },
        {
          title: "3 Justification",
          lines: ["recorded as the salted hash XCrr [broker 0]", "text: SCP locked us out"],
        },
        {
          title: "4 Explicit approval by management",
          lines: ["omar (passkey, key Y3JlZDI) approved for security 2026-11-21 03:00:00 UTC [broker 1]"],
        },
        {
          title: "5 Identity confirmed before access",
          lines: [
            "jane (cli, key Y3JlZA) signed the request [broker 0]",
            "jane (cli, key Y3JlZA) signed in at the gate 2026-11-21 02:59:40 UTC [gate 1]",
          ],
        },
        {
          title: "6 Every action tied to one person",
          lines: [
            "password to jane (cli, key Y3JlZA) 2026-11-21 03:00:00 UTC [broker 3]",
            "code 1 of 3 to jane (cli, key Y3JlZA) 2026-11-21 03:00:00 UTC [broker 4]",
            "CloudTrail: no event is attached to this request in the logs at hand",
          ],
        },
      ],
    });
  });

  it("says what is not recorded, and never that something is compliant", () => {
    const bare = grantRecord(placed.slice(0, 1), request, null);
    expect(bare?.outcome).toBe("pending");
    expect(bare?.headings.map(({ lines }) => lines.at(-1))).toEqual([
      "purpose lockout, root user of aws:123456789012 [broker 0]",
      "no release window was opened",
      "the text is not at hand",
      "no approval is recorded",
      "jane (cli, key Y3JlZA) signed the request [broker 0]",
      "CloudTrail: no event is attached to this request in the logs at hand",
    ]);
    expect(JSON.stringify(bare)).not.toMatch(/complian/i);
  });

  it("ties no sign-in to it that came too early or from somebody else", () => {
    const far: PlacedEntry = { log: "gate", index: 0, entry: signIn(jane, -901_000) };
    const other: PlacedEntry = { log: "gate", index: 1, entry: signIn(omar, -1000) };
    const identity = grantRecord([...placed.slice(0, 1), far, other], request, null)?.headings[4];
    expect(identity?.lines).toEqual(["jane (cli, key Y3JlZA) signed the request [broker 0]"]);
  });

  it("is none for a request that the logs do not know", () => {
    expect(grantRecord(placed, "01JDADA7V0000000000000000B", null)).toBeNull();
    expect(grantRecord([], request, null)).toBeNull();
  });
});
