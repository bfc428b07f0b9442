import { describe, expect, it } from "vitest";
import { Secret } from "../../domain/core/secret.ts";
import type { PlannedAccount } from "../../domain/custody/contacts/contacts-plan.ts";
import { moveTo, planForTest } from "../../domain/custody/contacts/plan-for-test.ts";
import { applyContacts } from "./apply-contacts.ts";
import type { JournalRow, JournalStep } from "./contacts-journal.ts";
import type { AskOtp, OtpAsk } from "./ask-otp.ts";
import { PretendContacts, refusal } from "./pretend-contacts-for-test.ts";

const account = "aws:222222222222";
const address = "root@new.example";
const hour = 3600;
const start = `StartPrimaryEmailUpdate ${account}`;
const accept = `AcceptPrimaryEmailUpdate ${account}`;

function planned(): PlannedAccount {
  const [only] = planForTest({ "222222222222": [moveTo(address)] }).accounts;
  if (only === undefined) throw new Error("no account");
  return only;
}

function trial() {
  const aws = new PretendContacts();
  aws.accounts.set(account, { primary: null, alternates: {}, email: "Root@corp.example", update: null });
  const state: { row: JournalRow | undefined; now: number } = { row: undefined, now: 1_795_000_000 };
  const asked: OtpAsk[] = [];
  const run = async (askOtp: AskOtp = aws.reader) => {
    const apply = applyContacts({
      deeds: aws.deeds,
      askOtp: (ask) => {
        asked.push(ask);
        return askOtp(ask);
      },
      keep: (next) => {
        state.row = next;
        return Promise.resolve();
      },
      nowSeconds: () => state.now,
      wait: () => Promise.resolve(),
    });
    return (await apply({ planned: planned(), row: state.row })).changes[0];
  };
  const step = (): JournalStep["state"] | undefined => state.row?.steps[0]?.state;
  return { aws, state, run, asked, step, held: aws.held(account) };
}

const later: AskOtp = () => Promise.resolve({ status: "later" });
const codes =
  (...texts: string[]): AskOtp =>
  () =>
    Promise.resolve({ status: "code", otp: new Secret(texts.shift() ?? "WRONG0") });

