import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CodedError } from "../../../domain/core/coded-error.ts";
import { planBytes, purposeOf, type RootAccessPlan } from "../../../domain/custody/root-access/root-access-plan.ts";
import { plansForTest } from "../../../domain/custody/root-access/plans-for-test.ts";
import type { Io } from "../io.ts";
import { requestAskOf } from "./request-ask.ts";

let cwd: string;
beforeAll(() => {
  cwd = mkdtempSync(join(tmpdir(), "rootward-ask-"));
  for (const [task, plan] of Object.entries(plansForTest)) writeFileSync(join(cwd, `${task}.json`), planBytes(plan));
  writeFileSync(join(cwd, "a plan.json"), planBytes(plansForTest["unlock-bucket"]));
  writeFileSync(join(cwd, "broken.json"), '{"schema":\n');
  writeFileSync(join(cwd, "other.json"), "[]");
});
afterAll(() => rmSync(cwd, { recursive: true, force: true }));

const io = (): Io => ({ cwd }) as Io;
const ask = (options: Readonly<Record<string, string>>, ...args: string[]) =>
  requestAskOf({ io: io(), args, options: { reason: "it is locked", ...options } });
function refusal(options: Readonly<Record<string, string>>, ...args: string[]): string {
  try {
    ask(options, ...args);
    return "nothing";
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    return `${error.row.code} ${error.detail ?? ""}`;
  }
}
const memberTasks = (Object.keys(plansForTest) as RootAccessPlan["task"][]).filter((task) => task !== "enable");

describe("a request from a saved plan", () => {
  it.each(memberTasks)("takes account, name, purpose and task from the plan: %s", (task) => {
    const plan = plansForTest[task];
    expect(ask({ plan: `${task}.json` })).toEqual({
      ask: {
        account: "aws:333333333333",
        accountName: "payments",
        purpose: purposeOf(plan),
        reason: "it is locked",
        capabilities: ["assume-root"],
        maxCodes: null,
        ttlSeconds: null,
        taskPolicy: plan.taskPolicy,
      },
      use: `rootward root-access ${task} --apply ${task}.json --request`,
    });
  });

  it("takes an account, purpose or task that says the same, and no other", () => {
    const plan = "unlock-bucket.json";
    for (const account of ["333333333333", "3333 3333 3333", "aws:333333333333", "payments", "PAYMENTS", "3333"]) {
      expect(ask({ plan }, account).ask.account).toBe("aws:333333333333");
    }
    for (const account of ["333333333334", "aws-cn:333333333333", "prod", "4444", "33", ""]) {
      expect(refusal({ plan }, account)).toMatch(/^CLI_USAGE the plan is for 333333333333 payments, not for /);
    }
    expect(
      ask({ plan, purpose: "bucket-policy", task: "S3UnlockBucketPolicy", ask: "assume-root" }).use,
    ).not.toBeNull();
    expect(refusal({ plan, purpose: "lockout" })).toContain("the plan's purpose is bucket-policy");
    expect(refusal({ plan, task: "SQSUnlockQueuePolicy" })).toContain("the plan's task is S3UnlockBucketPolicy");
    // A reason that is also the name of a purpose is only a reason.
    expect(ask({ plan, reason: "lockout" }).ask).toMatchObject({ purpose: "bucket-policy", reason: "lockout" });
  });

  it("asks for the session alone", () => {
    for (const list of ["code", "password", "assume-root,code"]) {
      expect(refusal({ plan: "unlock-bucket.json", ask: list })).toMatch(/^CLI_USAGE --plan and --task are for a root/);
    }
    expect(refusal({ plan: "unlock-bucket.json", codes: "2" })).toMatch(/^CLI_USAGE --codes is for codes/);
    expect(ask({ plan: "unlock-bucket.json", window: "120" }).ask.ttlSeconds).toBe(120);
  });

  it("is not made for a switch of the organization, which a quorum decides on", () => {
    expect(refusal({ plan: "enable.json" })).toContain("rootward root-access enable --apply enable.json");
  });

  it("names a file that cannot be read or is no plan, and where it is wrong", () => {
    expect(refusal({ plan: "nowhere.json" })).toMatch(/^CLI_INPUT_UNREADABLE nowhere.json/);
    expect(refusal({ plan: "." })).toMatch(/^CLI_INPUT_UNREADABLE/);
    expect(refusal({ plan: "other.json" })).toMatch(/^ROOT_ACCESS_PLAN_FOREIGN/);
    try {
      ask({ plan: "broken.json" });
    } catch (error) {
      expect(error).toMatchObject({ position: { file: "broken.json", line: 2 } });
    }
    expect.assertions(4);
  });

  it("prints a file's name so that a shell takes it", () => {
    expect(ask({ plan: "a plan.json" }).use).toBe("rootward root-access unlock-bucket --apply 'a plan.json' --request");
  });
});

describe("a request for a task without a plan", () => {
  it("needs the task's name, and knows the command that it is for", () => {
    expect(ask({ task: "SQSUnlockQueuePolicy" }, "3333")).toEqual({
      ask: {
        account: "3333",
        purpose: "bucket-policy",
        reason: "it is locked",
        capabilities: ["assume-root"],
        maxCodes: null,
        ttlSeconds: null,
        taskPolicy: "SQSUnlockQueuePolicy",
      },
      use: "rootward root-access unlock-queue --apply PLAN --request",
    });
    expect(ask({ task: "IAMCreateRootUserPassword", ask: "assume-root" }, "prod").ask.purpose).toBe("other");
    expect(ask({ task: "IAMDeleteRootUserCredentials", purpose: "drill" }, "prod").ask.purpose).toBe("drill");
  });

  it("is refused without account, without a task, for an audit, and beside password or code", () => {
    expect(refusal({ task: "S3UnlockBucketPolicy" })).toContain("needs an account, or --plan FILE");
    expect(refusal({ ask: "assume-root" }, "prod")).toContain("S3UnlockBucketPolicy|");
    expect(refusal({ ask: "assume-root,code" }, "prod")).toContain("asked for alone");
    expect(refusal({ task: "IAMAuditRootUserCredentials" }, "prod")).toContain("rootward root-access audit");
    expect(refusal({ task: "unlock" }, "prod")).toMatch(/--task takes .*S3UnlockBucketPolicy/);
    expect(refusal({ task: "S3UnlockBucketPolicy", ask: "code" }, "prod")).toMatch(/for a root session alone/);
  });
});

describe("a request for password and code", () => {
  it("is what it was", () => {
    expect(ask({ reason: "lockout" }, "prod")).toEqual({
      ask: {
        account: "prod",
        purpose: "lockout",
        reason: "lockout",
        capabilities: [],
        maxCodes: null,
        ttlSeconds: null,
        taskPolicy: null,
      },
      use: null,
    });
    expect(ask({ ask: "code, password", codes: "2", purpose: "billing" }, "prod").ask).toMatchObject({
      capabilities: ["code", "password"],
      maxCodes: 2,
      purpose: "billing",
    });
  });

  it("without reason or account, or with what is no purpose, item or number, is refused", () => {
    expect(refusal({ reason: "" }, "prod")).toContain("needs --reason TEXT");
    expect(refusal({})).toContain("needs an account");
    expect(refusal({ purpose: "fun" }, "prod")).toContain("--purpose takes");
    expect(refusal({ ask: "seed" }, "prod")).toContain("--ask takes assume-root, code, password");
    for (const codes of ["0", "11", "two", "-1", "1e1"]) expect(refusal({ codes }, "prod")).toContain("--codes takes");
    expect(refusal({ window: "59" }, "prod")).toContain("--window takes");
  });
});
