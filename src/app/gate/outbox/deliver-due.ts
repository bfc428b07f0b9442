import { maskMail } from "../../../domain/core/mask.ts";
import { CodedError } from "../../../domain/core/coded-error.ts";
import { systemActor } from "../../../domain/custody/protocol/log-entry.ts";
import type { Notice } from "../../../domain/notice/notice.ts";
import type { Delivery, NoticeRoute } from "../../../world/notify/route.ts";
import { notifyErrors } from "../../../world/notify/errors.ts";
import type { OutboxRow } from "../../../world/store/gate/gate-store.ts";
import { type Gate, nowSeconds } from "../core/gate.ts";
import { record } from "../core/record.ts";
import { disabledRoutes } from "../show-readiness.ts";
import { readRoute } from "./enqueue.ts";

/** How a notice is sent. */
export type SendNotice = (route: NoticeRoute, notice: Notice, nowSeconds: number) => Promise<Delivery>;

/** Waits after each failed attempt, in seconds; after the last the notice is given up. */
export const retrySeconds = [5, 15, 60, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000];

/**
 * Sends what is due: at least once, in order within each thread and route. What cannot be sent waits longer and longer; the
 * first failure of each notice and its end are in the log. Gives when the next is due, in Unix milliseconds.
 */
export async function deliverDue(
  gate: Gate,
  routes: ReadonlyMap<string, NoticeRoute>,
  send: SendNotice,
): Promise<number | null> {
  const { store, clock } = gate;
  const due = store.outbox.due(clock.nowMs(), 16);
  await Promise.all(due.map((row) => deliver(gate, row, routes.get(readRoute(row.route).name), send)));
  return store.outbox.nextMs();
}

async function deliver(gate: Gate, row: OutboxRow, route: NoticeRoute | undefined, send: SendNotice): Promise<void> {
  const { name, address } = readRoute(row.route);
  if (route === undefined || disabledRoutes(gate).has(name) || (address !== null && route.kind !== "smtp")) {
    const why = notifyErrors.NOTIFY_GONE;
    settle(gate, row, { status: "refused", row: why, detail: name });
    return;
  }
  // The parser of this file: only `enqueue` writes notices into the outbox.
  const way = address === null || route.kind !== "smtp" ? route : { ...route, to: [address] };
  settle(gate, row, await send(way, row.notice as Notice, nowSeconds(gate)));
}

function settle(gate: Gate, row: OutboxRow, delivery: Delivery): void {
  const { store, clock } = gate;
  const attempts = row.attempts + 1;
  const next = afterDelivery({ ...row, attempts }, delivery, clock.nowMs());
  const isLogged = next.state !== "waiting" || attempts === 1;
  const work = () => {
    store.outbox.update(next);
    if (delivery.status === "gone") {
      store.facts.set("disabled-routes", [...disabledRoutes(gate), readRoute(row.route).name]);
    }
  };
  // People are told also when the gate may not write its log: what matters then is that they hear of it.
  if (!isLogged || gate.quarantine.size > 0 || gate.isLogStopped) {
    store.transaction(work);
    return;
  }
  try {
    record(gate, (tell) => {
      work();
      const type = next.state === "sent" ? "notify.sent" : "notify.failed";
      // The ledger shows who was told, and no whole address.
      const { name, address } = readRoute(row.route);
      const route = address === null ? name : `${name} to ${maskMail(address)}`;
      const d = { route, notice: noticeId(row), attempts, error: next.error, state: next.state };
      tell({ type, actor: systemActor("gate"), d, ...(isRequestId(row.thread) ? { request: row.thread } : {}) });
    });
  } catch (error) {
    // `record` has marked the log as stopped; the row itself is kept, so nothing is sent twice for it.
    if (!(error instanceof CodedError)) throw error;
  }
}

/** The row after an attempt. */
export function afterDelivery(row: OutboxRow, delivery: Delivery, nowMs: number): OutboxRow {
  switch (delivery.status) {
    case "sent":
      return { ...row, state: "sent", endedMs: nowMs, error: "" };
    case "refused":
    case "gone":
      return { ...row, state: "failed", endedMs: nowMs, error: delivery.row.code };
    case "later": {
      const wait = retrySeconds[row.attempts - 1];
      if (wait === undefined)
        return { ...row, state: "failed", endedMs: nowMs, error: notifyErrors.NOTIFY_GIVEN_UP.code };
      const waitMs = Math.max(wait * 1000, Math.min(delivery.afterMs ?? 0, 3_600_000));
      return { ...row, notBeforeMs: nowMs + waitMs, error: delivery.row.code };
    }
  }
}

function noticeId({ notice }: OutboxRow): string {
  return typeof notice === "object" && notice !== null && "id" in notice && typeof notice.id === "string"
    ? notice.id
    : "";
}

function isRequestId(thread: string): boolean {
  return /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/.test(thread);
}
