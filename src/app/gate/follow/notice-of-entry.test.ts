import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { member } from "../../../../test/custody/errand-samples.ts";
import { rule } from "../../../../test/custody/people.ts";
import { systemActor } from "../../../domain/custody/protocol/log-entry.ts";
import { TestGate } from "../../../faces/gate/gate-for-test.ts";
import type { TestRequest } from "../../broker/broker-for-test.ts";
import { noticeOfEntry } from "./notice-of-entry.ts";

let its: TestGate;
beforeAll(async () => {
  its = await TestGate.make({ rules: [rule({ capabilities: ["assume-root", "code", "password"] })] });
  await its.stop();
  its.writeConfig({ courier: { socket: "../courier.sock" } });
  await its.start();
});
afterAll(() => its.remove());

const session = (task: string, change: object = {}) =>
  its.request("jane", {
    account: member,
    capabilities: ["assume-root"],
    taskPolicy: `arn:aws:iam::aws:policy/root-task/${task}`,
    ...change,
  });
const noticeOf = (type: string, { document }: TestRequest) => {
  const { account, requestId: request } = document;
  return noticeOfEntry(
    its.gate,
    { type, at: its.broker.clock.ms, actor: systemActor("broker"), account, request, d: {} },
    7,
  );
};

describe("what people are told of a request for a root session", () => {
  it("is the task in words, and that a session cannot be called back, until the request has ended", async () => {
    const request = await session("IAMCreateRootUserPassword", { ttlSeconds: 300 });
    for (const type of ["request.created", "grant.ready", "release.assume_root"]) {
      const details = noticeOf(type, request)?.details ?? [];
      expect(details[0]).toContain(
        "allow a member's root password to be recovered by mail again (IAMCreateRootUserPassword)",
      );
      expect(details.join()).toContain("without MFA");
      expect(details.at(-1)).toContain("within 5 minutes and cannot be called back");
    }
    expect(noticeOf("request.expired", request)).not.toHaveProperty("details");
  });

  it("says nothing of a task where password and code are asked for", async () => {
    const request = await its.request("omar");
    expect(noticeOf("request.created", request)).not.toHaveProperty("details");
  });
});
