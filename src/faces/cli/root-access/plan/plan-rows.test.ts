import { describe, expect, it } from "vitest";
import { plansForTest } from "../../../../domain/custody/root-access/plans-for-test.ts";
import type { RootAccessPlan } from "../../../../domain/custody/root-access/root-access-plan.ts";
import { commands } from "../../commands.ts";
import { planRows } from "./plan-rows.ts";

const plans: readonly RootAccessPlan[] = [
  ...Object.values(plansForTest),
  { ...plansForTest.enable, on: false },
  { ...plansForTest.enable, feature: "RootCredentialsManagement", trustedAccess: true },
  { ...plansForTest["delete-credentials"], found: null },
  { ...plansForTest["unlock-bucket"], policy: "{}" },
];
const textOf = (plan: RootAccessPlan, showContacts = false): string =>
  planRows(plan, showContacts)
    .map(([label, text]) => `${label}: ${text}`)
    .join("\n");

describe("a plan as people read it", () => {
  it.each(plans)("$task names only commands that there are", (plan) => {
    const named = [...textOf(plan).matchAll(/`rootward ([a-z -]+)`/g)].map(([, words = ""]) => words);
    const paths = commands.map(({ path }) => path);
    expect(named.filter((words) => !paths.some((path) => words === path || words.startsWith(`${path} `)))).toEqual([]);
  });

  it("says of every change that it writes, and its way back or that there is none", () => {
    for (const plan of plans) {
      const calls = textOf(plan)
        .split("\n")
        .filter((line) => /^call [0-9]+: \S+ WRITES/.test(line));
      expect(calls.length).toBeGreaterThan(0);
      expect(calls.filter((line) => !/(?:Way back: .+|It cannot be undone\.)$/.test(line))).toEqual([]);
    }
  });

  it("masks the root mailbox unless it is asked for", () => {
    const plan = plansForTest["allow-recovery"];
    expect(textOf(plan)).toContain("r***@corp.example");
    expect(textOf(plan)).not.toContain("root+pay@corp.example");
    expect(textOf(plan, true)).toContain("root+pay@corp.example");
  });
});
