// What `bg request` was told, settled before the identity is unlocked. A saved plan of central root access says account,
// purpose and task by itself, so that people approve what is going to be run; an option that says otherwise is an error.
import type { RequestAsk } from "../../../app/custody/client/request/make-request.ts";
import { digitsOf } from "../../../app/custody/client/request/find-account.ts";
import { CodedError } from "../../../domain/core/coded-error.ts";
import { capabilities, type Capability } from "../../../domain/custody/documents/fields.ts";
import { type Purpose, purposes } from "../../../domain/custody/documents/request-document.ts";
import {
  type MemberPlan,
  purposeOf,
  readRootAccessPlan,
} from "../../../domain/custody/root-access/root-access-plan.ts";
import { taskInWords } from "../../../domain/custody/root-access/task-in-words.ts";
import { taskPolicies } from "../../../domain/root-tasks/task-policies.ts";
import { readBytes } from "../byte-files.ts";
import type { Invocation } from "../command.ts";
import { usageError } from "../usage-error.ts";
import { textOption } from "./own-client.ts";

/** What is asked for, and the command that uses it once it is granted. */
export interface AskOfLine {
  readonly ask: RequestAsk;
  /** Without the request's id, which comes last; `null` for password and code. */
  readonly use: string | null;
}

/** Tasks that a request is needed for; a scan audits without one. */
const grantedTasks = taskPolicies.filter(({ id }) => id !== "audit").map(({ name }) => name);

/** Reads arguments and options. Throws `CLI_USAGE`, `CLI_INPUT_UNREADABLE`, `ROOT_ACCESS_PLAN_FOREIGN`. */
export function requestAskOf({ io, args, options }: Pick<Invocation, "io" | "args" | "options">): AskOfLine {
  const reason = textOption(options, "reason");
  if (reason === null) throw usageError("bg request needs --reason TEXT: one line for the people who approve");
  const asked = capabilitiesOf(textOption(options, "ask"));
  const named = purposeNamed(textOption(options, "purpose"));
  const given = {
    account: args[0] ?? null,
    task: textOption(options, "task"),
    reason,
    asked,
    named,
    ttlSeconds: numberOption(options, "window", 60, 900),
  };
  const file = textOption(options, "plan");
  if (file !== null || given.task !== null) {
    if (asked.some((each) => each !== "assume-root")) {
      throw usageError("--plan and --task are for a root session alone: leave --ask out, or say --ask assume-root");
    }
    if (textOption(options, "codes") !== null) throw usageError("--codes is for codes; a root session has none");
  }
  if (file !== null) return ofPlan(memberPlan(io.cwd, file), file, given);
  if (given.account === null) throw usageError("bg request needs an account, or --plan FILE");
  if (given.task !== null) return ofTask(given.account, given.task, given);
  if (asked.includes("assume-root")) {
    const either = `--plan FILE that a \`rootward root-access\` command saved, or --task ${grantedTasks.join("|")}`;
    throw usageError(
      asked.length === 1
        ? `--ask assume-root needs ${either}`
        : "assume-root is asked for alone: whoever gets password and codes needs no session for one task",
    );
  }
  const purpose = named ?? purposes.find((each) => each === reason) ?? "other";
  const maxCodes = numberOption(options, "codes", 1, 10);
  const { ttlSeconds } = given;
  return {
    ask: { account: given.account, purpose, reason, capabilities: asked, maxCodes, ttlSeconds, taskPolicy: null },
    use: null,
  };
}

interface Given {
  readonly account: string | null;
  readonly task: string | null;
  readonly reason: string;
  readonly named: Purpose | null;
  readonly ttlSeconds: number | null;
}

function ofPlan(plan: MemberPlan, file: string, { account, task, reason, named, ttlSeconds }: Given): AskOfLine {
  const { name, taskPolicy } = plan;
  const digits = digitsOf(plan.account);
  const typed = account?.trim().replaceAll(/(?<=[0-9])[ -](?=[0-9])/g, "") ?? digits;
  const isSame = typed === digits || typed === plan.account || typed.toLowerCase() === name.toLowerCase();
  // The last four digits say nothing against it.
  if (!isSame && !(/^[0-9]{4}$/.test(typed) && digits.endsWith(typed))) {
    throw usageError(`the plan is for ${digits} ${name}, not for ${typed.slice(0, 80)}: leave the account out`);
  }
  const purpose = purposeOf(plan);
  if (named !== null && named !== purpose) {
    throw usageError(`the plan's purpose is ${purpose}, not ${named}: leave --purpose out`);
  }
  const own = taskInWords(taskPolicy);
  if (task !== null && task !== own.name) throw usageError(`the plan's task is ${own.name}: leave --task out`);
  return {
    ask: {
      account: plan.account,
      accountName: name,
      purpose,
      reason,
      capabilities: ["assume-root"],
      maxCodes: null,
      ttlSeconds,
      taskPolicy,
    },
    use: `rootward root-access ${plan.task} --apply ${shellWord(file)} --request`,
  };
}

function ofTask(account: string, task: string, { reason, named, ttlSeconds }: Given): AskOfLine {
  if (!grantedTasks.includes(task)) {
    const audit = taskPolicies.some(({ id, name }) => id === "audit" && name === task);
    throw usageError(
      audit ? "an audit needs no request: rootward root-access audit" : `--task takes ${grantedTasks.join(", ")}`,
    );
  }
  const { id } = taskPolicies.find(({ name }) => name === task) ?? { id: null };
  const usual = id === "s3" || id === "sqs" ? "bucket-policy" : "other";
  const purpose = named ?? purposes.find((each) => each === reason) ?? usual;
  const capabilities: readonly Capability[] = ["assume-root"];
  return {
    ask: { account, purpose, reason, capabilities, maxCodes: null, ttlSeconds, taskPolicy: task },
    use: `${taskInWords(task).command ?? "rootward root-access"} --apply PLAN --request`,
  };
}

function memberPlan(cwd: string, file: string): MemberPlan {
  const plan = readPlan(readBytes(cwd, file), file);
  if (plan.task !== "enable") return plan;
  throw usageError(
    `this plan switches a feature of the whole organization, which a quorum decides on: rootward root-access enable --apply ${shellWord(file)}`,
  );
}

function readPlan(bytes: Uint8Array, file: string) {
  try {
    return readRootAccessPlan(bytes);
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    const { row, detail, position, cause } = error;
    throw new CodedError(row, { detail: detail ?? undefined, position: { ...position, file }, cause });
  }
}

function purposeNamed(text: string | null): Purpose | null {
  if (text === null) return null;
  const found = purposes.find((each) => each === text);
  if (found === undefined) throw usageError(`--purpose takes ${purposes.join(", ")}`);
  return found;
}

function capabilitiesOf(text: string | null): readonly Capability[] {
  const words = text === null ? [] : text.split(",").map((each) => each.trim());
  return words.map((word) => {
    const found = capabilities.find((each) => each === word);
    if (found === undefined) throw usageError(`--ask takes ${capabilities.join(", ")}, with commas between`);
    return found;
  });
}

/** A whole number; `null` when the option was not given. */
function numberOption(options: Invocation["options"], name: string, least: number, most: number): number | null {
  const text = textOption(options, name);
  if (text === null) return null;
  const number = /^[0-9]{1,4}$/.test(text) ? Number(text) : -1;
  if (number < least || number > most) throw usageError(`--${name} takes a number from ${least} to ${most}`);
  return number;
}

/** A file's name as a shell takes it. */
function shellWord(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
