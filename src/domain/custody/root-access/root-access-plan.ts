// A saved plan of central root access: what one `rootward root-access` command is going to do, written by the person who
// looked, read again by the command that does it. Nobody signs it: the request that is approved names the account and the
// task policy, which is AWS's own ceiling on the session.
import { z } from "zod";
import { CodedError, type Position } from "../../core/coded-error.ts";
import { fromUtf8, utf8 } from "../../crypto/bytes.ts";
import { type TaskPolicy, taskPolicyArn } from "../../root-tasks/task-policies.ts";
import { accountField, ascending, nameField, secondsField } from "../documents/fields.ts";
import type { Purpose } from "../documents/request-document.ts";
import { rootAccessErrors } from "./errors.ts";
import { jsonFault } from "./json-fault.ts";
import {
  accessKeyField,
  bucketField,
  certificateField,
  mailboxField,
  mfaSerialField,
  policyField,
  queueUrlField,
  regionField,
} from "./plan-fields.ts";
import { queuePlace } from "./queue-place.ts";

/** What root of a member can have; the order is that of the text, not of the deletion. */
export const credentialKinds = ["access-keys", "certificates", "mfa", "password"] as const;

/** One kind of what root of a member can have. */
export type CredentialKind = (typeof credentialKinds)[number];

const common = { schema: z.literal("rootward.root-access-plan/v1"), madeAt: secondsField };
const member = {
  ...common,
  /** `<partition>:<12 digits>`. */
  account: accountField,
  name: nameField,
  /** Full ARN of the task's policy in the account's partition. */
  taskPolicy: z.string(),
};
const newPolicy = {
  region: regionField,
  /** The new policy's text; `null` deletes the policy. */
  policy: policyField.nullable(),
};

const enableSchema = z.strictObject({
  ...common,
  task: z.literal("enable"),
  feature: z.enum(["RootCredentialsManagement", "RootSessions"]),
  on: z.boolean(),
  /** The management account. */
  management: accountField,
  /** Whether IAM's trusted access in Organizations must be switched on first. */
  trustedAccess: z.boolean(),
});

/** What an audit has found; `null` when nobody looked. */
export const foundField = z
  .strictObject({
    password: z.boolean(),
    accessKeys: ascending(accessKeyField),
    certificates: ascending(certificateField),
    mfa: ascending(mfaSerialField),
  })
  .nullable();

const deleteSchema = z.strictObject({
  ...member,
  task: z.literal("delete-credentials"),
  delete: ascending(z.enum(credentialKinds)).min(1),
  found: foundField,
});

const recoverySchema = z.strictObject({
  ...member,
  task: z.literal("allow-recovery"),
  /** The root mailbox, whose readers can set a password afterwards; `null` when it is not known. */
  mailbox: mailboxField.nullable(),
});

const bucketSchema = z.strictObject({
  ...member,
  task: z.literal("unlock-bucket"),
  bucket: bucketField,
  ...newPolicy,
});

const queueSchema = z.strictObject({
  ...member,
  task: z.literal("unlock-queue"),
  queueUrl: queueUrlField,
  ...newPolicy,
});

/** A plan of central root access. */
export const rootAccessPlanSchema = z
  .discriminatedUnion("task", [enableSchema, deleteSchema, recoverySchema, bucketSchema, queueSchema])
  .superRefine((plan, context) => {
    const wrong = contradictionOf(plan);
    if (wrong !== null) context.addIssue({ code: "custom", path: [wrong.field], message: wrong.message });
  });

/** A read plan of central root access. */
export type RootAccessPlan = Readonly<z.infer<typeof rootAccessPlanSchema>>;

/** The plans of one task. */
export type PlanOf<T extends RootAccessPlan["task"]> = Extract<RootAccessPlan, { readonly task: T }>;

/** A plan that is run in a member, with a session of its root. */
export type MemberPlan = Exclude<RootAccessPlan, { readonly task: "enable" }>;

/** The plan of the two switches of an organization. */
export type SwitchPlan = PlanOf<"enable">;

/** The largest plan in bytes: a policy whose every character is escaped, twice. */
export const maxPlanBytes = 256 * 1024;

/** The task policy that each task of a member needs. */
export const taskPolicyOfTask: Readonly<Record<MemberPlan["task"], TaskPolicy["id"]>> = {
  "delete-credentials": "delete",
  "allow-recovery": "create",
  "unlock-bucket": "s3",
  "unlock-queue": "sqs",
};

/** `aws` of `aws:111122223333`. */
export function partitionOf(account: string): string {
  return account.slice(0, account.indexOf(":"));
}

/** The ARN of a task's policy in the partition of an account, as plan and request name it. */
export function planTaskPolicy(task: MemberPlan["task"], account: string): string {
  return taskPolicyArn(partitionOf(account), taskPolicyOfTask[task]);
}

/** Reads a plan file. Throws `ROOT_ACCESS_PLAN_FOREIGN` with the line or the field that is wrong. */
export function readRootAccessPlan(bytes: Uint8Array): RootAccessPlan {
  if (bytes.length > maxPlanBytes) throw foreign(`${bytes.length} bytes`, {});
  const text = fromUtf8(bytes);
  if (text === null) throw foreign("not UTF-8", {});
  const read = rootAccessPlanSchema.safeParse(parsed(text));
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw foreign(issue?.message ?? "unfit", { path: ["$", ...(issue?.path ?? []).map(String)].join(".").slice(0, 200) });
}

/** The bytes of a plan file: JSON with two spaces, for people to read. */
export function planBytes(plan: RootAccessPlan): Uint8Array {
  return utf8(`${JSON.stringify(plan, null, 2)}\n`);
}

/** What the request for a plan's session gives as its purpose. */
export function purposeOf(plan: RootAccessPlan): Purpose {
  switch (plan.task) {
    case "unlock-bucket":
    case "unlock-queue":
      return "bucket-policy";
    case "enable":
    case "delete-credentials":
    case "allow-recovery":
      return "other";
  }
}

function contradictionOf(plan: RootAccessPlan): { readonly field: string; readonly message: string } | null {
  if (plan.task === "enable") {
    const message = "switching off needs no trusted access";
    return plan.trustedAccess && !plan.on ? { field: "trustedAccess", message } : null;
  }
  const expected = planTaskPolicy(plan.task, plan.account);
  if (plan.taskPolicy !== expected) return { field: "taskPolicy", message: `it must be ${expected}` };
  if (plan.task !== "unlock-bucket" && plan.task !== "unlock-queue") return null;
  const partition = partitionOf(plan.account);
  if (partitionOfRegion(plan.region) !== partition) return { field: "region", message: `no region of ${partition}` };
  if (plan.task === "unlock-bucket") return null;
  const place = queuePlace(plan.queueUrl, partition, plan.region);
  if (place === null) return { field: "queueUrl", message: "no queue's URL of that region" };
  const isOwn = plan.account.endsWith(`:${place.account}`);
  return isOwn ? null : { field: "queueUrl", message: "a queue of another account" };
}

function partitionOfRegion(region: string): string {
  if (region.startsWith("cn-")) return "aws-cn";
  return region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw foreign("not JSON", placeOf(text));
  }
}

/** Line and column, from 1, where the text stops being JSON. */
function placeOf(text: string): Position {
  const lines = text.slice(0, jsonFault(text) ?? 0).split("\n");
  return { line: lines.length, column: (lines.at(-1) ?? "").length + 1 };
}

function foreign(detail: string, position: Position): CodedError {
  return new CodedError(rootAccessErrors.ROOT_ACCESS_PLAN_FOREIGN, { detail: detail.slice(0, 300), position });
}
