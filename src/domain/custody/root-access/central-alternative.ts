// What to try before anybody uses root: a task of a member that the organization can do centrally needs neither password
// nor code.
import { rootTasks } from "../../root-tasks/root-tasks.ts";
import type { TaskPolicy } from "../../root-tasks/task-policies.ts";
import type { Purpose } from "../documents/request-document.ts";

/** One way to do it without the account's own root. */
export interface CentralWay {
  /** What it does, as the root task says. */
  readonly how: string;
  /** The command that does it; `null` where it is done with other tools. */
  readonly command: string | null;
}

/** What to try first, and why root may not be needed. */
export interface CentralAlternative {
  /** One sentence above the ways. */
  readonly title: string;
  readonly ways: readonly CentralWay[];
}

/** The root tasks that a purpose stands for. */
const tasksOfPurpose: Readonly<Record<Purpose, readonly string[]>> = {
  lockout: ["restore-iam"],
  policy: ["restore-iam"],
  "close-account": ["close-account"],
  "bucket-policy": ["s3-deny-all", "sqs-deny-all"],
  "mfa-restore": ["own-mfa-and-certificates"],
  billing: ["billing-and-tax"],
  drill: [],
  other: [],
};

/** The command that carries out a task policy. */
export const commandOfTask: Readonly<Record<TaskPolicy["id"], string>> = {
  audit: "rootward root-access audit",
  delete: "rootward root-access delete-credentials",
  create: "rootward root-access allow-recovery",
  s3: "rootward root-access unlock-bucket",
  sqs: "rootward root-access unlock-queue",
};

/** Source: Organizations User Guide, SCP effects on permissions: a member's root is bound like its users and roles. */
const organizationPolicy: CentralWay = {
  how: "an SCP or RCP binds the member's root too: change or detach it from the management account, or where the delegation policy lets you",
  command: null,
};

/**
 * What to try before root is used for a purpose; `null` where only root can, and for management and stand-alone accounts,
 * which nobody reaches centrally.
 */
export function centralAlternative(
  purpose: Purpose,
  { isMember }: { readonly isMember: boolean },
): CentralAlternative | null {
  if (!isMember) return null;
  const ways = tasksOfPurpose[purpose].flatMap((id) => {
    const central = rootTasks.find((task) => task.id === id)?.central ?? null;
    if (central === null) return [];
    return [{ how: central.how, command: central.task === null ? null : commandOfTask[central.task] }];
  });
  if (purpose === "policy") ways.push(organizationPolicy);
  return ways.length === 0 ? null : { title: "You may not need root for this: the organization can do it.", ways };
}
