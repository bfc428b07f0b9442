import { noLongerRootOnly, rootTasks } from "../../../domain/root-tasks/root-tasks.ts";
import { taskPolicies } from "../../../domain/root-tasks/task-policies.ts";

/** Every root-only task with its central alternative: whether you need root at all. */
export function rootTasksPage(): string {
  const lines = [
    "# Tasks that need root",
    "",
    "Before opening a root session, see whether the task has a central way.",
    "",
  ];
  for (const task of rootTasks) {
    const how = task.central === null ? "only root can" : task.central.how;
    const events = task.events.length === 0 ? "AWS publishes no event name" : task.events.join(", ");
    const more = task.eventsIncomplete && task.events.length > 0 ? ", and others AWS does not publish" : "";
    lines.push(`- **${task.title}**`, `  without root: ${how}`, `  in CloudTrail: ${events}${more}`, "");
  }
  lines.push(`No longer root-only: ${noLongerRootOnly.join(", ")}.`, "");
  lines.push(
    "Task policies of sts:AssumeRoot (management or the delegate for iam.amazonaws.com; 15 minutes at most):",
    "",
  );
  for (const policy of taskPolicies) lines.push(`- ${policy.name}: ${policy.what} (feature ${policy.feature})`);
  return `${lines.join("\n")}\n`;
}
