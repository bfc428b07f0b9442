import { describe, expect, it } from "vitest";
import { taskPolicies, taskPolicyArn } from "../../root-tasks/task-policies.ts";
import { taskInWords } from "./task-in-words.ts";

const arn = (name: string, partition = "aws") => `arn:${partition}:iam::aws:policy/root-task/${name}`;

describe("the task of a root session", () => {
  it("has words and a command for every task policy, in every partition", () => {
    for (const partition of ["aws", "aws-cn", "aws-us-gov"]) {
      for (const { id, name, what } of taskPolicies) {
        const task = taskInWords(taskPolicyArn(partition, id));
        expect(task).toMatchObject({ name, what });
        expect(task.command).toMatch(/^rootward root-access [a-z-]+$/);
      }
    }
  });

  it("says of each that a session ends within 15 minutes and cannot be called back", () => {
    for (const { name } of taskPolicies) {
      expect(taskInWords(arn(name)).mind.at(-1)).toBe(
        "A session ends by itself within 15 minutes and cannot be called back.",
      );
    }
    expect(taskInWords(arn("S3UnlockBucketPolicy"), 60).mind).toEqual([
      "A session ends by itself within 60 seconds and cannot be called back.",
    ]);
    expect(taskInWords(arn("S3UnlockBucketPolicy"), 300).mind.join()).toContain("within 5 minutes");
  });

  it("warns of a sign-in without MFA where a password may be recovered by mail", () => {
    const { mind } = taskInWords(arn("IAMCreateRootUserPassword"));
    expect(mind[0]).toContain("whoever reads the root mailbox");
    expect(mind[0]).toContain("without MFA");
    expect(taskInWords(arn("S3UnlockBucketPolicy")).mind.join()).not.toContain("MFA");
  });

  it("that this version does not know is named and not called harmless", () => {
    expect(taskInWords(arn("EverythingAtOnce"))).toMatchObject({
      name: "EverythingAtOnce",
      what: "a task that this version does not know",
      command: null,
    });
    expect(taskInWords(arn("EverythingAtOnce")).mind[0]).toContain("not known here");
  });
});
