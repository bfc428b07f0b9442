import { describe, expect, it } from "vitest";
import { codedRow } from "../../../../test/support/coded-row.ts";
import { CodedError, positionText } from "../../core/coded-error.ts";
import { utf8 } from "../../crypto/bytes.ts";
import { plansForTest } from "./plans-for-test.ts";
import { planBytes, purposeOf, readRootAccessPlan, type RootAccessPlan } from "./root-access-plan.ts";

const all: readonly RootAccessPlan[] = Object.values(plansForTest);
const bytesOf = (value: unknown) => utf8(JSON.stringify(value));
const refusalOfBytes = (bytes: Uint8Array): string => {
  try {
    readRootAccessPlan(bytes);
    return "read";
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    return `${error.row.code} ${positionText(error.position)} ${error.detail ?? ""}`.trim();
  }
};
const changed = (task: RootAccessPlan["task"], change: object) =>
  refusalOfBytes(bytesOf({ ...plansForTest[task], ...change }));

describe("a saved plan of central root access", () => {
  it("is read as it was written, whatever its task, its spaces and the order of its fields", () => {
    for (const plan of all) {
      expect(readRootAccessPlan(planBytes(plan))).toEqual(plan);
      expect(readRootAccessPlan(bytesOf(Object.fromEntries(Object.entries(plan).toReversed())))).toEqual(plan);
    }
  });

  it("asks under the purpose that the release policy and the record know", () => {
    expect(all.map((plan) => [plan.task, purposeOf(plan)])).toEqual([
      ["enable", "other"],
      ["delete-credentials", "other"],
      ["allow-recovery", "other"],
      ["unlock-bucket", "bucket-policy"],
      ["unlock-queue", "bucket-policy"],
    ]);
  });

  it("is refused with the field that is wrong", () => {
    const cases: readonly [RootAccessPlan["task"], object, string][] = [
      ["enable", { schema: "rootward.root-access-plan/v2" }, "$.schema"],
      ["enable", { task: "audit" }, "$.task"],
      ["enable", { feature: "Everything" }, "$.feature"],
      ["enable", { management: "111111111111" }, "$.management"],
      ["enable", { on: false, trustedAccess: true }, "$.trustedAccess"],
      ["allow-recovery", { account: "aws:33333333333" }, "$.account"],
      ["allow-recovery", { name: "pay‮stnem" }, "$.name"],
      ["allow-recovery", { mailbox: "a@b.example\nBcc: x@y.example" }, "$.mailbox"],
      ["allow-recovery", { mailbox: undefined }, "$.mailbox"],
      ["delete-credentials", { delete: [] }, "$.delete"],
      ["delete-credentials", { delete: ["password", "mfa"] }, "$.delete"],
      ["delete-credentials", { delete: ["mfa", "mfa"] }, "$.delete"],
      [
        "delete-credentials",
        { found: { password: true, accessKeys: ["b", "a"], certificates: [], mfa: [] } },
        "$.found.accessKeys",
      ],
      ["unlock-bucket", { bucket: "../etc" }, "$.bucket"],
      ["unlock-bucket", { bucket: "a/b/c" }, "$.bucket"],
      ["unlock-bucket", { region: "eu-central-1.evil.example/" }, "$.region"],
      ["unlock-bucket", { region: "cn-north-1" }, "$.region"],
      ["unlock-queue", { queueUrl: "https://sqs.eu-central-1.amazonaws.com/444444444444/jobs" }, "$.queueUrl"],
      ["unlock-queue", { queueUrl: "https://sqs.eu-central-1.evil.example/333333333333/jobs" }, "$.queueUrl"],
      ["unlock-queue", { region: "eu-west-1" }, "$.queueUrl"],
      ["unlock-bucket", { policy: "" }, "$.policy"],
      ["unlock-bucket", { policy: "[]" }, "$.policy"],
      ["unlock-bucket", { policy: JSON.stringify({ x: "y".repeat(20_480) }) }, "$.policy"],
    ];
    for (const [task, change, field] of cases) {
      const said = changed(task, change);
      expect([task, change, said.split(" ").slice(0, 3).join(" ")]).toEqual([
        task,
        change,
        `ROOT_ACCESS_PLAN_FOREIGN at ${field}`,
      ]);
    }
  });

  it("is refused with a field that this version does not know", () => {
    expect(changed("allow-recovery", { also: true })).toContain('"also"');
    expect(changed("enable", { account: "aws:333333333333" })).toContain('"account"');
  });

  it("is refused when it names another task's policy, or one of another partition", () => {
    const { taskPolicy } = plansForTest["delete-credentials"];
    expect(changed("allow-recovery", { taskPolicy })).toMatch(
      /at \$\.taskPolicy it must be .*IAMCreateRootUserPassword$/,
    );
    expect(changed("delete-credentials", { account: "aws-cn:333333333333" })).toContain("arn:aws-cn:iam::aws:policy");
    expect(
      codedRow(() =>
        readRootAccessPlan(
          bytesOf({
            ...plansForTest["delete-credentials"],
            account: "aws-cn:333333333333",
            taskPolicy: taskPolicy.replace("arn:aws:", "arn:aws-cn:"),
          }),
        ),
      ),
    ).toBeNull();
  });

  it("names the line and column where the file stops being JSON", () => {
    expect(refusalOfBytes(utf8('{\n  "task": enable\n}'))).toMatch(/^ROOT_ACCESS_PLAN_FOREIGN 2:11/);
    expect(refusalOfBytes(utf8('{\n  "task": "enable",'))).toMatch(/^ROOT_ACCESS_PLAN_FOREIGN 2:20/);
    expect(refusalOfBytes(Uint8Array.of(0x22, 0xff, 0x22))).toBe("ROOT_ACCESS_PLAN_FOREIGN  not UTF-8");
  });

  it("is refused when it is larger than any plan", () => {
    expect(refusalOfBytes(utf8(" ".repeat(256 * 1024 + 1)))).toContain("262145 bytes");
  });
});
