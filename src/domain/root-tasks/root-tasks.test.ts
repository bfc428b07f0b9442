import { describe, expect, it } from "vitest";
import { rootTasks } from "./root-tasks.ts";
import { taskPolicies, taskPolicyArn } from "./task-policies.ts";

describe("root tasks", () => {
  it("have unique ids, and every task policy they name exists", () => {
    expect(new Set(rootTasks.map((task) => task.id)).size).toBe(rootTasks.length);
    const named = rootTasks.flatMap((task) => (task.central?.task ? [task.central.task] : []));
    const known = taskPolicies.map((each) => each.id);
    expect(named.filter((id) => !known.includes(id))).toEqual([]);
  });

  it("never claim a complete event list without events", () => {
    expect(rootTasks.filter((task) => task.events.length === 0 && !task.eventsIncomplete)).toEqual([]);
  });

  it("name the audit task policy in the partition asked for", () => {
    expect(taskPolicyArn("aws-us-gov", "audit")).toBe(
      "arn:aws-us-gov:iam::aws:policy/root-task/IAMAuditRootUserCredentials",
    );
  });
});
