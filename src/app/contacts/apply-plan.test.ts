import { describe, expect, it } from "vitest";
import { rejectedRow } from "../../../test/support/rejected-row.ts";
import { batchesOf } from "../../domain/custody/contacts/contacts-batches.ts";
import type { ContactsPlan } from "../../domain/custody/contacts/contacts-plan.ts";
import { moveTo, phoneChange, planForTest, primaryForTest } from "../../domain/custody/contacts/plan-for-test.ts";
import { applyPlan, type ApplyPlanDeps, type OpenedBatch } from "./apply-plan.ts";
import type { AskOtp } from "./ask-otp.ts";
import { PretendContacts, refusal } from "./pretend-contacts-for-test.ts";

const ids = (count: number) => Array.from({ length: count }, (_, at) => String(222_222_222_000 + at));
const phones = (count: number) => planForTest(Object.fromEntries(ids(count).map((id) => [id, [phoneChange]])));

function trial(plan: ContactsPlan) {
  const aws = new PretendContacts();
  for (const { account } of plan.accounts) {
    aws.accounts.set(account, { primary: primaryForTest(), alternates: {}, email: "root@corp.example", update: null });
  }
  const lines: string[] = [];
  const opened: number[] = [];
  const run = (more: Partial<ApplyPlanDeps> = {}) =>
    applyPlan({
      openBatch: (n): Promise<OpenedBatch> => {
        opened.push(n);
        return Promise.resolve({ status: "open", deeds: aws.deeds });
      },
      askOtp: aws.reader,
      journal: {
        lines: [...lines],
        append: (line) => {
          lines.push(line);
          return Promise.resolve();
        },
      },
      nowSeconds: () => 1_795_000_000,
      wait: () => Promise.resolve(),
      ...more,
    })(plan);
  return { aws, run, lines, opened };
}

const statuses = (outcome: Awaited<ReturnType<ReturnType<typeof trial>["run"]>>) =>
  outcome.outcomes.map(({ status }) => status);

