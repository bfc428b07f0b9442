// What a root session for one task is, for the people who decide about it. The ARN comes out of a signed request; its last
// part is AWS's name of the task, and one that is not known here must not look harmless.
import { taskPolicies, type TaskPolicy } from "../../root-tasks/task-policies.ts";
import { commandOfTask } from "./central-alternative.ts";

/** One task of a root session, in words. */
export interface TaskInWords {
  /** AWS's name, e.g. `S3UnlockBucketPolicy`. */
  readonly name: string;
  /** What such a session may do. */
  readonly what: string;
  /** The command that does it; `null` where this version knows none. */
  readonly command: string | null;
  /** What a person must know before they agree, the most important first. */
  readonly mind: readonly string[];
}

/** AWS opens a root session for at most so long, in seconds. */
const mostSeconds = 900;

/** The task of a policy's ARN; `ttlSeconds` is the request's own limit, which a session never outlasts. */
export function taskInWords(taskPolicyArn: string, ttlSeconds = mostSeconds): TaskInWords {
  const name = taskPolicyArn.slice(taskPolicyArn.lastIndexOf("/") + 1);
  const task = taskPolicies.find((each) => each.name === name) ?? null;
  const life = Math.min(ttlSeconds, mostSeconds);
  const ends = `A session ends by itself within ${life >= 120 ? `${Math.ceil(life / 60)} minutes` : `${life} seconds`} and cannot be called back.`;
  return {
    name,
    what: task === null ? "a task that this version does not know" : task.what,
    command: task === null ? null : commandOfTask[task.id],
    mind: [...(task === null ? unknown : mindOf[task.id]), ends],
  };
}

const unknown = ["What it may do is not known here: compare the name with AWS's list of task policies first."];

const mindOf: Readonly<Record<TaskPolicy["id"], readonly string[]>> = {
  audit: [],
  delete: ["It cannot be undone: deleted passwords, keys and certificates do not come back."],
  // Source: IAM User Guide, privileged tasks on members: the task sets no password, it allows one to be recovered by mail.
  create: [
    "It sets no password: whoever reads the root mailbox can then set one and sign in as root without MFA, unless an MFA device is still registered.",
  ],
  s3: [],
  sqs: [],
};