describe("moving a root mailbox", () => {
  it("has a code mailed to the new address, asks for it, brings it and reads back", async () => {
    const { aws, run, asked, held, state } = trial();
    expect(await run()).toEqual({ status: "changed" });
    expect(held.email).toBe(address);
    expect(asked).toEqual([{ account, name: "account 222222222222", address, attempt: 1 }]);
    expect(aws.writes).toEqual([start, accept]);
    expect(aws.calls.at(-1)).toBe(`GetPrimaryEmail ${account}`);
    expect(state.row?.isFinished).toBe(true);
  });

  it("does nothing where the mailbox is moved already, or is a third one", async () => {
    const done = trial();
    done.held.email = "ROOT@new.example";
    expect(await done.run()).toEqual({ status: "already" });
    const other = trial();
    other.held.email = "root@evil.example";
    expect(await other.run()).toEqual({ status: "stale", fields: ["address"] });
    expect([done.aws.writes, other.aws.writes]).toEqual([[], []]);
  });

  it("is pending while AWS does not show the new address, and changed when it does", async () => {
    const { aws, run, state, step } = trial();
    aws.isPublishing = false;
    expect(await run()).toEqual({ status: "pending" });
    expect([step(), state.row?.isFinished]).toEqual(["accepted", false]);
    state.now += 4 * hour;
    expect(await run()).toEqual({ status: "pending" });
    aws.publish(account);
    expect(await run()).toEqual({ status: "changed" });
    expect(aws.writes).toEqual([start, accept]);
  });

  it("is unconfirmed when AWS does not show it for five hours, or says that it failed", async () => {
    const { aws, run, state, held } = trial();
    aws.isPublishing = false;
    await run();
    state.now += 5 * hour;
    expect(await run()).toEqual({ status: "unconfirmed", fields: ["the old address"] });
    held.update = { status: "FAILED", email: address, otp: "" };
    expect(await run()).toEqual({ status: "unconfirmed", fields: ["AWS says FAILED"] });
    expect(aws.writes).toEqual([start, accept]);
  });

  it("waits for the code over several runs, without a second mail", async () => {
    const { aws, run, state, step } = trial();
    expect(await run(later)).toEqual({ status: "pending-otp" });
    expect(step()).toBe("started");
    state.now += 23 * hour;
    expect(await run(later)).toEqual({ status: "pending-otp" });
    expect(await run()).toEqual({ status: "changed" });
    expect(aws.writes).toEqual([start, accept]);
  });

  it("has a new code mailed after 24 hours, and when asked to", async () => {
    const { aws, run, state } = trial();
    await run(later);
    state.now += 24 * hour;
    await run(later);
    expect(aws.mail.length).toBe(2);
    let asks = 0;
    const again: AskOtp = (ask) => (asks++ === 0 ? Promise.resolve({ status: "again" }) : aws.reader(ask));
    expect(await run(again)).toEqual({ status: "changed" });
    expect(aws.mail.length).toBe(3);
  });

  it("asks three times for a code that AWS does not take, and sends no text that is no code", async () => {
    const { aws, run, asked, step } = trial();
    expect(await run(codes("WRONG1", "12345", "CODE00 or so"))).toEqual({ status: "pending-otp" });
    expect(asked.map(({ attempt }) => attempt)).toEqual([1, 2, 3]);
    expect(aws.writes).toEqual([start, accept]);
    expect(step()).toBe("started");
    expect(await run(codes("WRONG1", "CODE00"))).toEqual({ status: "changed" });
  });

  it("has a new code mailed where AWS waits for none any more", async () => {
    const { aws, run, held } = trial();
    await run(later);
    held.update = null;
    let asks = 0;
    const reader: AskOtp = (ask) => (asks++ === 0 ? codes("CODE00")(ask) : aws.reader(ask));
    expect(await run(reader)).toEqual({ status: "changed" });
    expect(aws.writes).toEqual([start, accept, start, accept]);
  });

  it("stops at what is no matter of the code", async () => {
    const { aws, run, step } = trial();
    const conflict = refusal("account:StartPrimaryEmailUpdate", "Conflict");
    aws.before(start, conflict);
    expect(await run()).toEqual({ status: "refused", deed: conflict });
    expect(step()).toBe(undefined);
    const denied = refusal("account:AcceptPrimaryEmailUpdate", "AccessDenied");
    aws.before(accept, denied);
    expect(await run()).toEqual({ status: "refused", deed: denied });
    expect(step()).toBe("started");
  });

  it("never moves while another's move is under way", async () => {
    const { aws, run, held } = trial();
    held.update = { status: "ACCEPTED", email: "root@evil.example", otp: "" };
    expect(await run()).toEqual({ status: "stale", fields: ["another move of the mailbox is under way"] });
    expect(aws.writes).toEqual([]);
  });

  it("does not take another's move for its own because a code of its own was refused", async () => {
    const { run, held } = trial();
    await run(codes("WRONG1", "WRONG2", "WRONG3"));
    held.update = { status: "ACCEPTED", email: "root@evil.example", otp: "" };
    expect((await run())?.status).toBe("stale");
  });

  it("asks AWS whether a code was taken when no answer came", async () => {
    const { aws, run, state, step, held } = trial();
    const silent = refusal("account:AcceptPrimaryEmailUpdate", "Unreachable");
    aws.before(accept, silent);
    expect(await run()).toEqual({ status: "refused", deed: silent });
    expect(step()).toBe("brought");
    held.update = { status: "ACCEPTED", email: address, otp: "" };
    expect(await run()).toEqual({ status: "pending" });
    // AWS did not take it: it is brought once more.
    held.update = { status: "PENDING", email: address, otp: "CODE00" };
    expect(await run()).toEqual({ status: "changed" });
    expect(aws.mail.length).toBe(1);
    expect(state.row?.isFinished).toBe(true);
  });

  it("does not begin where AWS does not say whether a move is under way", async () => {
    const { aws, run } = trial();
    const deed = refusal("account:GetPrimaryEmailUpdateStatus", "AccessDenied");
    aws.before(`GetPrimaryEmailUpdateStatus ${account}`, deed);
    expect(await run()).toEqual({ status: "refused", deed });
    expect(aws.writes).toEqual([]);
  });

  it("wipes the code that was brought, and keeps none", async () => {
    const { aws, run, state } = trial();
    const otp = new Secret("CODE00");
    const sent: Secret[] = [];
    const accepts = aws.deeds.acceptPrimaryEmailUpdate;
    aws.deeds.acceptPrimaryEmailUpdate = (input) => {
      sent.push(input.otp);
      return accepts(input);
    };
    expect(await run(() => Promise.resolve({ status: "code", otp }))).toEqual({ status: "changed" });
    expect(sent.length).toBe(1);
    for (const secret of [otp, ...sent]) expect(() => secret.reveal()).toThrow();
    expect(JSON.stringify([state.row, aws.calls])).not.toContain("CODE00");
  });
});
