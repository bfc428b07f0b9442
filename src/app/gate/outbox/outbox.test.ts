import { describe, expect, it } from "vitest";
import { notifyErrors } from "../../../world/notify/errors.ts";
import type { OutboxRow } from "../../../world/store/gate/gate-store.ts";
import { afterDelivery, retrySeconds } from "./deliver-due.ts";

const row: OutboxRow = {
  id: 1,
  thread: "01JDADA7V0000000000000000A",
  route: "hook",
  notice: {},
  state: "waiting",
  attempts: 1,
  notBeforeMs: 0,
  endedMs: null,
  error: "",
};
const later = { status: "later" as const, row: notifyErrors.NOTIFY_LATER, detail: "", afterMs: null };

describe("a notice on its way", () => {
  it("waits longer and longer, and is given up after about two days", () => {
    let next = row;
    let nowMs = 0;
    for (const seconds of retrySeconds) {
      next = afterDelivery(next, later, nowMs);
      expect(next).toMatchObject({ state: "waiting", notBeforeMs: nowMs + seconds * 1000, error: "NOTIFY_LATER" });
      nowMs = next.notBeforeMs;
      next = { ...next, attempts: next.attempts + 1 };
    }
    expect(afterDelivery(next, later, nowMs)).toMatchObject({
      state: "failed",
      endedMs: nowMs,
      error: "NOTIFY_GIVEN_UP",
    });
    expect(nowMs / 86_400_000).toBeGreaterThan(2);
  });

  it("waits as long as the other side asks, but never more than an hour for it", () => {
    expect(afterDelivery(row, { ...later, afterMs: 20_000 }, 0).notBeforeMs).toBe(20_000);
    expect(afterDelivery(row, { ...later, afterMs: 10 ** 9 }, 0).notBeforeMs).toBe(3_600_000);
    expect(afterDelivery(row, { ...later, afterMs: 1 }, 0).notBeforeMs).toBe(5000);
  });

  it("ends when it was taken or refused", () => {
    expect(afterDelivery(row, { status: "sent" }, 7)).toMatchObject({ state: "sent", endedMs: 7, error: "" });
    const refused = { status: "refused" as const, row: notifyErrors.NOTIFY_REFUSED, detail: "" };
    expect(afterDelivery(row, refused, 7)).toMatchObject({ state: "failed", endedMs: 7, error: "NOTIFY_REFUSED" });
  });
});
