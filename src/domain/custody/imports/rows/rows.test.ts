import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { accountId } from "../../../core/account-id.ts";
import { advanceRow, leaseSeconds, settleRow } from "./advance-row.ts";
import { newRow, type OnboardingRow } from "./onboarding-row.ts";
import type { RowAct, RowOperator } from "./row-event.ts";

const account = accountId("123456789012");
if (account === null) throw new Error("an account");
const ann: RowOperator = { person: "ann", roles: ["operator-p"] };
const bob: RowOperator = { person: "bob", roles: ["operator-s"] };
const cid: RowOperator = { person: "cid", roles: ["operator-p", "operator-s"] };
const now = 1_795_230_000;
const show = (coSigner: RowOperator | null = null): RowAct => ({ kind: "show-codes", coSigner });

/** Does acts one after another; a refusal is an error here. */
function after(...acts: readonly (readonly [RowAct, RowOperator] | "evidence-read" | "finish")[]): OnboardingRow {
  let row = newRow(account ?? accountIdOf());
  for (const act of acts) {
    const result = typeof act === "string" ? settleRow(row, { kind: act }) : advanceRow(row, act[0], act[1], now);
    if (result.status === "refused") throw new Error(`${result.row.code} ${result.detail}`);
    row = result.row;
  }
  return row;
}
const accountIdOf = (): never => {
  throw new Error("an account");
};
const codeOf = (row: OnboardingRow, act: RowAct, operator: RowOperator, at = now) => {
  const result = advanceRow(row, act, operator, at);
  return result.status === "refused" ? result.row.code : result.row.state;
};
const stored = [
  [{ kind: "send-reset" }, ann],
  [{ kind: "store-password" }, ann],
] as const;
const captured = [...stored, [{ kind: "capture-seed" }, bob]] as const;

describe("the onboarding of an account", () => {
  it("goes through all its steps, passwords by one operator, seeds by the other", () => {
    const row = after(...captured, [show(), bob], [{ kind: "aws-accepts" }, bob], "evidence-read", "finish");
    expect(row).toMatchObject({ state: "done", handled: { P: ["ann"], S: ["bob"] }, leases: { P: null, S: null } });
  });

  it("with an existing device goes by two codes of the old authenticator, and ends only with a password", () => {
    const found = [
      [{ kind: "find-existing-mfa" }, bob],
      [{ kind: "match-old-codes" }, bob],
    ] as const;
    const row = after(...found, "evidence-read");
    expect(row.state).toBe("evidence_ok");
    expect(settleRow(row, { kind: "finish" })).toMatchObject({ row: { code: "CUSTODY_ROW_TRANSITION" } });
    expect(after(...found, "evidence-read", [{ kind: "store-password" }, ann], "finish").state).toBe("done");
  });

  it.each([
    ["store a password before the reset", newRow(account), { kind: "store-password" }, ann],
    ["capture a seed before the password", newRow(account), { kind: "capture-seed" }, bob],
    ["show codes before the seed", after(...stored), show(), bob],
    ["accept before codes were shown", after(...captured), { kind: "aws-accepts" }, bob],
    ["resume what was not left", newRow(account), { kind: "resume" }, ann],
    ["fail without a reason's id", newRow(account), { kind: "fail", reason: "My seed is ABC" }, ann],
  ] as const)("does not %s", (_, row, act, operator) => {
    expect(codeOf(row, act, operator)).toBe("CUSTODY_ROW_TRANSITION");
  });

  it("with a password and a device from elsewhere takes either first, and ends with both", () => {
    const seed = [
      [{ kind: "find-existing-mfa" }, bob],
      [{ kind: "match-old-codes" }, bob],
    ] as const;
    const password = [[{ kind: "import-password" }, ann]] as const;
    expect(after(...password, ...seed, "evidence-read", "finish").state).toBe("done");
    expect(after(...seed, ...password, "evidence-read", "finish").state).toBe("done");
    expect(codeOf(after(...password), { kind: "import-password" }, ann)).toBe("CUSTODY_ROW_TRANSITION");
    expect(codeOf(newRow(account), { kind: "import-password" }, bob)).toBe("CUSTODY_ROW_ROLE");
    expect(codeOf(after(...password), { kind: "find-existing-mfa" }, cid)).toBe("existing_mfa");
    expect(codeOf(after([{ kind: "import-password" }, cid]), { kind: "find-existing-mfa" }, cid)).toBe(
      "CUSTODY_ROW_ONE_PERSON",
    );
  });

  it("is done once", () => {
    const row = after(...captured, [show(), bob], [{ kind: "aws-accepts" }, bob], "evidence-read", "finish");
    for (const act of [{ kind: "skip" }, { kind: "fail", reason: "x" }, { kind: "send-reset" }] as const) {
      expect(codeOf(row, act, ann)).toBe("CUSTODY_ROW_TRANSITION");
    }
  });

  it("that failed or was skipped goes on where it stood", () => {
    const failed = after(...captured, [{ kind: "fail", reason: "aws-refused" }, bob]);
    expect(codeOf(failed, { kind: "skip" }, bob)).toBe("CUSTODY_ROW_TRANSITION");
    expect(failed).toMatchObject({ state: "failed", failure: "aws-refused", resume: "seed_captured" });
    const later = now + leaseSeconds;
    const resumed = advanceRow(failed, { kind: "resume" }, ann, later);
    expect(resumed).toMatchObject({ row: { state: "seed_captured", failure: null, resume: null } });
    expect(after([{ kind: "skip" }, ann])).toMatchObject({ state: "skipped", resume: "new" });
  });

  it("shows one pair of codes, one more with a second operator, and a third never", () => {
    const once = after(...captured, [show(), bob]);
    expect(codeOf(once, show(), bob)).toBe("CUSTODY_ROW_TRANSITION");
    expect(codeOf(once, show(bob), bob)).toBe("CUSTODY_ROW_ROLE");
    expect(codeOf(once, show(ann), bob)).toBe("CUSTODY_ROW_ROLE");
    const dora: RowOperator = { person: "dora", roles: ["operator-s"] };
    const twice = after(...captured, [show(), bob], [{ kind: "aws-refuses" }, bob], [show(dora), bob]);
    expect(twice.handled.S).toEqual(["bob", "dora"]);
    expect(codeOf(twice, show(dora), bob)).toBe("CUSTODY_ROW_TRANSITION");
    expect(codeOf(twice, { kind: "capture-seed" }, bob)).toBe("seed_captured");
  });
});