describe("carrying out a plan", () => {
  it("opens one session for each batch and changes every account once", async () => {
    const plan = phones(70);
    const { aws, run, opened } = trial(plan);
    const outcome = await run();
    expect(outcome.stopped).toBe(null);
    expect(outcome.outcomes.map(({ account }) => account)).toEqual(plan.accounts.map(({ account }) => account));
    expect(new Set(statuses(outcome))).toEqual(new Set(["changed"]));
    expect(opened).toEqual(batchesOf(plan).map((_, at) => at + 1));
    expect(opened.length).toBeGreaterThan(1);
    expect(aws.writes.toSorted()).toEqual(plan.accounts.map(({ account }) => `PutContactInformation ${account}`));
  });

  it("does nothing a second time, not even open a session, and still says what it had done", async () => {
    const { aws, run, opened } = trial(phones(40));
    await run();
    const calls = aws.calls.length;
    const sessions = opened.length;
    expect(new Set(statuses(await run()))).toEqual(new Set(["changed"]));
    expect([aws.calls.length, opened.length]).toEqual([calls, sessions]);
  });

  it("goes on after a stop at any point, and writes no account twice", async () => {
    const plan = phones(5);
    for (let at = 0; at < 30; at++) {
      const { aws, run } = trial(plan);
      aws.death = { at: Math.floor(at / 2), when: at % 2 === 0 ? "before" : "after" };
      expect(await run().catch(() => "killed")).toBe("killed");
      aws.death = null;
      const outcome = await run();
      expect(outcome.outcomes.every(({ status }) => status === "changed" || status === "already")).toBe(true);
      expect(aws.writes.toSorted()).toEqual([...new Set(aws.writes)].toSorted());
      expect(aws.writes.length).toBe(5);
    }
  });

  it("stops between two accounts when asked to, and skips the rest", async () => {
    const { aws, run } = trial(phones(40));
    let asks = 0;
    const outcome = await run({ shouldStop: () => asks++ >= 3 });
    expect(statuses(outcome).slice(0, 4)).toEqual(["changed", "changed", "skipped", "skipped"]);
    expect(outcome.stopped?.code).toBe("Stopped");
    expect(aws.writes.length).toBe(2);
    expect(new Set(statuses(await run()))).toEqual(new Set(["changed"]));
  });

  it("stops where no session is given, says why, and asks for no further one", async () => {
    const { run, aws } = trial(phones(70));
    let opens = 0;
    const openBatch = (n: number): Promise<OpenedBatch> => {
      opens++;
      if (n === 1) return Promise.resolve({ status: "open", deeds: aws.deeds });
      return Promise.resolve({ status: "refused", code: "CUSTODY_VETOED", detail: "ann" });
    };
    const outcome = await run({ openBatch });
    expect(outcome.stopped).toEqual({ code: "CUSTODY_VETOED", detail: "ann" });
    expect(opens).toBe(2);
    expect(new Set(statuses(outcome))).toEqual(new Set(["changed", "skipped"]));
  });

  it("goes on with the other accounts when one is stale or refused", async () => {
    const { aws, run } = trial(phones(4));
    aws.held("aws:222222222001").primary = primaryForTest({ City: "Basel" });
    const deed = refusal("account:PutContactInformation", "AccessDenied");
    aws.before("PutContactInformation aws:222222222002", deed);
    const outcome = await run();
    expect(statuses(outcome)).toEqual(["changed", "stale", "refused", "changed"]);
    expect(outcome.outcomes[2]?.changes).toEqual([{ status: "refused", deed }]);
    // What was refused is tried again; what is stale is looked at again and still not written.
    expect(statuses(await run())).toEqual(["changed", "stale", "changed", "changed"]);
    expect(aws.writes.filter((call) => call.endsWith("001"))).toEqual([]);
  });

  it("asks for a batch's session once more when it has ended", async () => {
    const { aws, run, opened } = trial(phones(3));
    const expired = refusal("account:GetContactInformation", "ExpiredToken");
    aws.before("GetContactInformation aws:222222222001", expired);
    expect(statuses(await run())).toEqual(["changed", "changed", "changed"]);
    expect(opened).toEqual([1, 1]);
    const again = trial(phones(1));
    again.aws.before("GetContactInformation aws:222222222000", expired, expired, expired);
    expect(statuses(await again.run())).toEqual(["refused"]);
    expect(again.opened).toEqual([1, 1]);
  });

  it("has all codes of a batch mailed before it asks for the first, and does nothing else after that", async () => {
    const plan = planForTest({
      "222222222000": [phoneChange, moveTo("a@new.example")],
      "222222222001": [moveTo("b@new.example")],
      "222222222002": [phoneChange],
    });
    const { aws, run } = trial(plan);
    const before: string[] = [];
    const askOtp: AskOtp = (ask) => {
      before.push(`${ask.address} after ${aws.mail.length} mails, ${aws.writes.length} writes`);
      return aws.reader(ask);
    };
    expect(statuses(await run({ askOtp }))).toEqual(["changed", "changed", "changed"]);
    expect(before).toEqual(["a@new.example after 2 mails, 4 writes", "b@new.example after 2 mails, 5 writes"]);
    expect(aws.writes.filter((call) => call.startsWith("Start")).length).toBe(2);
  });

  it("leaves what waits for a code for the next run", async () => {
    const { run, aws } = trial(planForTest({ "222222222000": [phoneChange, moveTo("a@new.example")] }));
    const askOtp: AskOtp = () => Promise.resolve({ status: "later" });
    const first = await run({ askOtp });
    expect(first.outcomes[0]).toMatchObject({
      status: "pending-otp",
      changes: [{ status: "changed" }, { status: "pending-otp" }],
    });
    expect(statuses(await run())).toEqual(["changed"]);
    expect(aws.writes).toEqual([
      "PutContactInformation aws:222222222000",
      "StartPrimaryEmailUpdate aws:222222222000",
      "AcceptPrimaryEmailUpdate aws:222222222000",
    ]);
  });

  it("tells each outcome once, in the plan's order", async () => {
    const plan = phones(3);
    const told: string[] = [];
    await trial(plan).run({ onOutcome: ({ status }, { account }) => told.push(`${account} ${status}`) });
    expect(told).toEqual(plan.accounts.map(({ account }) => `${account} changed`));
  });

  it("refuses another plan's journal before anything is opened", async () => {
    const { run, lines, opened } = trial(phones(2));
    lines.push('{"v":1,"planHash":"x"}');
    expect(await rejectedRow(run())).toBe("CONTACTS_JOURNAL_FOREIGN");
    expect(opened).toEqual([]);
  });
});
