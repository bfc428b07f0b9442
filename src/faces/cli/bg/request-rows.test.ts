import { describe, expect, it } from "vitest";
import { person, policy, request, roster, rule, viewOf } from "../../../../test/custody/people.ts";
import { insteadOfRoot } from "../../../app/custody/client/request/instead-of-root.ts";
import type { RequestDocument } from "../../../domain/custody/documents/request-document.ts";
import { insteadOf, insteadRows } from "./instead-rows.ts";
import { requestRows, taskOf } from "./request-rows.ts";
import { screenText } from "./screen.ts";

const seen = { words: "one two three four five six", requesterName: "Jane", reason: "why" };
const session = (name: string, change: Partial<RequestDocument> = {}): RequestDocument =>
  request(person("jane"), viewOf(roster()), {
    capabilities: ["assume-root"],
    taskPolicy: `arn:aws:iam::aws:policy/root-task/${name}`,
    ...change,
  });
const textOf = (of: RequestDocument): string =>
  screenText(requestRows(of, seen, of.createdAt), { isRehearsal: false, isSolo: false }, 400);

describe("a request for a root session on the screen", () => {
  it("says the task in words, the account, and that a session ends soon and cannot be called back", () => {
    const text = textOf(session("S3UnlockBucketPolicy"));
    expect(text).toContain("replace or delete a bucket policy that locks everybody out (S3UnlockBucketPolicy)");
    expect(text).toContain("1234 5678 9012  prod-payments");
    expect(text).toContain("ends by itself within 15 minutes and cannot be called back");
    expect(text).not.toContain("code");
  });

  it("warns before a password that can be recovered by mail", () => {
    expect(textOf(session("IAMCreateRootUserPassword"))).toMatch(/reads the root mailbox .* without MFA/);
  });

  it("does not make an unknown task look harmless", () => {
    expect(textOf(session("NewTask2027"))).toMatch(/a task that this version does not know \(NewTask2027\)/);
  });

  it("is told to programs by the same words", () => {
    expect(taskOf(session("SQSUnlockQueuePolicy", { ttlSeconds: 60 }))).toMatchObject({
      task: { name: "SQSUnlockQueuePolicy", command: "rootward root-access unlock-queue" },
    });
    expect(taskOf(request(person("jane"), viewOf(roster())))).toEqual({});
  });
});

describe("what to try before root", () => {
  const managed = rule({ name: "management", accounts: ["aws:999999999999"] });
  const hinted = { account: "aws:333333333333", purpose: "bucket-policy", capabilities: ["code"] } as const;

  it("is two lines with the command, and says when the rule stands in the way", () => {
    const rows = insteadRows(insteadOfRoot(hinted, policy([managed, rule()])));
    expect(rows).toHaveLength(2);
    expect(rows[0]?.[1]).toContain("You may not need root");
    expect(rows[1]?.[1]).toContain("rootward root-access unlock-bucket (");
    expect(rows[1]?.[1]).toContain("; or: rootward root-access unlock-queue (");
    expect(rows[1]?.[1]).toContain("a quorum adds assume-root to it");
    const allowed = policy([managed, rule({ capabilities: ["assume-root", "code"] })]);
    expect(insteadRows(insteadOfRoot(hinted, allowed))[1]?.[1]).not.toContain("quorum");
  });

  it("says nothing of the rule where no command needs it", () => {
    const rows = insteadRows(insteadOfRoot({ ...hinted, purpose: "close-account" }, policy([managed, rule()])));
    expect(rows[1]?.[1]).toBe("organizations:CloseAccount from management");
  });

  it("is nothing at all where there is nothing", () => {
    expect(insteadRows(null)).toEqual([]);
    expect(insteadOf(null)).toEqual({});
  });
});
