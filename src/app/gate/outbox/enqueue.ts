import type { Notice } from "../../../domain/notice/notice.ts";
import type { Gate } from "../core/gate.ts";

/** Puts a notice on its way over every route; inside the transaction of what it tells. */
export function enqueue({ store, routes, clock }: Pick<Gate, "store" | "routes" | "clock">, notice: Notice): void {
  for (const { name } of routes) {
    store.outbox.add({ thread: notice.thread, route: name, notice, notBeforeMs: clock.nowMs() });
  }
}
