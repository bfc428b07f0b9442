import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { defaultBuckets } from "../../../../demo/limits/default-buckets.ts";
import { callNames } from "../../../../domain/snapshot/calls/call-table.ts";
import { taskPolicies } from "../../../../domain/root-tasks/task-policies.ts";
import { deedRates, deedSpec, deedTable, type DeedAction } from "./deed-table.ts";

const sources = (folder: string) =>
  readdirSync(fileURLToPath(new URL(folder, import.meta.url)), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"))
    .map((name) => ({ name, text: readFileSync(new URL(`${folder}/${name}`, import.meta.url), "utf8") }));
const deeds = [...sources("../../deeds"), ...sources("../../courier")];
const actions = Object.keys(deedTable) as DeedAction[];
const actionOf = (text: string) => /\.run\(\s*"([a-z0-9]+:[A-Za-z]+)"/.exec(text)?.[1];

describe("the calls under approvals", () => {
  it("are exactly those of the table, each in one file", () => {
    const made = deeds.flatMap(({ text }) => actionOf(text) ?? []);
    expect(made.toSorted()).toEqual(actions.toSorted());
  });

  it("use the SDK command of the action's own name; buckets are listed by another one", () => {
    for (const { name, text } of deeds) {
      const action = actionOf(text)?.split(":")[1];
      const command = /\bnew ([A-Z]\w+)Command\(/.exec(text)?.[1];
      if (action === undefined) expect([name, command]).toEqual([name, undefined]);
      else expect([name, command]).toEqual([name, action === "ListAllMyBuckets" ? "ListBuckets" : action]);
    }
  });

  it("load the SDK only when they run", () => {
    for (const { name, text } of deeds) {
      const eager = /^import (?!type)[^;]*from "(@aws-sdk|@smithy)[^"]*"/m.test(text);
      expect([name, eager]).toEqual([name, false]);
    }
  });

  it("may be repeated only where twice is as good as once", () => {
    for (const action of actions) {
      const expected = /:(Get|List)/.test(action)
        ? "reads"
        : /:(Put|Set|Delete|Deactivate|Enable|Disable)/.test(action)
          ? "sets"
          : "once";
      expect([action, deedSpec(action).effect]).toEqual([action, expected]);
    }
  });

  it("change nothing through the table of readings", () => {
    const writes = actions.filter((action) => deedSpec(action).effect !== "reads" && !action.startsWith("sts:"));
    for (const action of writes) expect(callNames).not.toContain(action);
  });

  it("cover what the task policies let a session do with credentials, buckets and queues", () => {
    const needless = ["iam:GetUser", "iam:GetAccessKeyLastUsed", "sqs:GetQueueUrl"];
    const may = taskPolicies.flatMap((task) => task.actions).filter((action) => !needless.includes(action));
    for (const action of may) expect(actions).toContain(action);
  });

  it("start within the published quotas of Account Management", () => {
    for (const action of actions) {
      const quota = defaultBuckets[action];
      if (quota === undefined) continue;
      const { rate, burst } = deedRates[deedSpec(action).group];
      expect([action, rate <= quota.rate, burst <= quota.burst]).toEqual([action, true, true]);
    }
    expect(actions.filter((action) => action in defaultBuckets)).toHaveLength(8);
  });
});

describe("assuming root under approvals", () => {
  it("is imported by the courier alone", () => {
    const importers = sources("../../../..").filter(({ text }) => /from "[^"]*\/assume-root-for\.ts"/.test(text));
    expect(importers.filter(({ name }) => !name.includes("courier"))).toEqual([]);
  });
});