describe("two operators", () => {
  it("need the role of the vault they touch", () => {
    expect(codeOf(newRow(account), { kind: "send-reset" }, bob)).toBe("CUSTODY_ROW_ROLE");
    expect(codeOf(after(...stored), { kind: "capture-seed" }, ann)).toBe("CUSTODY_ROW_ROLE");
    expect(codeOf(newRow(account), { kind: "skip" }, { person: "eve", roles: [] })).toBe("CUSTODY_ROW_ROLE");
  });

  it("are two persons, even where one has both roles", () => {
    const row = after([{ kind: "send-reset" }, cid], [{ kind: "store-password" }, cid]);
    expect(codeOf(row, { kind: "capture-seed" }, cid)).toBe("CUSTODY_ROW_ONE_PERSON");
    expect(codeOf(row, { kind: "capture-seed" }, bob)).toBe("seed_captured");
    const shown = after(...captured, [show(), bob]);
    expect(codeOf({ ...shown, handled: { P: ["cid"], S: ["bob"] } }, show(cid), bob)).toBe("CUSTODY_ROW_ONE_PERSON");
  });

  it("have a row for 15 minutes after each act, each for their vault", () => {
    const row = after(...stored);
    const eve: RowOperator = { person: "eve", roles: ["operator-p"] };
    expect(codeOf(after([{ kind: "send-reset" }, ann]), { kind: "store-password" }, eve)).toBe("CUSTODY_ROW_LEASED");
    expect(codeOf(after([{ kind: "send-reset" }, ann]), { kind: "store-password" }, eve, now + leaseSeconds - 1)).toBe(
      "CUSTODY_ROW_LEASED",
    );
    expect(codeOf(after([{ kind: "send-reset" }, ann]), { kind: "store-password" }, eve, now + leaseSeconds)).toBe(
      "password_stored",
    );
    expect(codeOf(row, { kind: "capture-seed" }, bob)).toBe("seed_captured");
    expect(codeOf(row, { kind: "skip" }, bob)).toBe("CUSTODY_ROW_LEASED");
  });

  it("never see both secrets of an account, in whatever order they act", () => {
    const acts = fc.constantFrom<RowAct>(
      { kind: "send-reset" },
      { kind: "store-password" },
      { kind: "capture-seed" },
      { kind: "find-existing-mfa" },
      { kind: "match-old-codes" },
      show(),
      show(bob),
      show(cid),
      { kind: "aws-accepts" },
      { kind: "skip" },
      { kind: "resume" },
      { kind: "fail", reason: "x" },
    );
    const who = fc.constantFrom(ann, bob, cid, { person: "bob", roles: ["operator-p"] } as RowOperator);
    fc.assert(
      fc.property(fc.array(fc.tuple(acts, who, fc.nat(2000)), { maxLength: 30 }), (events) => {
        let row = newRow(account);
        let at = now;
        for (const [act, operator, seconds] of events) {
          at += seconds;
          const result = advanceRow(row, act, operator, at);
          if (result.status === "advanced") row = result.row;
          expect(row.handled.P.filter((person) => row.handled.S.includes(person))).toEqual([]);
          expect(row.pairs).toBeLessThanOrEqual(2);
        }
      }),
    );
  });
});
