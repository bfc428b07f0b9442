import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { readLogEntry } from "../../domain/custody/protocol/log-entry.ts";
import { Sink } from "../../world/notify/sink-for-test.ts";
import { TestGate } from "./gate-for-test.ts";

const secret = `whsec_${Buffer.alloc(32, 7).toString("base64")}`;
let sink: Sink;
let other: Sink;
let its: TestGate;
beforeEach(async () => {
  [sink, other] = await Promise.all([new Sink().listen(), new Sink().listen()]);
  const route = { kind: "webhook", secretFile: "hook.secret", allow: ["127.0.0.1"] };
  const routes = [
    { ...route, name: "one", url: `http://127.0.0.1:${sink.port}/` },
    { ...route, name: "two", url: `http://127.0.0.1:${other.port}/` },
  ];
  its = await TestGate.make({
    notify: { routes },
    prepare: (directory) => writeFileSync(join(directory, "hook.secret"), secret, { mode: 0o400 }),
  });
});
afterEach(async () => {
  await its.remove();
  await Promise.all([sink.close(), other.close()]);
});

function heard(from: Sink, thread: string): string[] {
  return from.posts
    .map(({ body }) => JSON.parse(body) as { readonly type: string; readonly data: { readonly thread: string } })
    .filter(({ data }) => data.thread === thread)
    .map(({ type }) => type);
}

/** Lets time pass for what waits. */
function later(ms: number): void {
  its.broker.clock.ms += ms;
  its.served.wake();
}

describe("people", () => {
  it("are told of every step over every route, in order, also of what went past the gate", async () => {
    const request = await its.granted();
    const { requestId } = request.document;
    await its.broker.say("carl", request, "revoke", "door");
    const steps = ["request.created", "grant.ready", "grant.revoked"];
    await vi.waitFor(() => {
      expect(heard(sink, requestId)).toEqual(steps);
      expect(heard(other, requestId)).toEqual(steps);
    }, 8000);
    const { notices } = await its.call("ana", "request", { id: requestId }, {});
    expect(notices.map(({ route, what, state }) => `${route} ${what} ${state}`).toSorted()).toEqual(
      ["one", "two"].flatMap((route) => steps.map((step) => `${route} ${step} sent`)).toSorted(),
    );
    const body = JSON.stringify(sink.posts.map((post) => post.body));
    expect(body).toContain("prod-payments");
    expect(body).not.toContain("123456789012");
    expect(body).not.toContain("SCP locked us out");
  });

  it("are told again when a route fails, in order, and the failure is in the log and on the request", async () => {
    sink.statuses = [503, 200];
    const request = await its.granted();
    const { requestId } = request.document;
    await vi.waitFor(() => expect(heard(other, requestId)).toHaveLength(2), 8000);
    await vi.waitFor(async () => {
      const { notices } = await its.call("ana", "request", { id: requestId }, {});
      const failed = notices.find(({ error }) => error !== "");
      expect(failed).toMatchObject({ route: "one", what: "request.created", state: "waiting", error: "NOTIFY_LATER" });
    }, 4000);
    // The second waits for the first.
    expect(heard(sink, requestId)).toEqual(["request.created"]);
    later(5000);
    await vi.waitFor(
      () => expect(heard(sink, requestId)).toEqual(["request.created", "request.created", "grant.ready"]),
      8000,
    );
    const own = its.gate.log.entries(0, 1000).map((bytes) => readLogEntry(bytes));
    const failures = own.filter((entry) => entry?.type === "notify.failed");
    expect(failures).toMatchObject([{ request: requestId, d: { route: "one", error: "NOTIFY_LATER", attempts: 1 } }]);
  });

  it("are told what a stopped gate had not yet said, after its next start", async () => {
    sink.statuses = [503];
    const { requestId } = (await its.request()).document;
    await vi.waitFor(() => expect(heard(sink, requestId)).toHaveLength(1), 8000);
    await its.stop();
    sink.statuses = [200];
    its.broker.clock.ms += 5000;
    await its.start();
    await vi.waitFor(() => expect(heard(sink, requestId)).toHaveLength(2), 8000);
  });

  it("are not told any more over a route that is gone, and the readiness page says so", async () => {
    sink.statuses = [410];
    const request = await its.granted();
    const { requestId } = request.document;
    await vi.waitFor(() => expect(heard(other, requestId)).toHaveLength(2), 8000);
    await vi.waitFor(async () => {
      const { routes } = await its.call("ana", "readiness", {}, {});
      expect(routes).toEqual([
        { name: "one", kind: "webhook", isDisabled: true },
        { name: "two", kind: "webhook", isDisabled: false },
      ]);
    }, 4000);
    expect(heard(sink, requestId)).toEqual(["request.created"]);
  });

  it("can be sent a test, which says for each route whether it was taken", async () => {
    other.statuses = [500];
    const { results } = await its.call("ana", "testNotices", {}, {});
    expect(results).toMatchObject([
      { route: "one", ok: true, error: "" },
      { route: "two", ok: false, error: "NOTIFY_LATER" },
    ]);
  });
});
